"""The briefing as one HTML page: every number leads to its note, nothing comes from outside."""

import json
import re
from base64 import b64decode, b64encode
from gzip import decompress
from hashlib import sha256
from html import unescape
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.dossier.formats.fictional_outline import HOSTILE, figure, hostile_outline, outline, say
from tests.dossier.formats.fictional_words import fictional_language

from sverka.dossier.citations import cite_origins
from sverka.dossier.formats import html
from sverka.dossier.formats.html import INSTALL, write_html
from sverka.dossier.formats.inline_svg import UnsafePicture, inline_svg
from sverka.dossier.formats.page_notes import Notes
from sverka.dossier.outline import Outline, Paragraph, Section, Table, figures_of
from sverka.dossier.picture import PictureNotDrawn, PicturesNotInstalled
from sverka.dossier.words.language import LANGUAGES
from sverka.sources.card import Card
from sverka.vocabulary.origin import Origin

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" '
    'height="30" viewBox="0 0 40 30">{}</svg>'
)


def parsed(found: Outline, code: str = "en") -> LexborHTMLParser:
    return LexborHTMLParser(write_html(found, fictional_language(code)))


def one_section(*paragraphs: Paragraph) -> Outline:
    return msgspec.structs.replace(outline(), sections=(Section("only", say("minute"), paragraphs),))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_says_its_language_and_has_every_section_under_its_heading(code: str) -> None:
    page, words = parsed(outline(drawn=False), code), fictional_language(code)
    html_node = page.css_first("html")
    assert html_node is not None
    assert html_node.attributes["lang"] == code
    headings = [node.text() for node in page.css("main h2")]
    assert headings[:4] == [words.text(section.title) for section in outline().sections]
    assert [node.attributes["href"] for node in page.css("nav a")] == [
        *(f"#{section.id}" for section in outline().sections),
        "#all-notes",
        "#all-sources",
    ]


def test_headings_come_in_order_without_a_gap() -> None:
    levels = [int((node.tag or "h0")[1]) for node in parsed(outline()).css("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_leads_to_a_note_and_every_note_back() -> None:
    page = parsed(outline())
    links = page.css("a.figure")
    assert len(links) == len([*figures_of(outline())])
    ids = {node.attributes["id"] for node in page.css("[id]")}
    assert {(link.attributes["href"] or "")[1:] for link in links} <= ids
    assert {(link.attributes["href"] or "")[1:] for link in page.css(".back a, .note a, nav a")} <= ids
    assert len(ids) == len(page.css("[id]")), "ids are unique"


def test_a_note_says_book_valuation_period_method_source_place_and_day() -> None:
    note = parsed(outline(drawn=False)).css_first("#note-2")
    assert note is not None
    assert [
        (term.text(), said.text()) for term, said in zip(note.css("dt"), note.css("dd"), strict=True)
    ] == [
        ("Interval", "$196\u00a0mn … $204\u00a0mn"),
        ("Whose book", "BED"),
        ("Valuation", "FOB + CIF"),
        ("Period", "2012"),
        ("Method", "sum of exports and imports"),
        ("Source", "Bureau of Ports & Rivers of Bedia, Bureau of Ports: monthly tables [2]"),
        ("Place", "row 2012"),
        ("Accessed", "29 February 2016"),
    ]


def test_a_figure_shown_again_keeps_its_note_and_another_place_gets_its_own() -> None:
    one, other = figure(1e6, "2012"), figure(1e6, "2013")
    said = one_section(
        Paragraph(tuple(say("mirror", country="A", value=value) for value in (one, other, one)))
    )
    assert [link.attributes["href"] for link in parsed(said).css("a.figure")] == [
        "#note-1",
        "#note-2",
        "#note-1",
    ]
    assert [len(note.css(".back a")) for note in parsed(said).css("li[id^=note-]")] == [2, 1]


def test_a_note_that_figures_share_gives_no_interval_unless_it_is_theirs() -> None:
    notes = Notes(cite_origins(figure(1, "2012").origins, {}), fictional_language("en"))
    for value in (1e6, 2e6):
        notes.refer(figure(value, "2012"))
    assert "Interval" not in {line.label for line in notes.written()[0].lines}


def test_a_promise_stands_in_no_book_and_says_so_by_its_silence() -> None:
    promise = msgspec.structs.replace(figure(1e6, "2012", None), valuation="", method="")
    notes = Notes(cite_origins(promise.origins, {}), fictional_language("en"))
    notes.refer(promise)
    labels = [line.label for line in notes.written()[0].lines]
    assert labels == ["Interval", "Period", "Source", "Place", "Accessed"]


def test_many_places_of_one_source_are_drawn_together_and_cut_off() -> None:
    scattered = tuple(
        msgspec.structs.replace(figure(1, "2012").origins[0], place=f"trade.csv row {3 * at}")
        for at in range(1, 200)
    )
    notes = Notes(cite_origins(scattered, {}), fictional_language("en"))
    notes.refer(msgspec.structs.replace(figure(1, "2012"), origins=scattered))
    (place,) = [line.text for line in notes.written()[0].lines if line.label == "Place"]
    assert place == "trade.csv rows 3, 6, 9, 12, 15, 18; and 193 more places"


def test_a_table_names_its_columns_and_rows_and_tells_why_a_number_is_missing() -> None:
    table = parsed(outline(drawn=False)).css_first("#table-turnover-years")
    assert table is not None
    assert [node.attributes["scope"] for node in table.css("thead th")] == ["col"] * 4
    assert [node.text() for node in table.css("tbody th[scope=row]")] == [
        "2010",
        "2011",
        "2012",
        "2013",
        "2014",
    ]
    assert table.css_first("caption") is not None
    assert table.css("td.gap")[0].text() == "ARL has published nothing for 2013."
    numbers = table.css("tbody tr:first-child td.number")
    assert [(number.css_first("a") or number).text(deep=False) for number in numbers] == [
        "$100\u00a0mn",
        "$100\u00a0mn",
        "0\u00a0%",
    ]


def test_a_picture_is_described_has_its_table_and_its_specification() -> None:
    page = parsed(outline())
    svg = page.css_first("figure svg")
    assert svg is not None
    assert svg.attributes["role"] == "img"
    told = {node.tag: node.text() for node in svg.css("title, desc")}
    assert told["title"] == "The two books: ARL and BED"
    assert told["desc"].startswith("Two lines that meet in 2010 and 2012")
    assert page.css_first("figure details table") is not None
    link = page.css_first("figure a[download]")
    assert link is not None
    assert link.text() == "specification (Vega-Lite)"
    assert link.attributes["download"] == "turnover-lines.vl.json.gz"
    specification = json.loads(decompress(b64decode((link.attributes["href"] or "").partition(",")[2])))
    assert specification["data"]["values"]


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (PicturesNotInstalled(), INSTALL),
        (PictureNotDrawn("nothing in it has a size"), "nothing in it has a size"),
    ],
)
def test_a_picture_that_cannot_be_drawn_leaves_its_table_and_says_why(
    failure: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_specification: dict[str, Any]) -> str:
        raise failure

    monkeypatch.setattr(html, "draw", refuse)
    page = parsed(outline())
    assert page.css_first("figure svg") is None
    assert page.css_first("figure details table") is not None
    lack = page.css_first("figure .lack")
    assert lack is not None
    assert said in lack.text()


def test_a_lack_names_the_commands_that_would_bring_it() -> None:
    lack = parsed(outline(drawn=False)).css_first("div.lack")
    assert lack is not None
    assert "Nothing is known about companies of BED." in lack.text()
    assert "These commands bring it:" in lack.text()
    assert [code.text() for code in lack.css("pre code")] == [
        "sverka fetch bureau --pair ARL-BED",
        "sverka post bureau bureau.zip",
    ]


def test_sources_are_numbered_with_publisher_licence_day_and_address() -> None:
    first, second, _third = parsed(outline(drawn=False)).css(".sources li")
    assert first.attributes["id"] == "source-1"
    assert " ".join(second.text().split()) == (
        "Bureau of Ports & Rivers of Bedia, Bureau of Ports: monthly tables. Licence: CC BY 4.0. Accessed: "
        "29 February 2016. https://example.org/bureau?table=1&lang=en Snapshot: 0000000000000000"
    )
    assert [link.attributes["href"] for link in second.css("a")] == [
        "https://example.org/bureau?table=1&lang=en"
    ]


def test_the_policy_lets_in_the_pages_own_style_and_script_and_nothing_else() -> None:
    page = write_html(outline(), fictional_language("en"))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', unescape(page))
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert " style=" not in page
    assert not re.search(r"<(link|iframe|object|embed|base|form)\b", page)
    assert "url(" not in page.partition("</style>")[0]


def test_what_others_wrote_is_shown_and_never_run() -> None:
    text = write_html(hostile_outline(), fictional_language("en"))
    page = LexborHTMLParser(text)
    text.encode("utf-8")
    assert len(page.css("script")) == 1
    assert [node for node in page.css("a") if (node.attributes["href"] or "").startswith("javascript")] == []
    body = page.css_first("main")
    assert body is not None
    assert HOSTILE[1] in body.text()
    assert HOSTILE[5].replace("\x00", "") in body.text()
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\u202e\ud800-\udfff]", text)


def test_an_address_that_is_no_web_page_is_no_link() -> None:
    card = msgspec.structs.replace(next(iter(outline().cards.values())), address="javascript:alert(1)")
    said = one_section(Paragraph((say("mirror", country="A", value=figure(1e6, "2012")),)))
    page = parsed(msgspec.structs.replace(said, cards={card.id: card}))
    assert [node.attributes["href"] for node in page.css(".sources a")] == []
    assert "javascript:alert(1)" in page.css(".sources li")[0].text()


def test_a_source_that_took_the_number_from_another_names_both() -> None:
    origin = Origin(
        source="almanac",
        snapshot="ab" * 32,
        place="row 4",
        licence="MIT",
        accessed=next(iter(outline().cards.values())).accessed,
        cites="Yearbook of Trade",
    )
    value = figure(1e6, "2012", origins=(origin,))
    page = parsed(one_section(Paragraph((say("mirror", country="A", value=value),))))
    cited = page.css_first(".cited")
    assert cited is not None
    assert cited.text().startswith("Yearbook of Trade, by way of ")


def test_a_figure_in_a_heading_leads_to_its_source_too() -> None:
    table = outline().sections[2].blocks[0]
    heading = say("quoted", text=figure(1e6, "2012", source="bureau"))
    assert isinstance(table, Table)
    told = msgspec.structs.replace(table, headings=(heading, *table.headings[1:]))
    page = parsed(msgspec.structs.replace(outline(), sections=(Section("s", say("minute"), (told,)),)))
    link = page.css_first("thead a.figure")
    assert link is not None
    assert link.attributes["href"] == "#note-1"
    assert "Bureau of Ports" in page.css(".sources li")[2].text()


def test_an_outline_without_figures_is_still_a_page() -> None:
    page = parsed(msgspec.structs.replace(outline(), sections=(), cards=dict[str, Card]()))
    assert page.css("main li") == []
    assert page.css_first("h1") is not None


def test_a_table_without_rows_keeps_its_headings() -> None:
    table = outline().sections[2].blocks[0]
    assert isinstance(table, Table)
    empty = msgspec.structs.replace(table, rows=())
    page = parsed(msgspec.structs.replace(outline(), sections=(Section("s", say("minute"), (empty,)),)))
    assert len(page.css("thead th")) == 5


def test_an_inlined_picture_keeps_shapes_and_drops_what_runs_or_fetches() -> None:
    drawn = SVG.format(
        '<defs><clipPath id="c"><rect width="1.23456" x="1.23456"/></clipPath></defs>'
        '<script>alert(1)</script><style>*{}</style><image xlink:href="https://example.org/x.png"/>'
        '<foreignObject><p>x</p></foreignObject><a xlink:href="https://example.org"><text>A&lt;b&gt;</text></a>'
        '<g clip-path="url(#c)" fill="url(https://example.org/f)" onclick="alert(1)" style="x:y" role="x" '
        'aria-label="y"><use xlink:href="#c"/><use href="https://example.org"/></g>'
    )
    safe = inline_svg(drawn, "picture-one", title="T & t", described="<d>")
    node = LexborHTMLParser(safe).css_first("svg")
    assert node is not None
    assert node.attributes["viewbox" if "viewbox" in node.attributes else "viewBox"] == "0 0 40 30"
    assert not re.search(r"script|style|image|foreign|example\.org|onclick|alert|<a ", safe)
    assert 'id="picture-one-c"' in safe
    assert 'clip-path="url(#picture-one-c)"' in safe
    assert 'href="#picture-one-c"' in safe
    assert 'fill="none"' in safe
    assert 'x="1.2"' in safe
    assert '<title id="picture-one-title">T &amp; t</title>' in safe
    assert "<text>A&lt;b&gt;</text>" in safe


def test_two_pictures_of_one_page_share_no_id() -> None:
    drawn = SVG.format('<g id="a"><path d="M0,0"/></g>')
    ids = [
        set(re.findall(r' id="([^"]+)"', inline_svg(drawn, name, title="", described=""))) for name in "pq"
    ]
    assert ids[0].isdisjoint(ids[1])


@pytest.mark.parametrize(
    ("drawn", "reason"),
    [
        ("<svg", "it is not XML"),
        ("<div/>", "it is not SVG"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "it declares a document type or an entity"),
    ],
)
def test_what_is_no_picture_is_refused(drawn: str, reason: str) -> None:
    with pytest.raises(UnsafePicture, match=f"cannot stand in a page: {reason}"):
        inline_svg(drawn, "p", title="", described="")


def test_a_picture_without_a_view_box_gets_one_from_its_size() -> None:
    drawn = SVG.format("").replace('viewBox="0 0 40 30"', "")
    assert 'viewBox="0 0 40 30"' in inline_svg(drawn, "p", title="", described="")
