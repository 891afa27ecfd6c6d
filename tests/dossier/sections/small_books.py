"""Small books of Arland and Bedia, and what a section says from them, in words and in figures."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from tests.fictional.pair import CARD, FLOWS, PAIR, TODAY

from sverka.dossier.desk import Asked, Desk
from sverka.dossier.outline import Lack, Outline, Paragraph, Points, Section, Sentence, Table, figures_of
from sverka.dossier.words.language import LANGUAGES, language
from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.statement import Reading


class Posted(NamedTuple):
    """What is posted on a day."""

    day: str
    flows: tuple[Flow, ...] = ()
    readings: tuple[Reading, ...] = ()


@contextmanager
def desk_of(
    folder: Path,
    *posted: Posted,
    countries: tuple[str, str] = ("ARL", "BED"),
    years: tuple[int, int] | None = None,
    today: date = TODAY,
) -> Iterator[Desk]:
    """Open a desk over a book into which postings were entered in turn; the almanac where none is given."""
    with open_ledger(folder, create=True) as ledger:
        for one in posted or (Posted("2015-02-01", FLOWS),):
            batch = Batch(source=CARD.id, flows=one.flows, readings=one.readings)
            at = datetime.fromisoformat(one.day).replace(tzinfo=UTC)
            ledger.post(batch, CARD, None, posted_at=at)
        engine = start_engine(EngineName.DUCKDB, folder)
        try:
            yield Desk(ledger, engine, Asked(*countries, years, today))
        finally:
            engine.close()


def sentences(section: Section) -> Iterator[Sentence]:
    """Yield the sentences of a section's text."""
    for block in section.blocks:
        match block:
            case Paragraph(said) | Points(said):
                yield from said


def points(section: Section) -> list[Sentence]:
    return [item for block in section.blocks if isinstance(block, Points) for item in block.items]


def said(section: Section, code: str = "en") -> str:
    """Say a section's text in a language, a sentence a line, with plain spaces."""
    words = language(code)
    return "\n".join(words.text(one) for one in sentences(section)).replace("\u00a0", " ")


def figures(section: Section) -> list[Figure]:
    return list(figures_of(outline(section)))


def outline(*sections: Section) -> Outline:
    return Outline(
        pair=PAIR,
        title=Sentence("brief.title", {"one": "A", "other": "B"}),
        made_on=TODAY,
        asked="sverka brief ARL BED",
        book=Sentence("brief.book", {"sources": "almanac"}, count=1),
        sections=sections,
        cards={CARD.id: CARD},
    )


def assert_says_all_in_every_language(section: Section) -> None:
    """Render every sentence, heading and cell of a section in all four languages."""
    for code in LANGUAGES:
        words = language(code)
        told: list[str] = [words.text(section.title), *map(words.text, sentences(section))]
        for block in section.blocks:
            match block:
                case Table():
                    told += [words.text(block.caption), *map(words.text, block.headings)]
                    told += [words.label(cell) for row in block.rows for cell in row]
                    told += [words.text(block.note)] if block.note else []
                case Lack(what):
                    told.append(words.text(what))
        assert all(text.strip() and "{" not in text for text in told), (code, told)


def assert_every_figure_has_an_origin(found: Iterable[Figure]) -> None:
    known = list(found)
    assert known
    assert [figure.method for figure in known if not figure.origins] == []
