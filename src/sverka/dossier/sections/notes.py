"""Notes on the data: where figures come from, who is silent since when, revisions, marks, methods, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Points, Section, Sentence
from sverka.dossier.sections.goods_names import borrowed_from
from sverka.dossier.sections.notes_lacks import lacks
from sverka.dossier.sections.notes_marks import mark_blocks
from sverka.dossier.sections.notes_revisions import revision_blocks
from sverka.dossier.sections.notes_silence import silence_blocks
from sverka.dossier.sections.notes_sources import card_blocks, chosen_blocks
from sverka.models.mirror.question import MirrorError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk

ID = "notes"
_MIRROR = "docs/explanation/mirror.md"
_NOTATION = "docs/notation.md"


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("notes.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    yield from chosen_blocks(desk)
    yield from silence_blocks(desk)
    yield from revision_blocks(desk)
    yield from mark_blocks(desk)
    yield from card_blocks(desk)
    yield Points(tuple(_methods(desk)))
    yield from lacks(desk)


def _methods(desk: Desk) -> Iterator[Sentence]:
    yield Sentence("notes.method_books")
    yield Sentence("notes.method_intervals")
    if not isinstance(desk.mirror, MirrorError):
        yield Sentence("notes.method_mirror", {"page": _MIRROR})
    yield Sentence("notes.method_measures", {"page": _NOTATION})
    for revision, other in borrowed_from(desk):
        yield Sentence("notes.names_borrowed", {"revision": revision, "other": other})
