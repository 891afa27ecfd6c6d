"""A desk over a book of Arland and Bedia, and what its sections say in a language."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from tests.fictional.pair import CARD, FLOWS, RECORDED, TODAY

from sverka.dossier.desk import Asked, Desk
from sverka.dossier.outline import (
    Lack,
    Outline,
    Paragraph,
    Picture,
    Points,
    Section,
    Sentence,
    Table,
    figures_of,
)
from sverka.dossier.words.language import language
from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.country import pair_of
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.statement import Reading


@contextmanager
def desk(
    folder: Path,
    flows: Iterable[Flow] = FLOWS,
    readings: tuple[Reading, ...] = RECORDED,
    *,
    years: tuple[int, int] | None = None,
    countries: tuple[str, str] = ("ARL", "BED"),
) -> Iterator[Desk]:
    """Post flows and statements into a new book and sit down at it."""
    with (
        open_ledger(folder, create=True) as ledger,
        closing(start_engine(EngineName.DUCKDB, folder)) as engine,
    ):
        batch = Batch(source=CARD.id, flows=flows, readings=readings)
        ledger.post(batch, CARD, None, posted_at=datetime(2015, 2, 1, tzinfo=UTC))
        yield Desk(ledger, engine, Asked(*countries, years, TODAY))


def prose(section: Section, code: str = "en") -> list[str]:
    """Say the sentences of a section, those of a lack too."""
    words, said = language(code), []
    for block in section.blocks:
        match block:
            case Paragraph(sentences) | Points(sentences):
                said += [plain(words.text(sentence)) for sentence in sentences]
            case Lack(what):
                said.append(plain(words.text(what)))
    return said


def headings(section: Section, name: str, code: str = "en") -> list[str]:
    """Say the headings of a table, or of the table behind a picture, by its id."""
    return [plain(language(code).text(heading)) for heading in _table(section, name).headings]


def notes(section: Section, name: str, code: str = "en") -> str:
    """Say the note under a table, or under the table behind a picture; "" where it has none."""
    note = _table(section, name).note
    return plain(language(code).text(note)) if note else ""


def table(section: Section, name: str, code: str = "en") -> list[list[str]]:
    """Say the rows of a table, or of the table behind a picture, by its id."""
    words = language(code)
    return [[plain(words.label(cell)) for cell in row] for row in _table(section, name).rows]


def _table(section: Section, name: str) -> Table:
    for block in section.blocks:
        found = block.table if isinstance(block, Picture) else block
        if isinstance(found, Table) and found.id == name:
            return found
    raise LookupError(name)


def figures(section: Section) -> list[Figure]:
    """List the figures of a section."""
    outline = Outline(
        pair=pair_of("ARL", "BED"),
        title=Sentence("brief.title"),
        made_on=date(2016, 1, 1),
        asked="",
        book=Sentence("brief.book"),
        sections=(section,),
        cards={},
    )
    return list(figures_of(outline))


def plain(text: str) -> str:
    """Put spaces in the place of those that hold a number and its unit together."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
