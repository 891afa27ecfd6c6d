"""Findings: problems as data."""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a finding matters: a note explains, a warning limits, an error overturns."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a check or a reader noticed: which check, how serious, about what, the evidence, the next step."""

    check: str
    severity: Severity
    about: str
    message: str
    evidence: tuple[str, ...] = ()
    next_step: str | None = None
