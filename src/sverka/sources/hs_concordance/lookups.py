"""The decisions in `lookups.yml`, decoded strictly."""

from collections.abc import Iterator
from datetime import date

import msgspec

from sverka.sources.beside import read_beside


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines that the publisher lacks: goods of `codes` are found under `code` of the revisions `others`."""

    revision: str
    codes: tuple[str, ...]
    others: tuple[str, ...]
    code: str
    decided_on: date
    why: str

    @property
    def note(self) -> str:
        """Say when and why, as it stands in the book."""
        return f"Decided {self.decided_on}: {self.why}"


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the tables of this source."""

    decided_by: str
    nothing: tuple[str, ...]
    decisions: tuple[Decision, ...]

    def lines(self, revision: str, other: str) -> Iterator[tuple[str, str, Decision]]:
        """Yield the decided lines between two revisions: code, its counterpart, the decision."""
        for decision in self.decisions:
            if decision.revision == revision and other in decision.others:
                for code in decision.codes:
                    yield code, decision.code, decision


def read_lookups() -> Lookups:
    """Decode the decisions that stand beside this module."""
    return read_beside(__file__, Lookups)
