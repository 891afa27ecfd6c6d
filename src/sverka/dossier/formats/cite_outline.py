"""Number the sources of an outline, in the order in which its text comes to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.citations import cite_origins
from sverka.dossier.outline import Picture, Table, figures_in, figures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.citations import Citations
    from sverka.dossier.outline import Block, Outline, Sentence
    from sverka.vocabulary.figure import Figure


def cite_outline(outline: Outline) -> Citations:
    """Give a number to every source that a figure of an outline was read from.

    Figures of headings, of descriptions of pictures and of the outline's own lines come after the text's.
    """
    figures = (*figures_of(outline), *_beside(outline))
    return cite_origins((origin for figure in figures for origin in figure.origins), outline.cards)


def _beside(outline: Outline) -> Iterator[Figure]:
    for sentence in (outline.title, outline.book):
        yield from figures_in(sentence)
    for section in outline.sections:
        for block in section.blocks:
            for sentence in _headings(block):
                yield from figures_in(sentence)


def _headings(block: Block) -> tuple[Sentence, ...]:
    match block:
        case Table():
            return block.headings
        case Picture():
            return (block.alt, *block.table.headings)
    return ()
