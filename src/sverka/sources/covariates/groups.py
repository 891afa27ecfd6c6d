"""Members of groups of countries, year by year."""

from typing import NamedTuple

from sverka.sources.covariates.lookups import Group
from sverka.vocabulary.country import Country


class Years(NamedTuple):
    """First and last year, both included."""

    first: int
    last: int

    @property
    def period(self) -> str:
        """Write the years as a period: 2010, or 2010..2015."""
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"

    def within(self, other: "Years") -> "Years | None":
        """Return the years that both have, None where there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Years(first, last) if first <= last else None

    def with_years(self, other: "Years") -> "Years":
        """Return the years from the earlier beginning to the later end."""
        return Years(min(self.first, other.first), max(self.last, other.last))


def members_in(group: Group, years: Years) -> dict[Country, Years]:
    """Return who belonged to a group in some of the years, with the years in which they did."""
    found = {}
    for line in group.members:
        shared = years.within(Years(line.since, line.until or years.last))
        if shared:
            found.update(dict.fromkeys(line.members, shared))
    return found
