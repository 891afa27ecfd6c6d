"""Say in a language how a figure was made: methods are written in English, word by word a message's."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sverka.dossier.words.catalog import parts, read_catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PREFIX = "method."
# A place of a method's message by its name: codes of countries, periods, numbers.
_PLACES = {
    **dict.fromkeys(("country", "partner"), r"[A-Z0-9]{3}"),
    **dict.fromkeys(("period", "other"), r"\d[\w.-]*\w"),
    **dict.fromkeys(("number", "count", "years"), r"-?\d+(?:\.\d+)?"),
}


class Known(NamedTuple):
    """A method that the messages know: its key, the pattern of its English words, the longest run of them."""

    key: str
    pattern: re.Pattern[str]
    words: str


def said_methods(method: str, say: Callable[[str, Mapping[str, str]], str]) -> str:
    """Replace what the messages know of a method by what `say` makes of its key and values."""
    for key, pattern, words in known_methods():
        if words in method:
            method = pattern.sub(lambda found, key=key: say(key, found.groupdict()), method)  # type: ignore[misc]
    return method


@cache
def known_methods() -> tuple[Known, ...]:
    """List the methods that have messages, the longest words first."""
    english = read_catalog("en").messages
    keys = sorted((key for key in english if key.startswith(_PREFIX)), key=lambda key: -len(english[key][0]))
    return tuple(Known(key, _pattern(text), _longest(text)) for key in keys for text in english[key][:1])


def _longest(message: str) -> str:
    return max((part for part, hole in parts(message) if not hole), key=len, default="")


def _pattern(message: str) -> re.Pattern[str]:
    words = (
        f"(?P<{part}>{_PLACES.get(part, '.+?')})" if hole else re.escape(part)
        for part, hole in parts(message)
    )
    return re.compile(rf"(?<!\w){''.join(words)}(?!\w)")
