"""Statements: a text, or the record of one, with its date."""

from datetime import date
from enum import StrEnum

import msgspec

from sverka.vocabulary.claim import Claim, NamedProduct
from sverka.vocabulary.country import Country
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.origin import Origin


class LineLabel(StrEnum):
    """What a line of a page is: its title, its story, or the site around it."""

    TITLE = "title"
    BODY = "body"
    FURNITURE = "furniture"


class Line(msgspec.Struct, frozen=True):
    """A line of the text that is not blank: code points from `start` to `end`, and what it is."""

    start: int
    end: int
    label: LineLabel


class DateSource(StrEnum):
    """How the date of a statement is known, in order of trust."""

    OPTION = "option"
    METADATA = "metadata"
    DATELINE = "dateline"
    RECORD = "record"


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What was published: its text and its date, or, for a record without text, its date and address.

    `id` is the SHA-256 of the text in hex, or a record's own id. `said_on` is None where no date is
    known; `said_on_from` says how it is. `pair` is the subject "BLR-KAZ" that the text is about, None
    with no pair found. `country` is the side that speaks, known for records. `source`
    is the agency or office from which the page says it has its story.
    """

    id: str
    text: str = ""
    title: str | None = None
    said_on: date | None = None
    said_on_from: DateSource | None = None
    lang: str | None = None
    pair: str | None = None
    speaker: str | None = None
    office: str | None = None
    country: Country | None = None
    source: str | None = None
    origin: Origin | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A statement read: its lines, its claims by place, the goods it names, the reader's findings."""

    statement: Statement
    lines: tuple[Line, ...] = ()
    claims: tuple[Claim, ...] = ()
    products: tuple[NamedProduct, ...] = ()
    findings: tuple[Finding, ...] = ()
