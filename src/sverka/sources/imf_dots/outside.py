"""Why a figure stays outside the book: reasons that all layouts share, counted into findings."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from sverka.vocabulary.finding import Finding, Severity

_SHOWN = 8


class _Reason(NamedTuple):
    severity: Severity
    words: str
    next_step: str | None = None


class Outside(Enum):
    """A reason, with how much it matters and what to do about it."""

    GROUP = _Reason(Severity.NOTE, "are sums over countries that the book has one by one")
    UNALLOCATED = _Reason(
        Severity.NOTE,
        "are trade that the reporter does not allocate to a country; only the world total has it",
    )
    REPEATED = _Reason(Severity.NOTE, "stand in a row that is repeated word for word further down")
    BALANCE = _Reason(Severity.NOTE, "are trade balances, which are made from the flows")
    WORKBOOK = _Reason(Severity.NOTE, "stand in a workbook that repeats another one cell by cell")
    PLACE = _Reason(
        Severity.ERROR,
        "name a country or area that is not known",
        "Decide in imf_dots/lookups.yml whether it is a country (places), a sum (groups) or unallocated.",
    )
    CONTRADICTION = _Reason(
        Severity.ERROR,
        "stand in rows of one name with different figures",
        "Look at the rows in the file; delete the wrong one, or get the file again.",
    )
    CELL = _Reason(
        Severity.ERROR,
        "are not written as a number with or without a known mark",
        "Decide in imf_dots/lookups.yml what it says: a mark (marks) or that there is no figure (missing).",
    )
    COLUMN = _Reason(
        Severity.ERROR,
        "stand in a column without a year",
        "Look at the file: a column was added or the header moved.",
    )
    LARGE = _Reason(
        Severity.ERROR,
        "are larger than any country's trade",
        "The scale of the file is not what its columns say; compare one figure with the publisher's page.",
    )
    INDICATOR = _Reason(
        Severity.ERROR,
        "have an indicator that is not known",
        "If it is trade in goods, add it to imf_dots/lookups.yml (indicators); if not, take another file.",
    )
    PERIOD = _Reason(
        Severity.ERROR,
        "have a period that does not fit their frequency",
        "Look at the rows in the file and teach the source's reader the notation.",
    )
    SCALE = _Reason(
        Severity.ERROR,
        "have a scale or unit that is not known",
        "Compare a figure with the publisher's page and add it to imf_dots/lookups.yml (scales, dollars).",
    )

    @property
    def severity(self) -> Severity:
        """Tell how much it matters."""
        return self.value.severity


class Tally:
    """Counts of figures outside the book by reason, with examples; complete after the rows are read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._counts: dict[Outside, int] = {}
        self._examples: dict[Outside, dict[str, str]] = {}
        self._others: list[Finding] = []

    def put(self, reason: Outside, what: str, place: str, figures: int = 1) -> None:
        """Count figures of `what` (a name, a cell) that stay outside."""
        self._counts[reason] = self._counts.get(reason, 0) + figures
        self._examples.setdefault(reason, {}).setdefault(what, place)

    def note(self, *findings: Finding) -> None:
        """Add findings that are no counts."""
        self._others.extend(findings)

    def __iter__(self) -> Iterator[Finding]:
        yield from self._others
        for reason, count in self._counts.items():
            refused = reason.severity is Severity.ERROR
            examples = [f"{what}: {place}" for what, place in self._examples[reason].items()]
            more = (f"and {len(examples) - _SHOWN} more",) if len(examples) > _SHOWN else ()
            yield Finding(
                check="figures refused" if refused else "figures left out",
                severity=reason.severity,
                about=self._name,
                message=f"{count} figures {reason.value.words}.",
                evidence=(*examples[:_SHOWN], *more),
                next_step=reason.value.next_step,
            )
