"""A checked statement together with the name of the file it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sverka.checks import Report


class Checked(NamedTuple):
    """One input of a check: the name it was given by ("-" for standard input), and what came out."""

    name: str
    report: Report

    @property
    def title(self) -> str:
        """Name the statement for people: by its title, or else by the input's name."""
        named = "standard input" if self.name == "-" else self.name
        return self.report.reading.statement.title or named
