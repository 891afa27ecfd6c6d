"""A briefing about Arland and Bedia in the shape of a real one, to be laid out in every format.

Its keys ("fictional.*") are said in four languages by fictional_words.py. It holds 39 figures of three
sources; two tables, one with gaps; a picture with its table; points; a lack.
"""

from collections.abc import Mapping
from datetime import date
from math import nan
from typing import Any

import msgspec
from tests.fictional.pair import CARD, PAIR

from sverka.dossier.outline import (
    Gap,
    Goods,
    Lack,
    Land,
    Language,
    Outline,
    Paragraph,
    Picture,
    Points,
    Section,
    Sentence,
    Table,
    Value,
    When,
)
from sverka.sources.card import Card
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product

MADE_ON = date(2026, 11, 23)
YEARS = (2010, 2011, 2012, 2013, 2014)
ARLAND_BOOK = (100.0, 150.0, 200.0, None, 250.0)
BEDIA_BOOK = (100.0, 100.0, 200.0, 210.0, None)

BUREAU = Card(
    id="bureau",
    title="Bureau of Ports: monthly tables",
    publisher="Bureau of Ports & Rivers of Bedia",
    licence="CC BY 4.0",
    address="https://example.org/bureau?table=1&lang=en",
    cadence="monthly",
    valuation="imports CIF",
    usual_revision=0.02,
    known_gaps=("No month of 2014 is published.",),
    accessed=date(2016, 2, 29),
)
MINISTRY = Card(
    id="ministry",
    title="Yearbook of the Ministry of Commerce of Arland",
    publisher="Ministry of Commerce",
    licence="public domain",
    address="https://example.org/yearbook",
    cadence="yearly",
    valuation="exports FOB",
    usual_revision=0.01,
    accessed=date(2016, 3, 1),
)
CARDS = {card.id: card for card in (CARD, BUREAU, MINISTRY)}


def say(key: str, count: int | None = None, **values: Value) -> Sentence:
    """Make a sentence of the fictional messages."""
    return Sentence(f"fictional.{key}", values, count)


def figure(value: float, period: str, book: str | None = "ARL", **fields: Any) -> Figure:  # noqa: ANN401
    """Make a figure in dollars unless `fields` says otherwise; `source` names a card, almanac by default."""
    card = CARDS[fields.pop("source", "almanac")]
    origin = Origin(
        source=card.id,
        snapshot="0" * 64,
        place=f"row {period}",
        licence=card.licence,
        accessed=card.accessed,
    )
    given = {
        "measure": "turnover",
        "subject": PAIR.subject,
        "unit": "USD",
        "valuation": "FOB + CIF" if book else "reconciled",
        "method": "sum of exports and imports",
        "allowed": Interval(value * 0.98, value * 1.02),
        "origins": (origin,),
    }
    return Figure(value=value, period=period, book=book, **{**given, **fields})


def millions(value: float, period: str, book: str | None = "ARL", **fields: Any) -> Figure:  # noqa: ANN401
    """Make a figure of so many million dollars."""
    return figure(value * 1_000_000, period, book, **fields)


class Lines(msgspec.Struct, frozen=True):
    """Two books as two lines."""

    title: Sentence
    points: tuple[tuple[str, int, float], ...]

    def specification(self, language: Language) -> dict[str, Any]:
        """Draw a line for each book, labelled at its end."""
        rows = [
            {"book": language.text(Land(book)), "year": str(year), "value": value}
            for book, year, value in self.points
        ]
        label = {"aggregate": {"argmax": "year"}, "field": "value", "type": "quantitative"}
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": 560,
            "height": 220,
            "title": language.text(self.title),
            "data": {"values": rows},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "title": None},
                "y": {"field": "value", "type": "quantitative", "title": language.text(say("axis"))},
                "color": {"field": "book", "type": "nominal", "legend": None},
            },
            "layer": [
                {"mark": {"type": "line", "point": True}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 6},
                    "encoding": {
                        "text": {"field": "book"},
                        "x": {"aggregate": "max", "field": "year"},
                        "y": label,
                    },
                },
            ],
        }


def _book_cell(value: float | None, year: int, book: str, source: str) -> Figure | Gap:
    if value is None:
        return Gap(say("gap", country=Land(book), year=str(year)))
    return millions(value, str(year), book, source=source)


def years_table() -> Table:
    """Lay both books side by side, a year a row; 2013 is missing in one book, 2014 in the other."""
    rows = tuple(
        (
            When(str(year)),
            _book_cell(one, year, "ARL", "almanac"),
            _book_cell(other, year, "BED", "bureau"),
            figure(100 * other / one - 100, str(year), None, unit="%", measure="mirror_gap")
            if one and other
            else Gap(say("no_gap")),
        )
        for year, one, other in zip(YEARS, ARLAND_BOOK, BEDIA_BOOK, strict=True)
    )
    return Table(
        id="turnover-years",
        caption=say("years_caption", first=Land("ARL"), second=Land("BED")),
        headings=(
            say("year"),
            say("book_of", country=Land("ARL")),
            say("book_of", country=Land("BED")),
            say("difference"),
        ),
        rows=rows,
        note=say("years_note"),
    )


GOODS = (
    ("8701", 31.5, 4.2, 1),
    ("100190", 12.25, 0.4, 3),
    ("2709", 7.0, 11.25, 12),
    ("0406", 0.456, 1.9, 7),
)
GOODS_NAMES: Mapping[str, Mapping[str, str]] = {
    "8701": {"en": "Tractors", "ru": "Тракторы", "kk": "Тракторлар", "be": "Трактары"},
    "100190": {
        "en": "Wheat and meslin, other than durum wheat and other than seed for sowing, whether or not "
        "put up for retail sale in packings of a net content not exceeding 2 kg",
        "ru": "Пшеница и меслин, кроме твёрдой пшеницы и семян для посева, расфасованные или не "
        "расфасованные для розничной продажи в упаковки нетто-массой не более 2 кг",
        "kk": "Бидай және меслин, қатты бидай мен себуге арналған тұқымнан басқа, салмағы 2 кг-нан "
        "аспайтын бөлшек саудаға арналған қаптамада өлшеніп оралған немесе оралмаған",
        "be": "Пшаніца і меслін, акрамя цвёрдай пшаніцы і насення для сяўбы, расфасаваныя або не "
        "расфасаваныя для рознічнага гандлю ва ўпакоўкі масай нета не больш за 2 кг",
    },
    "2709": {"en": "Crude oil", "ru": "Нефть сырая", "kk": "Шикі мұнай", "be": "Нафта сырая"},
    "0406": {
        "en": "Cheese and curd",
        "ru": "Сыры и творог",
        "kk": "Ірімшік пен сүзбе",
        "be": "Сыры і тварог",
    },
}


def goods_table() -> Table:
    """List goods with their value, unit value, place and growth: four units in one table."""
    rows = tuple(
        (
            Goods(Product(code, "HS2012"), GOODS_NAMES[code]),
            millions(value, "2012", "ARL", source="ministry"),
            figure(price, "2012", "ARL", source="ministry", unit="USD/kg", measure="unit_value"),
            figure(place, "2012", "ARL", source="almanac", unit="rank", measure="rank"),
            figure(value - 10, "2012", "ARL", source="ministry", unit="%", measure="growth"),
        )
        for code, value, price, place in GOODS
    )
    return Table(
        id="goods-top",
        caption=say("goods_caption", country=Land("ARL"), year="2012"),
        headings=(say("goods"), say("value"), say("price"), say("place"), say("growth")),
        rows=rows,
    )


def picture() -> Picture:
    """Draw both books, with the table of the years behind the lines."""
    both = (("ARL", ARLAND_BOOK), ("BED", BEDIA_BOOK))
    points = tuple(
        (book, year, value)
        for book, values in both
        for year, value in zip(YEARS, values, strict=True)
        if value is not None
    )
    table = years_table()
    return Picture(
        id="turnover-lines",
        caption=say("lines_caption", first=Land("ARL"), second=Land("BED")),
        alt=say("lines_alt", value=millions(250.0, "2014")),
        drawing=Lines(say("lines_caption", first=Land("ARL"), second=Land("BED")), points),
        table=msgspec.structs.replace(table, id="turnover-lines-table", note=None),
    )


def outline(*, drawn: bool = True) -> Outline:
    """Compose the briefing; without `drawn` it has no picture, for tests of what needs none."""
    high = millions(200.0, "2012")
    low = millions(200.0, "2012", "BED", source="bureau")
    rise = figure(33.3333, "2012", "ARL", unit="%", measure="growth")
    minute = Section(
        "minute",
        say("minute"),
        (
            Paragraph(
                (
                    say("sum", value=high, country=Land("ARL"), year="2012"),
                    say("mirror", country=Land("BED"), value=low),
                    say("rise", rate=rise, value=high),
                )
            ),
            Points(
                (
                    say("ask_first", count=2, number=2),
                    say("ask_second", value=millions(50.0, "2014", "BED", source="bureau")),
                )
            ),
        ),
    )
    turnover = Section(
        "turnover",
        say("turnover"),
        (
            Paragraph((say("mirror", country=Land("BED"), value=low),)),
            years_table(),
            *((picture(),) if drawn else ()),
        ),
    )
    goods = Section("goods", say("traded"), (goods_table(),))
    outlook = Section(
        "outlook",
        say("outlook"),
        (
            Lack(
                say("lack", country=Land("BED")),
                ("sverka fetch bureau --pair ARL-BED", "sverka post bureau bureau.zip"),
            ),
        ),
    )
    return Outline(
        pair=PAIR,
        title=say("title", first=Land("ARL"), second=Land("BED")),
        made_on=MADE_ON,
        asked="sverka brief ARL BED --pdf briefing.pdf",
        book=say("book", rows=1234),
        sections=(minute, turnover, goods, outlook),
        cards=CARDS,
    )


HOSTILE = (
    '#import "x.typ": * #panic() $x$ *bold* _it_ @ref <label> \\u{41} `raw` // /* \n= Heading',
    '=HYPERLINK("https://example.org","click")',
    "+1+1", "-2+3", "@SUM(A1)",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p> & ]]> <!-- &#0; &amp;",
    "bell \x07 null \x00 escape \x1b lone \ud800 end \ufffe\uffff",
    "rtl \u202e override, zero \u200b width, \u4e2d\u56fd, \u0421\u0430\u04b1\u0434\u0430, \U0001f600",
    "long " + "Abcdefghij" * 120,
    "_x0041_ {name} %s ${x} {{y}} \t tab",
)  # fmt: skip


def hostile_outline() -> Outline:
    """Compose an outline whose publishers, goods and notes are written to break a format."""
    rows = tuple((text, millions(index + 1.0, "2012")) for index, text in enumerate(HOSTILE))
    table = Table(
        id="hostile",
        caption=say("quoted", text=HOSTILE[1]),
        headings=(say("quoted", text=HOSTILE[0]), say("quoted", text=HOSTILE[1])),
        rows=(
            *rows,
            (HOSTILE[1], figure(nan, "2012")),
            (HOSTILE[0], Gap(say("quoted", text=HOSTILE[1]))),
        ),
        note=say("quoted", text=HOSTILE[0]),
    )
    card = msgspec.structs.replace(
        CARD, title=HOSTILE[0], publisher=HOSTILE[5], address="javascript:alert(1)"
    )
    sections = (
        Section(
            "hostile",
            say("quoted", text=HOSTILE[0]),
            (
                Paragraph(tuple(say("quoted", text=text) for text in HOSTILE)),
                Points(tuple(say("quoted", text=text) for text in HOSTILE)),
                table,
                Lack(say("quoted", text=HOSTILE[0]), HOSTILE),
            ),
        ),
    )
    return msgspec.structs.replace(
        outline(),
        title=say("quoted", text=HOSTILE[5]),
        asked=HOSTILE[1],
        sections=sections,
        cards={**CARDS, "almanac": card},
    )
