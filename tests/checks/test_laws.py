"""What must hold of intervals and verdicts whatever the numbers are."""

from typing import Any, cast

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fictional.pair import BACK, BOTH, CARD, OUT, TODAY, flow, growth, level, reading

from sverka.checks import run_checks
from sverka.checks.allowed import allowed, possible
from sverka.ledger import Ledger
from sverka.sources.card import Card
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.country import Pair, pair_of
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.statement import Reading
from sverka.vocabulary.verdict import Assessment, Verdict

MILLIONS = st.integers(11, 9_999).map(lambda tenths: tenths / 10)
HEDGES = st.sampled_from([hedge for hedge in Hedge if hedge is not Hedge.RANGE])


def flows(one: float, other: float) -> tuple[Flow, ...]:
    """Return two years of a pair whose books differ: `one` and `other` are the turnovers of 2010."""
    return tuple(
        flow(reporter, subject, year, share * size)
        for reporter, size in (("ARL", one), ("BED", other))
        for subject, share in ((OUT, 0.6), (BACK, 0.4))
        for year, share in (("2010", share), ("2011", 1.5 * share))
    )


class Memory:
    """A ledger that has flows and nothing else, for hundreds of books a test."""

    def __init__(self, known: tuple[Flow, ...], revision: float) -> None:
        self._known = known
        self._card = msgspec.structs.replace(CARD, usual_revision=revision)

    def flows(self, pair: Pair, **_: object) -> tuple[Flow, ...]:
        return tuple(each for each in self._known if pair_of(each.exporter, each.importer) == pair)

    def readings(self, **_: object) -> tuple[Reading, ...]:
        return ()

    def cards(self, **_: object) -> dict[str, Card]:
        return {self._card.id: self._card}


def check(claim: Claim, known: tuple[Flow, ...], revision: float = 0.02) -> Assessment:
    ledger = cast("Ledger", Memory(known, revision))
    return run_checks(reading(claim), ledger, today=TODAY).assessments[0]


@given(MILLIONS, HEDGES, st.sampled_from([None, 50_000.0, 500_000.0]))
def test_a_claims_own_value_lies_in_or_at_its_interval(
    value: float, hedge: Hedge, half_step: float | None
) -> None:
    claim = level(value, "2010", hedge=hedge, half_step=half_step)
    found, whole = allowed(claim), possible(claim)
    assert found is not None
    assert whole is not None
    assert found.low <= value * 1e6 <= found.high
    assert whole.low <= found.low
    assert found.high <= whole.high


@given(st.floats(0.1, 900), HEDGES)
def test_down_is_up_mirrored(percent: float, hedge: Hedge) -> None:
    up = allowed(growth(percent, "2011", hedge=hedge))
    down = allowed(growth(percent, "2011", hedge=hedge, direction="down"))
    assert up is not None
    assert down is not None
    assert (down.low, down.high, down.low_open, down.high_open) == (
        -up.high,
        -up.low,
        up.high_open,
        up.low_open,
    )


@given(MILLIONS, MILLIONS, MILLIONS, HEDGES, st.floats(0, 0.2), st.floats(0, 0.2))
def test_wider_revisions_never_turn_confirmed_into_contradicted(
    value: float, one: float, other: float, hedge: Hedge, revision: float, wider: float
) -> None:
    claim, known = level(value, "2010", hedge=hedge), flows(one, other)
    narrow, wide = check(claim, known, revision), check(claim, known, revision + wider)
    order = [Verdict.CONTRADICTED, Verdict.DEPENDS, Verdict.CONFIRMED_UNDERSTATED, Verdict.CONFIRMED]
    assert order.index(wide.verdict) >= order.index(narrow.verdict)


@given(MILLIONS, MILLIONS, MILLIONS, HEDGES)
def test_relabelling_the_countries_changes_nothing(
    value: float, one: float, other: float, hedge: Hedge
) -> None:
    known = flows(one, other)
    claim = level(value, "2010", OUT, hedge=hedge)
    swapped = msgspec.structs.replace(claim, subject="ZED>YAR")
    renamed = tuple(map(rename, known))
    found, same = check(claim, known), check(swapped, renamed)
    assert found.verdict is same.verdict
    first = {NAMES.get(str(each.book)): each.agreement for each in found.comparisons}
    assert first == {each.book: each.agreement for each in same.comparisons}


NAMES: dict[str, str] = {"ARL": "ZED", "BED": "YAR"}


def rename(known: Flow) -> Flow:
    new: dict[str, Any] = {
        field: NAMES[getattr(known, field)] for field in ("exporter", "importer", "reporter")
    }
    return msgspec.structs.replace(known, **new)


@given(MILLIONS, MILLIONS, MILLIONS, HEDGES, st.sampled_from(["2010", "2011"]))
def test_a_thousand_times_larger_is_judged_alike(
    value: float, one: float, other: float, hedge: Hedge, year: str
) -> None:
    small = check(level(value, year, hedge=hedge), flows(one, other))
    claim = level(1000 * value, year, hedge=hedge, half_step=50e6)
    assert check(claim, flows(1000 * one, 1000 * other)).verdict is small.verdict


@given(MILLIONS, MILLIONS, MILLIONS)
def test_growth_is_the_same_in_any_unit(percent: float, one: float, other: float) -> None:
    claim = growth(percent, "2011")
    small, large = check(claim, flows(one, other)), check(claim, flows(1000 * one, 1000 * other))
    assert small.verdict is large.verdict


CLAIMS = st.builds(
    Claim,
    id=st.just("x"),
    kind=st.sampled_from(Kind),
    text=st.none() | st.text(max_size=8),
    value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    value_hi=st.none() | st.floats(-1e12, 1e12),
    half_step=st.none() | st.floats(0, 1e9),
    unit=st.none() | st.sampled_from(Unit),
    currency=st.sampled_from([None, "USD", "RUB"]),
    direction=st.sampled_from([None, "up", "down", "diff"]),
    hedge=st.sampled_from(Hedge),
    measure=st.sampled_from([None, "trade", "export", "balance", "services"]),
    subject=st.sampled_from([None, BOTH, OUT, BACK, "?-?", "EAEU", "ARL-ARL"]),
    period=st.sampled_from([None, "2010", "2010H1", "now", "..2012", "prev", "2012..2010", "nonsense"]),
    base=st.sampled_from([None, "2010", "2009", "nonsense"]),
    of=st.sampled_from([None, "ARL", "trade", BOTH]),
    noun=st.sampled_from([None, "shops:ARL"]),
    total=st.sampled_from([None, "x"]),
    parts=st.sampled_from([(), ("x",), ("y", "y")]),
    check=st.sampled_from([None, "sum_ok", "part_le_total"]),
    modality=st.sampled_from(Modality),
)


@settings(max_examples=500)
@given(st.lists(CLAIMS, max_size=3))
def test_no_claim_however_odd_stops_the_checks(book: Ledger, claims: list[Claim]) -> None:
    report = run_checks(reading(*claims), book, today=TODAY)
    assert [found.claim for found in report.assessments] == claims
    assert all(found.reason for found in report.assessments)
