"""What a change of trade costs would do: to the pair, to its industries, to everybody's real income."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Lack, Paragraph, Points, Section, Sentence
from sverka.dossier.sections.asked_model import ask_change, change_command
from sverka.dossier.sections.what_if_limits import limit_blocks
from sverka.dossier.sections.what_if_tables import answer_blocks
from sverka.dossier.sections.what_if_words import asked_words, assumptions, income_words, result_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk
    from sverka.dossier.outline import Block
    from sverka.models.equilibrium.pair.answer import WhatIf

ID = "what-if"


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("what_if.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    change = desk.asked.change
    if change is None:
        yield Lack(Sentence("what_if.no_question"), (change_command(desk),))
        return
    found = ask_change(desk, change)
    if isinstance(found, Lack):
        yield found
        return
    yield from told(desk, found)


def told(desk: Desk, found: WhatIf) -> Iterator[Block]:
    """Yield all that an answer says."""
    yield Paragraph((asked_words(found), *result_words(found)))
    yield Paragraph(tuple(income_words(found)))
    yield from limit_blocks(found)
    yield from answer_blocks(desk, found, ID)
    yield Paragraph((Sentence("what_if.assumed"),))
    yield Points(tuple(assumptions(found.setting)))
