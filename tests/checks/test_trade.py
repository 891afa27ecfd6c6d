"""Levels, growth, shares and balances against the book of Arland and Bedia (see tests/fictional)."""

from typing import Any

import pytest
from tests.checks.conftest import Judge
from tests.fictional.pair import BACK, BOTH, OUT, growth, level

from sverka.vocabulary.claim import Claim, Hedge, Kind, Unit
from sverka.vocabulary.verdict import Agreement, Verdict


def agreements(judge: Judge, claim: Claim) -> list[tuple[str | None, Agreement]]:
    return [(found.book, found.agreement) for found in judge(claim).comparisons]


def share(percent: float, **fields: Any) -> Claim:  # noqa: ANN401
    return Claim(
        **{
            "id": "s1", "kind": Kind.SHARE, "value": percent, "half_step": 0.5, "unit": Unit.PERCENT,
            "measure": "export", "subject": OUT, "of": BOTH, "period": "2010", **fields,
        }
    )  # fmt: skip


def test_a_level_that_both_books_show_is_confirmed(judge: Judge) -> None:
    found = judge(level(100, "2010"))
    assert found.verdict is Verdict.CONFIRMED
    assert found.reason == (
        "For 2010 the claim allows USD 99.95–100.05 mn; ARL’s book shows USD 100 mn (allowed 98–102): "
        "they overlap; BED’s book shows USD 100 mn (allowed 98–102): they overlap."
    )


def test_a_level_that_one_book_shows_depends_on_the_books(judge: Judge) -> None:
    claim = level(151, "2011")
    assert judge(claim).verdict is Verdict.DEPENDS
    assert agreements(judge, claim) == [("ARL", Agreement.CONFIRMS), ("BED", Agreement.CONTRADICTS)]


def test_a_level_that_no_book_shows_is_contradicted(judge: Judge) -> None:
    assert judge(level(500, "2010")).verdict is Verdict.CONTRADICTED


def test_more_than_far_less_is_true_and_understated(judge: Judge) -> None:
    assert judge(level(95, "2010", hedge=Hedge.MORE_THAN)).verdict is Verdict.CONFIRMED
    assert judge(level(50, "2010", hedge=Hedge.MORE_THAN)).verdict is Verdict.CONFIRMED_UNDERSTATED
    assert judge(level(95, "2011", hedge=Hedge.MORE_THAN)).verdict is Verdict.CONFIRMED


def test_almost_is_below(judge: Judge) -> None:
    assert judge(level(110, "2010", hedge=Hedge.ALMOST)).verdict is Verdict.CONFIRMED
    assert judge(level(98, "2010", hedge=Hedge.ALMOST)).verdict is Verdict.CONTRADICTED


def test_goods_one_way_are_exports_of_one_book_and_imports_of_the_other(judge: Judge) -> None:
    found = judge(level(90, "2011", OUT, measure="export"))
    assert found.verdict is Verdict.DEPENDS
    assert "ARL’s book shows exports FOB USD 90 mn" in found.reason
    assert "BED’s book shows imports CIF USD 60 mn" in found.reason


def test_one_book_alone_is_said_to_be_alone(judge: Judge) -> None:
    found = judge(level(250, "2014"))
    assert found.verdict is Verdict.CONFIRMED
    assert [finding.message for finding in found.findings] == ["The reconciled book alone covers this."]


def test_a_year_that_no_book_has_names_what_they_have(judge: Judge) -> None:
    found = judge(level(250, "2013"))
    assert found.verdict is Verdict.NO_DATA
    assert found.reason.startswith(
        "The book holds no figure of ARL or BED for 2013; it holds 2010–2012 from ARL, 2010–2012 from BED "
        "and a reconciled 2014. The nearest: ARL’s book shows USD 200 mn for 2012"
    )
    assert [figure.period for figure in found.context] == ["2012", "2012", "2014"]


@pytest.mark.parametrize("period", ["2010H1", "2010-01..2010-10", "2010-05"])
def test_part_of_a_year_is_not_the_year(judge: Judge, period: str) -> None:
    found = judge(level(100, period))
    assert found.verdict is Verdict.NO_DATA
    assert f"no figure of ARL or BED for {period}" in found.reason


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (None, "names no period"),
        ("now", "without naming a year"),
        ("annual", "none in particular"),
        ("prev", "needs the day of the statement"),
    ],
)
def test_a_level_without_a_year_is_given_none(judge: Judge, period: str | None, words: str) -> None:
    found = judge(level(100, period))
    assert found.verdict is Verdict.NO_DATA
    assert words in found.reason
    assert {figure.period for figure in found.context} == {"2012", "2014"}
    assert found.comparisons == ()


def test_the_readers_reason_for_an_open_period_is_passed_on(judge: Judge) -> None:
    assert (
        "(said as “that billion”)"
        in judge(level(1, None, reasons={"period": "said as “that billion”"})).reason
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"currency": None}, "names no currency"),
        ({"currency": "RUB"}, "no rate is posted"),
        ({"unit": Unit.TONNES, "currency": None}, "counted in t"),
        ({"measure": "export", "subject": BOTH}, "does not say whose exports"),
    ],
)
def test_what_is_not_in_the_books_terms_is_not_comparable(
    judge: Judge, fields: dict[str, Any], words: str
) -> None:
    found = judge(level(100, **{"period": "2010", **fields}))
    assert found.verdict is Verdict.NOT_COMPARABLE
    assert words in found.reason


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"measure": "services"}, "a source of services would be needed"),
        ({"subject": "EAEU"}, "not about one pair"),
        ({"subject": None, "reasons": {"subject": "three countries"}}, "three countries"),
        ({"subject": "ARL-CEP"}, "holds no trade of ARL and CEP at all"),
    ],
)
def test_what_the_book_does_not_hold_is_named(judge: Judge, fields: dict[str, Any], words: str) -> None:
    found = judge(level(100, **{"period": "2010", **fields}))
    assert found.verdict is Verdict.NO_DATA
    assert words in found.reason


def test_growth_is_measured_in_each_book(judge: Judge) -> None:
    found = judge(growth(50, "2011"))
    assert found.verdict is Verdict.DEPENDS
    assert [round(compared.figure.value) for compared in found.comparisons] == [50, 0]
    arland = found.comparisons[0].figure.allowed
    assert (arland.low, arland.high) == pytest.approx((100 * (147 / 102 - 1), 100 * (153 / 98 - 1)))


def test_growth_from_a_base_two_years_before(judge: Judge) -> None:
    doubled = growth(2, "2012", base="2010", unit=Unit.TIMES, text="doubled")
    assert judge(doubled).verdict is Verdict.CONFIRMED
    assert judge(growth(100, "2012", base="2010")).verdict is Verdict.CONFIRMED


def test_growth_in_money_is_a_difference(judge: Judge) -> None:
    assert judge(growth(50e6, "2011", unit=Unit.MONEY, currency="USD")).verdict is Verdict.DEPENDS
    assert judge(growth(50e6, "2011", unit=Unit.MONEY, currency="RUB")).verdict is Verdict.NOT_COMPARABLE


def test_growth_without_a_number_has_a_direction(judge: Judge) -> None:
    assert judge(growth(None, "2012")).verdict is Verdict.CONFIRMED
    assert judge(growth(None, "2012", direction="down")).verdict is Verdict.CONTRADICTED
    assert judge(growth(None, "2012", direction=None)).verdict is Verdict.NOT_CHECKED


def test_growth_that_the_book_cannot_measure(judge: Judge) -> None:
    assert judge(growth(10, "2010")).verdict is Verdict.NO_DATA
    assert judge(growth(1.5, "2011", unit=Unit.POINTS)).verdict is Verdict.NO_DATA
    assert judge(growth(5, "2011", unit=None)).verdict is Verdict.NO_DATA
    assert judge(growth(10, "now")).verdict is Verdict.NO_DATA


def test_a_direction_has_its_share_of_the_turnover(judge: Judge) -> None:
    assert judge(share(60)).verdict is Verdict.CONFIRMED
    assert judge(share(40)).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"of": "ARL"}, "of ARL with all partners"),
        ({"of": "land_freight"}, "of “land_freight”"),
        ({"subject": "EAEU"}, "not about one pair"),
    ],
)
def test_other_shares_need_other_sources(judge: Judge, fields: dict[str, Any], words: str) -> None:
    found = judge(share(10, **fields))
    assert found.verdict is Verdict.NO_DATA
    assert words in found.reason


def test_a_balance_is_of_the_country_named_first(judge: Judge) -> None:
    assert judge(level(20, "2010", OUT, measure="balance")).verdict is Verdict.CONFIRMED
    assert judge(level(20, "2010", BACK, measure="balance", direction="down")).verdict is Verdict.CONFIRMED
    assert judge(level(20, "2010", BACK, measure="balance")).verdict is Verdict.CONTRADICTED
    assert judge(level(20, "2010", BOTH, measure="balance")).verdict is Verdict.NOT_COMPARABLE


def test_a_balance_of_a_fifth_of_the_turnover_is_not_about_zero(judge: Judge) -> None:
    found = judge(level(0, "2010", BOTH, measure="balance", hedge=Hedge.APPROX))
    assert found.verdict is Verdict.CONTRADICTED
    # 60 − 40 with 2 % revision of each is 18 to 22; a twentieth of the turnover of 100 widens that by 5.
    assert [compared.figure.allowed.low for compared in found.comparisons] == pytest.approx([13e6, 13e6])


def test_a_reconciled_figure_far_from_the_period_is_not_shown_as_near(judge: Judge) -> None:
    assert [figure.book for figure in judge(level(100, "2010H1")).context] == ["ARL", "BED"]
    assert [figure.book for figure in judge(level(100, "2015")).context] == ["ARL", "BED", None]


def test_a_pair_without_a_book_says_so(judge: Judge) -> None:
    found = judge(level(100, "now", "ARL-CEP"))
    assert found.reason.endswith("the book holds no trade of ARL and CEP at all.")


def test_growth_of_a_balance_is_not_growth_of_trade(judge: Judge) -> None:
    assert judge(growth(50, "2011", measure="balance")).verdict is Verdict.NO_DATA
    assert judge(share(60, measure="balance")).verdict is Verdict.NO_DATA
