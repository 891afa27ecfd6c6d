from datetime import date

import pytest
from tests.fictional.statement import figure, make_checked

from sverka.checks import BookOutcome
from sverka.dossier import show
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.statement import Statement
from sverka.vocabulary.verdict import Agreement, Verdict


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2017", "2017"),
        ("2018-01..2018-10", "Jan–Oct 2018"),
        ("2019H1", "Jan–Jun 2019"),
        ("2020Q1", "Jan–Mar 2020"),
        ("2020-05", "May 2020"),
        ("..2030", "by 2030"),
        ("2021..2025", "2021–2025"),
        ("2023-11..2024-02", "Nov 2023 – Feb 2024"),
        ("2024-09-04", "4 Sep 2024"),
        ("2024-09-04..2024-09-06", "4 Sep 2024 – 6 Sep 2024"),
        ("now", "at the time of speaking"),
        ("annual", "a year"),
        ("prev", "last year"),
        ("cur-01..cur-05", "Jan–May this year"),
        ("curQ3", "curQ3"),
        (None, "period not stated"),
    ],
)
def test_periods_read_as_people_write_them(period: str | None, words: str) -> None:
    assert show.period(period) == words


def test_money_without_a_currency_says_so() -> None:
    claim = Claim(id="c1", kind=Kind.LEVEL, value=1e9, unit=Unit.MONEY)
    assert show.claim_value(claim) == "1,000 mn (currency not stated)"


def test_a_growth_has_its_sign_and_a_level_its_hedge() -> None:
    growth = Claim(id="g1", kind=Kind.GROWTH, value=56.4, unit=Unit.PERCENT, direction="up")
    level = Claim(id="c1", kind=Kind.LEVEL, value=1e9, unit=Unit.MONEY, currency="USD", hedge=Hedge.MORE_THAN)
    assert show.claim_value(growth) == "+56.4 %"
    assert show.claim_value(level) == "more than USD 1,000 mn"
    assert show.claim_value(Claim(id="q1", kind=Kind.QUOTE)) == ""


def test_an_expected_target_is_a_forecast() -> None:
    assert show.kind(Claim(id="t1", kind=Kind.TARGET, modality=Modality.FORECAST)) == "forecast"
    assert show.kind(Claim(id="t1", kind=Kind.TARGET, modality=Modality.TARGET)) == "target"


def test_a_claim_says_what_it_is_about() -> None:
    level = Claim(id="c1", kind=Kind.LEVEL, value=1.0, measure="export", subject="KAZ>BLR", period="2017")
    count = Claim(id="n1", kind=Kind.COUNT, value=17.0, noun="jv:KAZ_capital", country="BLR")
    dealers = Claim(id="n2", kind=Kind.COUNT, value=170.0, noun="dealers:BLR", country="KAZ")
    visit = Claim(id="e1", kind=Kind.EVENT, event="official_visit", who="Aro", place="BLR")
    assert show.about(level) == "exports, Kazakhstan → Belarus"
    assert show.about(count) == "joint ventures with capital from Kazakhstan, in Belarus"
    assert show.about(dealers) == "dealers of Belarus, in Kazakhstan"
    assert show.about(visit) == "official visit, Aro in Belarus"
    assert (
        show.about(Claim(id="c2", kind=Kind.LEVEL, measure="trade", subject="KAZ-?"))
        == "trade, Kazakhstan – ?"
    )
    assert show.about(Claim(id="c3", kind=Kind.LEVEL, subject="EAEU")) == "EAEU"


def test_only_a_claim_with_a_number_lacks_a_period() -> None:
    assert show.when(Claim(id="c1", kind=Kind.LEVEL, value=1.0)) == "period not stated"
    assert show.when(Claim(id="q1", kind=Kind.QUOTE)) == ""


def test_every_verdict_and_agreement_has_a_look_of_its_own_kind() -> None:
    assert set(show.VERDICTS) == set(Verdict)
    assert set(show.AGREEMENTS) == set(Agreement)
    bad = {look.sign for look in show.VERDICTS.values() if look.tone == "bad"}
    good = {look.sign for look in show.VERDICTS.values() if look.tone == "good"}
    assert not bad & good


def test_a_record_names_who_spoke_as_far_as_it_knows() -> None:
    full = Statement(id="s", speaker="Aro", office="minister", country="BLR")
    assert show.who(full) == "Aro (minister, Belarus)"
    assert show.who(Statement(id="s", office="news report", country="KAZ")) == "news report, Kazakhstan"
    assert show.who(Statement(id="s", speaker="Aro")) == "Aro"
    assert show.who(Statement(id="s")) == "not known who"


def test_a_promise_says_when_it_falls_due() -> None:
    assert show.due(Claim(id="t", kind=Kind.TARGET, period="2018")) == "for 2018"
    assert show.due(Claim(id="t", kind=Kind.TARGET, period="..2030")) == "by 2030"
    assert show.due(Claim(id="t", kind=Kind.TARGET)) == "no date set"


def test_an_open_promise_says_what_it_needs() -> None:
    claim = Claim(id="t", kind=Kind.TARGET, period="2030")
    outcome = BookOutcome(book="ARL", goal=Interval(1e9), latest=figure("ARL", 5e8, 1), needed_growth=12.25)
    assert show.needed(claim, outcome) == "needs 12.2 % a year"
    assert show.needed(claim, BookOutcome(book="ARL", goal=Interval(1e9))) == ""


def test_the_figures_say_it_where_the_reason_only_repeats_them() -> None:
    found = {item.claim.id: item for item in make_checked().report.assessments}
    assert show.figures_say_it(found["c1"])
    assert not show.figures_say_it(found["b1"])


def test_a_day_is_short() -> None:
    assert show.day(date(2024, 3, 4)) == "4 Mar 2024"
