"""Notes on a table's rows: counted by kind with the first places, however many there are."""

from collections.abc import Iterator
from typing import NamedTuple

from sverka.vocabulary.finding import Finding, Severity

_PLACES = 5
_SHOWN = 80


class Kind(NamedTuple):
    """What is noticed again and again in a table, and what to do about it."""

    check: str
    severity: Severity
    message: str
    next_step: str | None = None


class Notes:
    """Problems of a table's rows as they are met; iterated over they are Findings, one a kind."""

    def __init__(self, about: str) -> None:
        self._about = about
        self._seen: dict[Kind, list[str]] = {}
        self._counts: dict[Kind, int] = {}

    def add(self, kind: Kind, place: str, what: object = "") -> None:
        """Count a problem; the first places are kept with what stands there."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        seen = self._seen.setdefault(kind, [])
        if len(seen) < _PLACES:
            shown = str(what)
            shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
            seen.append(f"{place}: {shown}" if shown else place)

    def __iter__(self) -> Iterator[Finding]:
        for kind, count in self._counts.items():
            yield Finding(
                check=kind.check,
                severity=kind.severity,
                about=self._about,
                message=kind.message.format(count=f"{count:,}"),
                evidence=tuple(self._seen[kind]),
                next_step=kind.next_step,
            )
