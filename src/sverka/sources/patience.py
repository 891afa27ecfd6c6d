"""Patience: how long to wait before a publisher is asked again."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec

_AGAIN = {408, 425, 429}  # the publisher asks for patience; other 4xx say that the question is wrong
_NEVER_SERVED = 501


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How often and how long a publisher is waited for, in tries and seconds.

    `tries` counts failures in a row without a byte gained; `most` all of them. A publisher that asks for a
    longer wait than `longest` is not waited for. `connect` and `read` are time-outs; a download that brings
    fewer than `least` bytes in `stall` seconds is cut and asked again.
    """

    tries: int = 5
    most: int = 50
    first: float = 1.0
    longest: float = 120.0
    connect: float = 20.0
    read: float = 60.0
    stall: float = 60.0
    least: int = 1024


def passes(status: int, *, told_to_wait: bool) -> bool:
    """Say whether an answer of this status may be another one later.

    UN Comtrade answers 403 with Retry-After when the day's calls are used up, so a 403 with it passes.
    """
    return (
        status in _AGAIN
        or (status >= 500 and status != _NEVER_SERVED)  # noqa: PLR2004  the class of the server's faults
        or (status == 403 and told_to_wait)  # noqa: PLR2004
    )


def told_wait(retry_after: str | None, now: float) -> float | None:
    """Read a Retry-After header, seconds or an HTTP date, into seconds from `now`; None for anything else."""
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.fromtimestamp(now, tz=UTC)).total_seconds())


def backoff(patience: Patience, failures: int, share: float) -> float:
    """Double the wait with each failure up to the longest, and take between half and all of it.

    `share` is a random number in [0, 1): many clients that failed together do not come back together.
    """
    whole = min(patience.longest, patience.first * 2.0 ** (failures - 1))
    return whole * (0.5 + share / 2)
