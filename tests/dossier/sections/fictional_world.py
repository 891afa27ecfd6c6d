"""Arland (ARL) and Bedia (BED) among twenty other countries, QAA to QAT, in millions of dollars.

Bedia declares nothing. All goods, in the books of Arland and of the twenty:

                     exports of ARL to        imports of ARL from     of BED with each of the twenty
                     BED  QAA  QAB  others    BED  QAA  QAB  others   exports  imports
    2015              30  100   40      10     20   60   40      10         5        5
    2020              60  100   40      10     40   60   40      10         5        5

so that with 18 others Arland's turnover is 650 in 2015 and 700 in 2020, 50 and 100 of it with Bedia.

Products (HS2017) in 2020, each declared by its exporter, Bedia's by QAA:

    040690 cheese     ARL>QAA 80    QAB>BED 20
    870193 tractors   ARL>BED 10    each of the twenty >ARL 5 and >BED 5
    100199 wheat      BED>QAA 30    QAB>ARL 10
"""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace
from tests.fictional.pair import CARD, PAIR, flow

from sverka.dossier.desk import Asked, Desk
from sverka.dossier.outline import Lack, Outline, Paragraph, Picture, Points, Section, Sentence, Table
from sverka.dossier.words.language import Words, language
from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.product import Product

TWENTY = tuple(f"QA{letter}" for letter in "ABCDEFGHIJKLMNOPQRST")
CHEESE, TRACTORS, WHEAT = "040690", "870193", "100199"
_LARGE = {"2015": (30, 20), "2020": (60, 40)}
_PARTNERS = {"QAA": (100, 60), "QAB": (40, 40)}


def totals(year: str) -> list[Flow]:
    """Declare all goods of a year: Arland's book and those of the twenty with Bedia."""
    out, back = _LARGE[year]
    rows = [flow("ARL", "ARL>BED", year, out), flow("ARL", "BED>ARL", year, back)]
    for one in TWENTY:
        sent, got = _PARTNERS.get(one, (10, 10))
        rows += [flow("ARL", f"ARL>{one}", year, sent), flow("ARL", f"{one}>ARL", year, got)]
        rows += [flow(one, f"BED>{one}", year, 5), flow(one, f"{one}>BED", year, 5)]
    return rows


def goods(reporter: str | None, subject: str, code: str, millions: float, year: str = "2020") -> Flow:
    return replace(flow(reporter, subject, year, millions), product=Product(code, "HS2017"))


def products(scale: int = 1) -> list[Flow]:
    """Declare the products of 2020, `scale` times as large."""
    rows = [
        goods("ARL", "ARL>QAA", CHEESE, 80 * scale),
        goods("QAB", "QAB>BED", CHEESE, 20 * scale),
        goods("ARL", "ARL>BED", TRACTORS, 10 * scale),
        goods("QAA", "BED>QAA", WHEAT, 30 * scale),
        goods("QAB", "QAB>ARL", WHEAT, 10 * scale),
    ]
    for one in TWENTY:
        rows += [goods(one, f"{one}>{to}", TRACTORS, 5 * scale) for to in PAIR]
    return rows


@contextmanager
def desk_of(
    folder: Path,
    flows: Iterable[Flow],
    facts: Iterable[Fact] = (),
    years: tuple[int, int] | None = None,
    pair: tuple[str, str] = ("ARL", "BED"),
) -> Iterator[Desk]:
    """Open a book of these rows for Arland and Bedia, or another pair."""
    with open_ledger(folder, create=True) as ledger:
        batch = Batch(source=CARD.id, flows=tuple(flows), facts=tuple(facts))
        ledger.post(batch, CARD, None, posted_at=datetime(2021, 2, 1, tzinfo=UTC))
        with closing(start_engine(EngineName.DUCKDB, folder)) as engine:
            yield Desk(ledger, engine, Asked(*pair, years, date(2021, 6, 1)))


def outline_of(*sections: Section) -> Outline:
    return Outline(
        pair=PAIR,
        title=Sentence("page.contents"),
        made_on=date(2021, 6, 1),
        asked="sverka brief ARL BED",
        book=Sentence("page.contents"),
        sections=sections,
        cards={CARD.id: CARD},
    )


def prose(section: Section, words: Words | None = None) -> list[str]:
    """Say all sentences of a section."""
    said = words or language("en")
    return [
        said.text(sentence).replace("\u00a0", " ")
        for block in section.blocks
        if isinstance(block, Paragraph | Points)
        for sentence in (block.sentences if isinstance(block, Paragraph) else block.items)
    ]


def lacks(section: Section) -> list[Lack]:
    return [block for block in section.blocks if isinstance(block, Lack)]


def pictures(section: Section) -> list[Picture]:
    return [block for block in section.blocks if isinstance(block, Picture)]


def table(section: Section, name: str) -> list[list[str]]:
    """Return a table's cells as English shows them."""
    (found,) = (block for block in section.blocks if isinstance(block, Table) and block.id == name)
    return [[language("en").label(cell).replace("\u00a0", " ") for cell in row] for row in found.rows]


def said_in_full(section: Section, code: str) -> list[str]:
    """Say everything that a section holds in a language, pictures too."""
    words = language(code)
    said = [words.text(section.title), *prose(section, words)]
    for block in section.blocks:
        match block:
            case Picture(caption=caption, alt=alt, table=behind):
                assert block.drawing.specification(words)["$schema"]
                said += [words.text(caption), words.text(alt), *_cells(behind, words)]
            case Table():
                said += _cells(block, words)
            case Lack(what=what):
                said.append(words.text(what))
    return said


def _cells(found: Table, words: Words) -> list[str]:
    note = [words.text(found.note)] if found.note else []
    heads = [words.text(one) for one in (found.caption, *found.headings)]
    return [*note, *heads, *(words.label(cell) for row in found.rows for cell in row)]
