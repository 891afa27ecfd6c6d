"""Claims: who said which number about what and when, and the exact characters it was read from."""

from enum import StrEnum

import msgspec

from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.period import Period
from sverka.vocabulary.product import Product


class Kind(StrEnum):
    """What a claim asserts. A forecast is a target whose modality says so."""

    LEVEL = "level"
    GROWTH = "growth"
    SHARE = "share"
    RANK = "rank"
    COUNT = "count"
    BREAKDOWN = "breakdown"
    TARGET = "target"
    EVENT = "event"
    QUOTE = "quote"


class Unit(StrEnum):
    """What a claimed value is counted in; tonnes and pieces have units too, a bare count has none."""

    MONEY = "money"
    PERCENT = "pct"
    POINTS = "pp"
    TIMES = "times"
    TONNES = "t"


class Hedge(StrEnum):
    """How the speaker qualifies the number; without a word it is exact to its written precision."""

    EXACT = "exact"
    APPROX = "approx"
    MORE_THAN = "more_than"
    ALMOST = "almost"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    RANGE = "range"


class Modality(StrEnum):
    """Whether the speaker reports the number, aims at it, expects it, thinks it possible or plans it."""

    REPORTED = "reported"
    TARGET = "target"
    FORECAST = "forecast"
    POTENTIAL = "potential"
    PLANNED = "planned"


class NamedProduct(msgspec.Struct, frozen=True, kw_only=True):
    """Goods named in the text, with the HS headings that the words can mean."""

    text: str
    start: int
    end: int
    products: tuple[Product, ...]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a statement; a field that the text does not settle is None, and `reasons` says why.

    `start` and `end` are code points of the statement's text, None for a claim that is known only
    from a record of it. `value` is in units of `unit` (money in whole units of `currency`, percent as
    56.4), `value_hi` the upper end of a range; `half_step` is half a unit of the last digit as the
    number was written, in the same unit (604.1 million is known to 50,000). `of` is the whole that a
    share or a rank refers to; `noun` and `country` say what is counted where; `total` and `parts`
    name the claims of a breakdown and `check` says how they must add up (sum_ok, part_le_total).
    """

    id: str
    kind: Kind
    start: int | None = None
    end: int | None = None
    text: str | None = None
    value: float | None = None
    value_hi: float | None = None
    half_step: float | None = None
    unit: Unit | None = None
    currency: str | None = None
    direction: str | None = None
    hedge: Hedge = Hedge.EXACT
    measure: str | None = None
    subject: Subject | None = None
    period: Period | None = None
    base: Period | None = None
    of: str | None = None
    noun: str | None = None
    country: Country | None = None
    event: str | None = None
    who: str | None = None
    place: Country | None = None
    part_of: str | None = None
    total: str | None = None
    parts: tuple[str, ...] = ()
    check: str | None = None
    speaker: str | None = None
    speaker_mention: str | None = None
    source: str | None = None
    modality: Modality = Modality.REPORTED
    reasons: dict[str, str] = {}
