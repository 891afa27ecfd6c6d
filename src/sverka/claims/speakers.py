"""Who says what in a text."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sverka.vocabulary.statement import Line


class Attribution(NamedTuple):
    """Who utters a passage; `mention` is the title that stands for the person, `source` the body behind a number."""

    speaker: str | None = None
    mention: str | None = None
    source: str | None = None


class Attributions:
    """The speakers of a text, by place."""

    def speaker_of(self, start: int, end: int) -> Attribution:
        """Return who utters text[start:end]."""
        del start, end
        return Attribution()


def attribute(text: str, lines: Sequence[Line], lang: str | None, said_on: date | None = None) -> Attributions:
    """Find who says what."""
    del text, lines, lang, said_on
    return Attributions()
