import re
from datetime import date
from html import unescape
from typing import Any

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.fictional.statement import BODY, CARD, FORECAST, FURNITURE, TITLE, make_checked

from sverka.checks import Report
from sverka.dossier.checked import Checked
from sverka.dossier.page import check_page
from sverka.vocabulary.statement import Reading, Statement

DAY = date(2018, 4, 1)


def page_of(*checked: Checked) -> str:
    return check_page(checked, {CARD.id: CARD}, checked_on=DAY)


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(make_checked())


@pytest.fixture(scope="module")
def tree(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def found(tree: LexborHTMLParser, selector: str) -> Any:  # noqa: ANN401 - selectolax types its nodes loosely
    node = tree.css_first(selector)
    assert node is not None, selector
    return node


def test_the_statement_stands_on_the_page_letter_by_letter(page: str) -> None:
    bare = re.sub(r'<a class="label.*?</a>', "", page, flags=re.DOTALL)
    paragraphs = [unescape(re.sub(r"<[^>]+>", "", p)) for p in re.findall(r'<p class="body">(.*?)</p>', bare)]
    assert paragraphs == [BODY, FORECAST]
    assert found(LexborHTMLParser(page), "h1").text() == TITLE
    assert FURNITURE in found(LexborHTMLParser(page), "aside.furniture").text()


def test_markup_in_a_statement_is_text(page: str) -> None:
    assert "Arland &lt;and&gt; Bedia" in page
    assert "<and>" not in page


def test_every_label_leads_to_a_card_and_back(tree: LexborHTMLParser) -> None:
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = [(node.attributes["href"] or "") for node in tree.css('a[href^="#"]')]
    assert {target[1:] for target in targets} <= set(ids)
    assert [target for target in targets if target.startswith("#c1-")] == [
        f"#c1-{number}" for number in (2, 4, 5, 3, 1, 6)
    ]


def test_a_verdict_is_told_by_colour_pattern_sign_and_word(tree: LexborHTMLParser) -> None:
    label = found(tree, 'a[href="#c1-2"]')
    assert "mixed" in label.attributes["class"]
    assert label.attributes["aria-label"] == "Claim 2: depends on the books"
    assert label.text().strip() == "2◐"
    assert found(tree, "#c1-2 .chip").text().split() == ["◐", "depends", "on", "the", "books"]


def test_a_card_has_both_books_their_intervals_and_their_sources(tree: LexborHTMLParser) -> None:
    text = " ".join(found(tree, "#c1-2").text().split())
    for words in ("USD 593.9 mn", "USD 582.0–605.8 mn", "USD 689.4 mn", "USD 604.05–604.15 mn"):
        assert words in text
    assert len(tree.css('#c1-2 a[href="#source-1"]')) == 2
    source = " ".join(found(tree, "#source-1").text().split())
    assert "Yearbook of Trade" in source
    assert "https://example.org/yearbook" in source
    assert "Licence: CC BY 4.0" in source
    assert "abababab" in source
    assert "almanac rows 10–13" in source


def test_a_forecast_is_called_one_and_says_what_the_text_leaves_open(tree: LexborHTMLParser) -> None:
    card = " ".join(found(tree, "#c1-6").text().split())
    assert "forecast" in card
    assert "Speaker left open: no speaker stands near it." in card


def test_a_finding_on_a_claim_is_not_told_again_for_the_whole(tree: LexborHTMLParser) -> None:
    assert [node.text() for node in tree.css("li.finding.error b")] == ["Error."]


def test_the_page_holds_all_it_needs(page: str, tree: LexborHTMLParser) -> None:
    assert not tree.css("script, link, img, iframe")
    assert "url(" not in page
    assert not tree.css("[style], [onclick]")
    policy = found(tree, 'meta[http-equiv="Content-Security-Policy"]').attributes["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_several_statements_share_a_page_and_its_sources() -> None:
    made = make_checked()
    tree = LexborHTMLParser(page_of(made, Checked("other.txt", made.report)))
    assert [node.attributes["href"] for node in tree.css("nav a")] == ["#s1", "#s2"]
    assert len(tree.css(".statement")) == 2
    assert len(tree.css(".sources li")) == 1
    assert found(tree, "#c2-1")


def test_a_text_without_claims_says_so_and_needs_no_sources() -> None:
    reading = Reading(statement=Statement(id="x", text="Good morning."))
    page = page_of(Checked("-", Report(reading=reading, assessments=())))
    assert "No claims were found in this text." in page
    assert "Good morning." in page
    assert "standard input" in page
    assert 'class="sources"' not in page


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    made = make_checked()
    level = made.report.assessments[1]
    figure = level.comparisons[0].figure
    origin = msgspec.structs.replace(figure.origins[0], address="javascript:alert(1)")
    sly = msgspec.structs.replace(
        level.comparisons[0], figure=msgspec.structs.replace(figure, origins=(origin,))
    )
    assessment = msgspec.structs.replace(level, comparisons=(sly,))
    reading = msgspec.structs.replace(made.report.reading, claims=(level.claim,))
    tree = LexborHTMLParser(page_of(Checked("a", Report(reading=reading, assessments=(assessment,)))))
    assert not tree.css('a[href^="javascript"]')
    assert "javascript:alert(1)" in found(tree, ".sources").text()


def test_a_claim_without_a_place_in_the_text_still_has_its_card() -> None:
    made = make_checked()
    level = made.report.assessments[1]
    claim = msgspec.structs.replace(level.claim, start=None, end=None)
    reading = msgspec.structs.replace(made.report.reading, claims=(claim,))
    assessment = msgspec.structs.replace(level, claim=claim)
    tree = LexborHTMLParser(page_of(Checked("a", Report(reading=reading, assessments=(assessment,)))))
    assert found(tree, "#c1-1")
    assert not tree.css('a[href="#t1-1"]')


def test_evidence_that_the_reason_tells_of_is_linked() -> None:
    made = make_checked()
    level = made.report.assessments[1]
    finding = msgspec.structs.replace(
        made.report.findings[0], message="Said before.", evidence=("2010-05-01: https://example.org/x",)
    )
    stale = msgspec.structs.replace(level, reason="Said before. No more.", findings=(finding,))
    reading = msgspec.structs.replace(made.report.reading, claims=(level.claim,))
    tree = LexborHTMLParser(page_of(Checked("a", Report(reading=reading, assessments=(stale,)))))
    assert found(tree, "#c1-1 .evidence a").attributes["href"] == "https://example.org/x"
    assert tree.css("#c1-1 .finding.error") == []
