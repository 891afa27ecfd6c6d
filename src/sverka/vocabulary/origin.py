"""Where a number comes from."""

from datetime import date

import msgspec


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """State where a number was read: enough to find it again.

    `source` is the id of a source's folder; `snapshot` the SHA-256 of the raw bytes, in hex;
    `place` the position inside it ("row 12", "characters 100-120"). `cites` names the publication
    that a compilation took the number from, `address` the page it stands on.
    """

    source: str
    snapshot: str
    place: str
    licence: str
    accessed: date
    cites: str | None = None
    address: str | None = None
