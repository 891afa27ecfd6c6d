"""Industries by the names that people type: "machinery", "food", "C28"."""

from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NEAR = 3


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codes of a group, of both editions of the tables, and what else people call it."""

    codes: tuple[str, ...]
    also: tuple[str, ...]


class Industries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Groups of industries by name, with the reasons for what could have been decided otherwise."""

    decided_on: date
    decided_by: str
    notes: dict[str, str]
    groups: dict[str, Group]

    def codes(self, named: "Iterable[str]", industries: "Sequence[str]") -> tuple[str, ...]:
        """Return the codes of groups, other names or codes, in the order of `industries`, each once.

        Upper and lower case are alike. Raises UnknownSector, and SectorNotInTables for one that these
        tables do not have.
        """
        chosen: set[str] = set()
        for name in named:
            of_name = self._codes(name) & set(industries)
            if not of_name:
                raise SectorNotInTables(name, industries)
            chosen |= of_name
        return tuple(code for code in industries if code in chosen)

    def _codes(self, name: str) -> set[str]:
        asked = " ".join(name.lower().split())
        for group, one in self.groups.items():
            if asked == group or asked in one.also:
                return set(one.codes)
        every = {code.lower(): code for one in self.groups.values() for code in one.codes}
        if asked in every:
            return {every[asked]}
        raise UnknownSector(name, self)


class UnknownSector(LookupError):
    """A name is no group, other name or code of industries."""

    def __init__(self, name: str, industries: Industries) -> None:
        names = {other for group, one in industries.groups.items() for other in (group, *one.also)}
        near = get_close_matches(name.lower(), sorted(names), n=_NEAR)
        nearest = f" Near to it: {', '.join(near)}." if near else ""
        super().__init__(
            f"“{name}” is no sector.{nearest} Take one of these, or a code such as C28: "
            f"{', '.join(industries.groups)}."
        )


class SectorNotInTables(LookupError):
    """A sector is known, and the tables in use do not have it."""

    def __init__(self, name: str, industries: "Sequence[str]") -> None:
        super().__init__(
            f"“{name}” is a sector of another edition: these tables have {', '.join(industries)}. "
            "Take one of these, or a wider group such as goods."
        )


def read_industries() -> Industries:
    """Decode the groups that stand beside this module."""
    return msgspec.yaml.decode(Path(__file__).with_name("industries.yml").read_bytes(), type=Industries)
