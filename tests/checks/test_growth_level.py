import pytest
from tests.fictional.pair import BACK, OUT, growth, level

from sverka.checks.growth_level import growth_against_levels, growth_factor, implied_base
from sverka.checks.proof import Proof
from sverka.vocabulary.claim import Claim, Unit


def proofs(*claims: Claim) -> list[Proof]:
    return list(growth_against_levels(claims))


def test_growth_of_the_base_makes_the_level() -> None:
    (proof,) = proofs(growth(30, "2018"), level(896, "2018"), level(689.2, "2017", id="c2"))
    assert proof.holds
    assert (
        proof.finding.message == "USD 689.2 mn and +30 % make USD 892.4–899.5 mn, stated USD 896 mn: holds."
    )


def test_growth_of_another_base_does_not() -> None:
    (proof,) = proofs(growth(30, "2018"), level(896, "2018"), level(604.1, "2017", id="c2"))
    assert not proof.holds
    assert proof.finding.severity == "error"


@pytest.mark.parametrize(
    ("words", "before", "holds"),
    [("на треть", 420, True), ("на треть", 500, False)],
)
def test_a_third_is_as_exact_as_the_word(words: str, before: float, holds: bool) -> None:
    third = growth(33.3, "2014H1", text=words, half_step=None)
    (proof,) = proofs(third, level(558, "2014H1"), level(before, "2013H1", id="c2"))
    assert proof.holds is holds


def test_tripled_against_stated_levels() -> None:
    tripled = growth(3, "2025", base="2015", unit=Unit.TIMES, text="утроился")
    (proof,) = proofs(
        tripled, level(8900, "2025", half_step=5e7), level(2500, "2015", half_step=5e7, id="c2")
    )
    assert proof.holds
    (proof,) = proofs(
        tripled, level(9900, "2025", half_step=5e7), level(2500, "2015", half_step=5e7, id="c2")
    )
    assert not proof.holds


def test_growth_in_money_is_the_difference() -> None:
    fell = growth(48e6, "2013", unit=Unit.MONEY, currency="USD", direction="down", half_step=5e5)
    (proof,) = proofs(fell, level(600, "2013"), level(648, "2012", id="c2"))
    assert proof.holds
    (proof,) = proofs(fell, level(600, "2013"), level(700, "2012", id="c2"))
    assert not proof.holds


def test_of_two_stated_levels_the_growth_belongs_to_the_one_it_makes() -> None:
    (proof,) = proofs(
        growth(30, "2018"), level(647, "2018", id="theirs"), level(896, "2018"), level(689.2, "2017", id="c2")
    )
    assert proof.holds


def test_the_turnover_grows_between_its_parts() -> None:
    parts = growth(32.3, "2018", OUT, id="g2"), growth(15.6, "2018", BACK, id="g3")
    (proof,) = proofs(growth(30, "2018"), *parts)
    assert proof.holds
    assert proof.finding.message == "The whole changed by +30 %, its parts by +32.3 % and +15.6 %: holds."
    (proof,) = proofs(growth(40, "2018"), *parts)
    assert not proof.holds


def test_growth_of_a_single_part_proves_nothing() -> None:
    assert proofs(growth(40, "2018"), growth(32.3, "2018", OUT, id="g2")) == []
    assert proofs(growth(40, "2018"), growth(3, "2017", OUT, id="g2"), growth(1, "2018", BACK, id="g3")) == []


def test_a_growth_and_its_level_imply_the_base() -> None:
    base = implied_base(growth(30, "2018"), level(896, "2018", half_step=5e5))
    assert base is not None
    assert (base.low / 1e6, base.high / 1e6) == pytest.approx((686.2, 692.3), abs=0.05)


def test_a_growth_without_a_factor_implies_no_base() -> None:
    assert implied_base(growth(None, "2018"), level(896, "2018")) is None
    assert growth_factor(growth(1.5, "2018", unit=Unit.POINTS)) is None
    assert growth_factor(growth(5, "2018", unit=Unit.TONNES)) is None
    assert implied_base(growth(5e6, "2018", unit=Unit.MONEY), level(896, "2018")) is None
