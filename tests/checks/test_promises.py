"""Promises of Arland's and Bedia's trade: 100 in 2010, 150 or 100 in 2011, 200 in 2012, 250 in 2014."""

from datetime import date
from typing import Any

import pytest
from tests.checks.conftest import Judge
from tests.fictional.pair import MILLION, PAIR, TODAY, growth, level, target

from sverka.checks import PromiseHistory, trace_promises
from sverka.ledger import Ledger
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.country import Pair
from sverka.vocabulary.verdict import Assessment, Verdict


def in_2011(judge: Judge, claim: Claim) -> Assessment:
    return judge(claim, said_on=date(2011, 6, 1))


def test_a_promise_that_every_book_shows_reached_is_kept(judge: Judge) -> None:
    found = in_2011(judge, target(190, "2012"))
    assert found.verdict is Verdict.KEPT
    assert found.reason.startswith(
        "ARL’s book shows USD 200 mn (allowed 196–204) for 2012, which reaches the level"
    )
    assert len(found.comparisons) == 2


def test_a_promise_that_no_book_shows_reached_is_missed(judge: Judge) -> None:
    found = in_2011(judge, target(300, "2012"))
    assert found.verdict is Verdict.MISSED
    assert "does not reach the level" in found.reason


def test_a_promise_that_one_book_shows_reached_depends_on_the_books(judge: Judge) -> None:
    assert in_2011(judge, target(140, "2011")).verdict is Verdict.DEPENDS


def test_rounding_does_not_keep_a_promise(judge: Judge) -> None:
    assert in_2011(judge, target(210, "2012", half_step=10e6)).verdict is Verdict.MISSED
    assert in_2011(judge, target(210, "2012", hedge=Hedge.APPROX)).verdict is Verdict.KEPT
    assert in_2011(judge, target(220, "2012", hedge=Hedge.ALMOST)).verdict is Verdict.KEPT


def test_a_level_reached_in_every_book_before_was_already_true(judge: Judge) -> None:
    found = in_2011(judge, target(90, "2012"))
    assert found.verdict is Verdict.ALREADY_TRUE
    assert "ARL’s book shows USD 100 mn (allowed 98–102) for 2010" in found.reason


def test_an_open_promise_shows_the_growth_it_needs_beside_the_best_ever(judge: Judge) -> None:
    found = judge(target(800, "2016"))
    assert found.verdict is Verdict.OPEN
    assert found.reason == (
        "To reach the level by 2016 takes, a year: 41.4 % from the USD 200 mn of 2012 in ARL’s book, whose "
        "best year was 2011 with 50 %; 41.4 % from the USD 200 mn of 2012 in BED’s book, whose best year "
        "was 2012 with 100 %; 78.9 % from the USD 250 mn of 2014 in the reconciled book."
    )


def test_a_promise_without_a_date_is_kept_once_every_book_shows_it(judge: Judge) -> None:
    assert in_2011(judge, target(150, None)).verdict is Verdict.KEPT
    assert in_2011(judge, target(230, None)).verdict is Verdict.DEPENDS
    found = in_2011(judge, target(310, None))
    assert found.verdict is Verdict.OPEN
    assert found.reason.startswith("No date was set; it takes in all: 55 % from the USD 200 mn of 2012")


def test_a_deadline_may_be_met_early_and_is_missed_only_at_its_end(judge: Judge) -> None:
    assert in_2011(judge, target(150, "..2012")).verdict is Verdict.KEPT
    assert in_2011(judge, target(330, "..2012")).verdict is Verdict.MISSED
    assert in_2011(judge, target(330, "..2020")).verdict is Verdict.OPEN
    assert in_2011(judge, target(330, "..2013")).verdict is Verdict.NO_DATA


def test_a_past_year_that_no_book_has_is_no_data(judge: Judge) -> None:
    found = in_2011(judge, target(330, "2013"))
    assert found.verdict is Verdict.NO_DATA
    assert "no figure of ARL or BED for 2013" in found.reason


def test_a_forecast_of_a_fall_comes_true_only_as_said(judge: Judge) -> None:
    fall = target(60, "2012", modality=Modality.FORECAST, hedge=Hedge.ALMOST)
    found = in_2011(judge, fall)
    assert found.verdict is Verdict.MISSED
    assert "lies above the level" in found.reason


def test_a_promise_to_stay_below(judge: Judge) -> None:
    assert in_2011(judge, target(250, "2012", direction="down")).verdict is Verdict.ALREADY_TRUE
    assert in_2011(judge, target(80, "2012", direction="down")).verdict is Verdict.MISSED


def test_a_promise_in_times_counts_from_its_base(judge: Judge) -> None:
    double: dict[str, Any] = {"value": 2.0, "unit": Unit.TIMES, "currency": None, "text": "doubled"}
    assert in_2011(judge, target(0, "2012", base="2010", **double)).verdict is Verdict.KEPT
    found = in_2011(judge, target(0, "..2012", **double))
    assert found.verdict is Verdict.NO_DATA
    assert "does not say from which level" in found.reason


def test_growth_that_is_only_expected_is_a_promise(judge: Judge) -> None:
    assert in_2011(judge, growth(90, "2012", modality=Modality.FORECAST)).verdict is Verdict.DEPENDS


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"modality": Modality.POTENTIAL}, Verdict.NOT_CHECKED),
        ({"value": None}, Verdict.NOT_CHECKED),
        ({"currency": "RUB"}, Verdict.NOT_COMPARABLE),
        ({"currency": None}, Verdict.NOT_COMPARABLE),
        ({"measure": "services"}, Verdict.NO_DATA),
        ({"measure": "balance"}, Verdict.NO_DATA),
        ({"subject": "ARL-CEP"}, Verdict.NO_DATA),
        ({"subject": "EAEU"}, Verdict.NO_DATA),
    ],
)
def test_promises_that_the_book_cannot_follow(judge: Judge, fields: dict[str, Any], verdict: Verdict) -> None:
    assert judge(target(777, "2016", **fields)).verdict is verdict


def test_a_promise_in_an_unnamed_currency_shows_its_assumption(judge: Judge) -> None:
    assert "takes it as US dollars" in judge(target(777, "2016", currency=None)).reason


def test_a_promise_made_again_for_later_is_repeated(judge: Judge) -> None:
    found = judge(target(300, "2018"))
    assert found.verdict is Verdict.REPEATED
    assert found.reason.startswith(
        "The same level, USD 300 mn, was promised before: on 1 May 2010 by Minister Aro (minister, ARL) for "
        "no stated period. To reach the level by 2018 takes"
    )
    assert [finding.check for finding in found.findings] == ["repeated"]


def test_a_repeated_promise_whose_outcome_is_known_keeps_its_outcome(judge: Judge) -> None:
    found = judge(target(180, "2012"), said_on=date(2011, 6, 1))
    assert found.verdict is Verdict.KEPT
    assert [finding.check for finding in found.findings] == ["repeated"]


def test_the_same_promise_soon_after_is_no_repetition(judge: Judge) -> None:
    assert judge(target(300, None), said_on=date(2010, 9, 1)).verdict is Verdict.OPEN


def event(period: str | None, modality: Modality = Modality.PLANNED) -> Claim:
    return Claim(id="e1", kind=Kind.EVENT, event="official_visit", period=period, modality=modality)


def test_events_are_open_until_their_date_and_then_not_on_record(judge: Judge) -> None:
    assert judge(event("2030")).verdict is Verdict.OPEN
    assert judge(event(None)).verdict is Verdict.OPEN
    past = judge(event("2013-07-01..2013-09-30"))
    assert past.verdict is Verdict.NO_DATA
    assert "whether it took place" in past.reason
    assert judge(event("2013", Modality.REPORTED)).verdict is Verdict.NO_DATA


@pytest.fixture(scope="module")
def history(book: Ledger) -> PromiseHistory:
    return trace_promises(book, Pair("BED", "ARL"), today=TODAY)


def test_the_history_tells_every_promise_in_order(history: PromiseHistory) -> None:
    assert history.pair == PAIR
    told = [(promise.claim.value, promise.verdict) for promise in history.promises]
    # 180 for 2011: Arland's book shows 150. 200 without a date: both in 2012. 300: not yet.
    assert told == [(180 * MILLION, "missed"), (200 * MILLION, "kept"), (300 * MILLION, "open")]


def test_the_history_carries_each_books_figure(history: PromiseHistory) -> None:
    missed = history.promises[0]
    shown = [(outcome.book, outcome.figure.value / MILLION) for outcome in missed.outcomes if outcome.figure]
    assert shown == [("ARL", 150), ("BED", 100)]
    assert missed.goal is not None
    assert missed.goal.low == 180 * MILLION


def test_the_history_carries_the_years_of_every_book(history: PromiseHistory) -> None:
    assert [(figure.book, figure.period) for figure in history.turnover] == [
        ("ARL", "2010"), ("ARL", "2011"), ("ARL", "2012"),
        ("BED", "2010"), ("BED", "2011"), ("BED", "2012"), (None, "2014"),
    ]  # fmt: skip


def test_a_pair_without_statements_has_no_history(book: Ledger) -> None:
    history = trace_promises(book, Pair("ARL", "CEP"), today=TODAY)
    assert (history.promises, history.turnover) == ((), ())


def test_levels_reported_are_no_promises(judge: Judge) -> None:
    assert judge(level(100, "2010", modality=Modality.REPORTED)).verdict is Verdict.CONFIRMED
    assert judge(level(300, "2012", modality=Modality.FORECAST)).verdict is Verdict.MISSED
