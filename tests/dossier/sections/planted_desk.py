"""A desk over the book of `planted_book`, whose pairs and events are known."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from sverka.dossier.desk import Asked, Desk
from sverka.dossier.outline import Lack, Picture, Section
from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine


@contextmanager
def planted_desk(
    folder: Path, one: str = "BLR", other: str = "KAZ", years: tuple[int, int] | None = None
) -> Iterator[Desk]:
    """Open a desk over a book that is there."""
    with open_ledger(folder) as ledger, closing(start_engine(EngineName.DUCKDB, folder)) as engine:
        yield Desk(ledger, engine, Asked(one, other, years, date(2016, 3, 1)))


def picture_of(section: Section) -> Picture:
    """Return the first picture of a section."""
    return next(block for block in section.blocks if isinstance(block, Picture))


def lack(section: Section) -> Lack:
    """Return the one block of a section that says what is missing."""
    (block,) = section.blocks
    assert isinstance(block, Lack)
    return block
