"""Write the TN VED's lines as people read them: dashes counted, lost letters found, capitals made small."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from sverka.sources.tnved.lookups import Lookups

_DASHES = re.compile(r"(?:[-–—]\s*)*")
_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"\s+")
_LATIN, _CYRILLIC = "ABCEHKMOPTXacekopxy", "АВСЕНКМОРТХасекорху"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_IS_LATIN, _IS_CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[А-Яа-яЁё]")


class Fragment(NamedTuple):
    """A line's text without its dashes, and their number: how far below the heading it stands."""

    depth: int
    text: str


def fragment(written: str, lookups: Lookups) -> Fragment:
    """Read a line such as "- - чистопородные племенные животные:" into its depth and its words."""
    dashes = _DASHES.match(written)
    leading = dashes.group() if dashes else ""
    plain = _BLANKS.sub(" ", written[len(leading) :]).strip(" :")
    text = _WORD.sub(lambda word: _one_script(word.group()), plain)
    if text == text.upper():
        text = _WORD.sub(lambda word: _small(word.group(), lookups.latin), text)
        text = text[:1].upper() + text[1:]
    for lost, meant in lookups.lost.items():
        text = text.replace(lost, meant)
    return Fragment(sum(sign in "-–—" for sign in leading), text)


def _one_script(word: str) -> str:
    """Write a word of both scripts in the one that most of its letters are of: the files mix H and Н."""
    latin, cyrillic = len(_IS_LATIN.findall(word)), len(_IS_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    return word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)


def _small(word: str, latin: Mapping[str, str]) -> str:
    return latin.get(word, word) if _IS_LATIN.search(word) else word.lower()
