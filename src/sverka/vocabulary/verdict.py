"""Verdicts, and the assessment that carries one together with what it rests on."""

from enum import StrEnum

import msgspec

from sverka.vocabulary.claim import Claim
from sverka.vocabulary.country import Country
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.interval import Interval


class Verdict(StrEnum):
    """What became of a claim about the past, or of a promise."""

    CONFIRMED = "confirmed"
    CONFIRMED_UNDERSTATED = "confirmed, understated"
    DEPENDS = "depends on the books"
    CONTRADICTED = "contradicted"
    INCONSISTENT = "inconsistent"
    STALE = "stale"
    NOT_COMPARABLE = "not comparable"
    NO_DATA = "no data"
    ALREADY_TRUE = "already true when made"
    OPEN = "open"
    KEPT = "kept"
    MISSED = "missed"
    REPEATED = "repeated"
    NOT_CHECKED = "not checked"


class Agreement(StrEnum):
    """How one book's figure stands to a claim."""

    CONFIRMS = "confirms"
    CONFIRMS_MORE = "confirms, understated"
    CONTRADICTS = "contradicts"


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A claim beside one book's figure; `book` is None for a figure that a third party reconciled."""

    book: Country | None
    figure: Figure
    agreement: Agreement


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, its verdict, and everything the verdict rests on.

    `allowed` is the interval that the claim's own words allow, in the unit of its value. `verdict` is
    NOT_CHECKED for a quote or another claim that states nothing to hold against a book; `reason`
    is one sentence for people.
    """

    claim: Claim
    verdict: Verdict
    reason: str
    allowed: Interval | None = None
    comparisons: tuple[Comparison, ...] = ()
    context: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
