"""What is answered about a pair: plain figures with intervals over the draws, and what they rest on.

Both models give the same answer, so that one table, one picture and one section show either.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the field's type
from enum import StrEnum
from typing import TypeAlias

import msgspec

from sverka.vocabulary.country import Country
from sverka.vocabulary.finding import Finding  # noqa: TC001  likewise
from sverka.vocabulary.origin import Origin  # noqa: TC001  likewise

Route: TypeAlias = tuple[Country, Country]
"""Exporter and importer."""


class Model(StrEnum):
    """Which model of the world answers."""

    SECTORS = "many sectors with inputs from one another"
    ONE = "one sector"


class Estimate(msgspec.Struct, frozen=True):
    """A figure at the means of what is uncertain, and its interval over the draws; None where there are none.

    The interval need not be symmetric, and holds the draws that had an answer only.
    """

    value: float
    low: float | None = None
    high: float | None = None


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Trade on a route before and after, US dollars of the baseline's year; `growth` in percent."""

    exporter: Country
    importer: Country
    before: float
    after: Estimate
    growth: Estimate


class SectorFlow(msgspec.Struct, frozen=True, kw_only=True):
    """Trade of one industry of the baseline on a route, US dollars; only the largest changes are drawn."""

    sector: str
    exporter: Country
    importer: Country
    before: float
    after: float


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What happens to a country: `real_income`, percent, is what it can buy, deficits and tariffs with it.

    `income_usd` is that change in US dollars of the baseline's year, `exports_usd` the change of its exports.
    """

    country: Country
    real_income: Estimate
    income_usd: float
    exports_usd: float


class Diversion(msgspec.Struct, frozen=True, kw_only=True):
    """What a seller sells in one of the two markets before, and by how much that changes, US dollars.

    The market's own producers are a seller like any other.
    """

    importer: Country
    seller: Country
    before: float
    change: float


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """All that was chosen, and what the answer rests on; printed with every answer.

    `baseline` says what the world before is made of (source, year, assumption), `closure` what becomes of
    deficits, `elasticities` which set and whose, `error` how uncertain they are taken to be and whether
    that is published or assumed; `draws` of them answered and `failed` had no answer, `level` of intervals.

    For words in other languages the same in codes: `final_goods` ("like inputs", empty in one sector),
    `closure_name` ("held", "proportional", "none"; "ratio", "value", "balanced"), `elasticity_set`
    ("head-mayer", "caliendo-parro", or the name of the user's file), `error_part` (0.2: a fifth of each;
    None where the errors differ), `error_assumed`, and `counts`: "goods", where flows, turnover, exports and
    diversions leave services out, or "goods and services".
    """

    model: Model
    baseline: str
    source: str
    year: int
    countries: int
    sectors: int
    closure: str
    elasticities: str
    error: str
    draws: int
    failed: int
    level: float
    seed: int
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...]
    final_goods: str = ""
    closure_name: str = ""
    elasticity_set: str = ""
    error_part: float | None = None
    error_assumed: bool = True
    counts: str = "goods"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """The change that is asked about: `percent` of what goods cost at their destination (-10: a tenth less).

    On `routes`, for the `sectors` of the baseline (all where empty), called `named` in the question, such as
    "machinery". `tariff`: instead of other costs, the ad-valorem tariff on the routes is set to this percent.
    `like`: the name of an estimated effect that the change is as large as, such as "rta"; `percent` is then
    what that means for costs, the mean over what is traded where elasticities differ.
    """

    routes: tuple[Route, ...]
    sectors: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    percent: Estimate
    tariff: float | None = None
    like: str | None = None


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """What a change does: both directions, their sum, all countries (largest gain first), both markets.

    Flows are goods, as customs count them, unless the change names services (`Setting.counts`); `sectors` are
    all industries, by size of change, `diversions` by size, for both markets. In `turnover` exporter and
    importer are the pair in its order. `partial`: turnover if only the flows themselves reacted, prices and
    incomes as before.
    """

    pair: tuple[Country, Country]
    change: Change
    flows: tuple[Flow, Flow]
    turnover: Flow
    partial: float
    sectors: tuple[SectorFlow, ...]
    effects: tuple[Effect, ...]
    diversions: tuple[Diversion, ...]
    setting: Setting


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """The turnover of the pair in a year as somebody has it, US dollars, and the growth that the goal asks.

    `reporter` is one of the two, or None for figures reconciled from both (`method` says which). `factor`
    is the goal over `turnover`; `a_year` the percent a year until the goal's year; `best` the highest growth
    a year over as many years that this reporter's figures ever showed, with the years it was reached in.
    """

    reporter: Country | None
    method: str
    year: int
    turnover: float
    factor: float
    a_year: float | None
    best: float | None
    best_years: tuple[int, int] | None
    origins: tuple[Origin, ...]


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """The change beside an effect that was estimated: how many times it the change is.

    `name`: of a gravity coefficient ("rta", "contiguity"), or "past" for what became of the pair's own trade,
    net of both countries' sizes, from `years[0]` to `years[1]`. `effect`: what the effect does to trade, in
    percent, with its interval; `times`: 2.0 where the change does to the flows what two such effects would.
    `times` is None where the effect is so near zero that it says nothing (its interval holds zero: then too
    it is told by `sure`).
    """

    name: str
    effect: Estimate
    times: Estimate | None
    sure: bool
    years: tuple[int, int] | None
    source: str


class Growing(msgspec.Struct, frozen=True, kw_only=True):
    """How much the pair's trade grows by itself until the goal's year, and why: the goal is deflated by it.

    `factor` from the declared year to the goal's; `basis` says what it is made of: a publisher's projection
    of both countries' sizes, a rate the user gave, or nothing (factor 1) with the reason.
    """

    factor: float
    basis: str
    origins: tuple[Origin, ...]


class Lever(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one instrument: `percent` of what goods cost at their destination, -17 for a cut by 17.

    `partial`: the same if nothing else moved, None where that has no answer; `bounds` in percent.
    """

    name: str
    routes: tuple[Route, ...]
    sectors: tuple[str, ...]
    percent: Estimate
    partial: float | None
    bounds: tuple[float, float]


class Outcome(StrEnum):
    """How a question about a goal ends."""

    REACHED = "reached"
    ALREADY = "the goal is reached without any change"
    NO_SUCH_CHANGE = "no such change within the bounds"


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What it would take to bring the pair's trade to a goal.

    `what` is "turnover", or "exports" of the first route's exporter. `wanted` US dollars in `by`, None where
    no year was named. `declared`: whose figures the goal was held against, `against` the one that the model
    was asked with; `growing` what happens by itself; `scaled` what is left for costs to do: the factor on
    the baseline's own flow, which differs from declared trade. `reached` is the factor that was reached,
    below `scaled` where there is no such change. `after` is the world at the answer. `asked_on` the day.
    `findings`: who declares nothing, and what else limits the answer beside those of `after`. `of`: the goods
    that the goal is about, all where empty.
    """

    pair: tuple[Country, Country]
    what: str
    routes: tuple[Route, ...]
    named: tuple[str, ...]
    wanted: float
    by: int | None
    declared: tuple[Declared, ...]
    against: Declared
    growing: Growing
    scaled: float
    outcome: Outcome
    reached: float
    levers: tuple[Lever, ...]
    beside: tuple[Beside, ...]
    beside_lacks: str | None
    after: WhatIf | None
    asked_on: date
    findings: tuple[Finding, ...] = ()
    of: tuple[str, ...] = ()
