"""Decisions made about the TN VED's rows, from `lookups.yml`."""

from datetime import date, timedelta
from functools import cache

import msgspec

from sverka.sources.beside import read_beside


class Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All decisions about the rows of the TN VED."""

    decided_on: date
    decided_by: str
    since: dict[str, date]
    not_hs: tuple[str, ...]
    lost: dict[str, str]
    latin: dict[str, str]

    @property
    def last_days(self) -> dict[str, date]:
        """Return the last day on which the TN VED was built on each revision; the newest has no end."""
        revisions = [*self.since]
        ends = [day - timedelta(days=1) for day in [*self.since.values()][1:]]
        return dict(zip(revisions, [*ends, date.max], strict=True))


@cache
def lookups() -> Lookups:
    """Decode the decisions that stand beside this module, once."""
    return read_beside(__file__, Lookups)
