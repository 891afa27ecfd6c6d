"""Compose the briefing about a pair: its sections, each a file, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sverka.dossier.outline import Land, Outline, Section, Sentence
from sverka.dossier.sections import (
    event,
    goods,
    minute,
    notes,
    outlook,
    position,
    potential,
    promises,
    target,
    turnover,
    untapped,
    what_if,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sverka.dossier.desk import Desk


class NothingInYears(LookupError):
    """The book has nothing of the pair in the years that are asked for."""

    def __init__(self, desk: Desk) -> None:
        first, last = desk.years_held[0], desk.years_held[-1]
        super().__init__(
            f"The book has nothing of {desk.pair.subject} in the years asked for: its figures are of "
            f"{first}-{last}. Ask with --from and --to inside these, or post a source that has more years."
        )


class Composer(Protocol):
    """A file of `sections/`."""

    ID: str

    def compose(self, desk: Desk) -> Section:
        """Write the section."""


SECTIONS: tuple[Composer, ...] = (
    *(minute, turnover, goods, position, untapped, promises, outlook),
    *(potential, event, what_if, target, notes),
)
NAMES = tuple(section.ID for section in SECTIONS)

USUAL = tuple(name for name in NAMES if name not in {potential.ID, event.ID, what_if.ID, target.ID})
"""The sections where none are named: a model of all countries takes seconds to minutes."""


def brief(
    desk: Desk,
    *,
    asked: str,
    chosen: Sequence[str] = USUAL,
    tell: Callable[[str], object] = str,
    done: Callable[[Section], object] = str,
) -> Outline:
    """Compose the chosen sections; `asked` is the command that does it again.

    `tell` hears which section is next, `done` is given each as soon as it is composed.

    Raises NothingInYears where the book has the pair in other years only; a pair that it does not have at
    all gets a document that says what is missing.
    """
    if desk.years_held and not desk.flows:
        raise NothingInYears(desk)
    sections: list[Section] = []
    for section in SECTIONS:
        if section.ID in chosen:
            tell(section.ID)
            sections.append(section.compose(desk))
            done(sections[-1])
    return Outline(
        pair=desk.pair,
        title=Sentence("brief.title", {"one": Land(desk.asked.one), "other": Land(desk.asked.other)}),
        made_on=desk.asked.today,
        asked=asked,
        book=_book(desk),
        sections=tuple(sections),
        cards=desk.cards,
    )


def _book(desk: Desk) -> Sentence:
    """Say how much of the book is about the pair."""
    if not desk.sources:
        return Sentence("brief.book_empty")
    return Sentence("brief.book", {"sources": ", ".join(desk.sources)}, count=sum(desk.sources.values()))
