"""Claims against the speech of 1 May 2010 (RECORDED in tests/fictional)."""

from datetime import date

from tests.checks.conftest import Judge
from tests.fictional.pair import count, growth, level

from sverka.vocabulary.claim import Hedge
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.verdict import Assessment, Verdict


def finding(assessment: Assessment, check: str) -> Finding | None:
    return next((found for found in assessment.findings if found.check == check), None)


def test_the_same_count_three_years_later_is_stale(judge: Judge) -> None:
    found = judge(count(30, "shops:ARL", hedge=Hedge.AT_LEAST))
    assert found.verdict is Verdict.STALE
    assert found.reason.startswith(
        "The same figure, more than 30, was given by Minister Aro (minister, ARL) on 1 May 2010."
    )
    stale = finding(found, "stale")
    assert stale is not None
    assert stale.evidence == ("2010-05-01: speech of 2010",)


def test_the_same_count_within_the_year_is_not(judge: Judge) -> None:
    found = judge(count(30, "shops:ARL", hedge=Hedge.MORE_THAN), said_on=date(2010, 12, 1))
    assert found.verdict is Verdict.NO_DATA
    assert finding(found, "earlier count") is not None


def test_another_count_shows_the_earlier_one(judge: Judge) -> None:
    found = judge(count(57))
    assert found.verdict is Verdict.NO_DATA
    assert "On 1 May 2010 Minister Aro (minister, ARL) counted 55; this statement says 57." in found.reason


def test_things_counted_elsewhere_are_other_things(judge: Judge) -> None:
    assert judge(count(55, country="ARL")).findings == ()
    assert judge(count(55, "farms:ARL")).findings == ()


def test_a_count_without_a_day_is_compared_with_nothing(judge: Judge) -> None:
    found = judge(count(55), said_on=None)
    assert found.verdict is Verdict.NO_DATA
    assert found.findings == ()


def test_the_exact_figure_of_an_earlier_year_is_stale(judge: Judge) -> None:
    found = judge(level(88.8, "2012"))
    assert found.verdict is Verdict.STALE
    assert "on 1 May 2010 for 2009" in found.reason


def test_a_figure_that_a_book_shows_is_not_called_stale(judge: Judge) -> None:
    found = judge(level(148.5, "2011"))
    assert found.verdict is Verdict.DEPENDS
    assert finding(found, "stale") is not None


def test_a_round_figure_may_come_back(judge: Judge) -> None:
    assert judge(level(88, "2012")).verdict is Verdict.CONTRADICTED


def test_an_earlier_statement_that_cannot_be_true_as_well_is_a_finding(judge: Judge) -> None:
    found = judge(level(100, "2010"))
    assert found.verdict is Verdict.CONFIRMED
    before = finding(found, "earlier statement")
    assert before is not None
    assert before.message == (
        "On 1 May 2010 Minister Aro (minister, ARL) said USD 95.5 mn for 2010; "
        "this statement says USD 100 mn."
    )


def test_an_earlier_statement_that_agrees_is_not(judge: Judge) -> None:
    assert finding(judge(level(95.5, "2010")), "earlier statement") is None
    assert finding(judge(growth(5, "2010")), "earlier statement") is None


def test_a_growth_shows_the_base_it_implies(judge: Judge) -> None:
    found = judge(growth(50, "2011"), level(150, "2011"))
    implied = finding(found, "implied base")
    assert implied is not None
    assert implied.severity == "warning"
    assert implied.message == (
        "USD 150 mn after +50 % implies USD 100 mn for 2010 (allowed 99.63–100.37); ARL’s book shows "
        "USD 100 mn (allowed 98–102); BED’s book shows USD 100 mn (allowed 98–102); on 1 May 2010 "
        "Minister Aro (minister, ARL) said USD 95.5 mn."
    )


def test_growth_to_more_than_a_level_implies_at_least_a_base(judge: Judge) -> None:
    found = judge(growth(50, "2011"), level(150, "2011", hedge=Hedge.MORE_THAN))
    implied = finding(found, "implied base")
    assert implied is not None
    assert "implies from USD 99.6" in implied.message
