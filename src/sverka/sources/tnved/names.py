"""Put together the names of one revision's codes from the lines that were in force."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sverka.sources.tnved.files import Line
from sverka.sources.tnved.lookups import Lookups
from sverka.sources.tnved.spelling import fragment

_HEADING, _SUBHEADING = 4, 6
_LOST = "?"
_GAP = ": …: "

NO_HEADING = "without the name of their heading"
DIVIDED = "that the TN VED divides and that have no line of their own"
SAYS_NOTHING = "whose line says “other” or the same as a neighbour's, without the level above it"
ILLEGIBLE = "with letters that the file lost"


class Name(NamedTuple):
    """The name of a code of 2, 4 or 6 digits, and where it was read; a heading's place comes first."""

    code: str
    text: str
    place: str


def names(lines: list[Line], lookups: Lookups, left: Counter[str]) -> Iterator[Name]:
    """Yield the names of one revision; count in `left`, by reason, the codes that get none.

    A name at 6 digits is the heading's where the code is the whole heading; the heading's and the line's
    where the line stands directly below; with “…” between them where levels above the line are missing.
    """
    known: dict[str, Name] = {}
    lasts: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if len(line.code) <= _HEADING:
            known.setdefault(line.code, Name(line.code, fragment(line.text, lookups).text, line.place))
        else:
            lasts[line.code[:_SUBHEADING]].append(line)
    composed = [*_composed(lasts, known, lookups, left)]
    for name in [*known.values(), *composed]:
        if _LOST in name.text:
            left[ILLEGIBLE] += 1
        else:
            yield name


def _composed(
    lasts: Mapping[str, list[Line]], headings: Mapping[str, Name], lookups: Lookups, left: Counter[str]
) -> Iterator[Name]:
    siblings = Counter(code[:_HEADING] for code in lasts)
    found: list[Name] = []
    for code, lines in lasts.items():
        heading = headings.get(code[:_HEADING])
        if heading and code.endswith("00") and siblings[code[:_HEADING]] == 1:
            found.append(Name(code, heading.text, heading.place))
        elif len(lines) > 1 or not lines[0].code.endswith("0000"):
            left[DIVIDED] += 1
        elif heading is None:
            left[NO_HEADING] += 1
        else:
            found.append(_below(code, lines[0], heading, lookups))
    said = Counter((name.code[:_HEADING], name.text) for name in found)
    for name in found:
        gap = name.text.rpartition(_GAP)
        if gap[1] and (_is_other(gap[2]) or said[name.code[:_HEADING], name.text] > 1):
            left[SAYS_NOTHING] += 1
        else:
            yield name


def _below(code: str, line: Line, heading: Name, lookups: Lookups) -> Name:
    depth, text = fragment(line.text, lookups)
    joint = ": " if depth == 1 else _GAP
    return Name(code, f"{heading.text}{joint}{text}" if depth else text, f"{heading.place} and {line.place}")


def _is_other(text: str) -> bool:
    return text.lower() in {"прочий", "прочая", "прочее", "прочие"}
