from typing import Any

import pytest
from tests.fictional.pair import BACK, BOTH, OUT, count, level

from sverka.checks.part_whole import parts_against_wholes
from sverka.checks.proof import Proof
from sverka.vocabulary.claim import Claim, Hedge, Kind, Unit


def proofs(*claims: Claim) -> list[Proof]:
    return list(parts_against_wholes(claims))


def breakdown(*parts: Claim, total: Claim, check: str = "sum_ok") -> list[Proof]:
    names = tuple(part.id for part in parts)
    whole = Claim(id="b1", kind=Kind.BREAKDOWN, total=total.id, parts=names, check=check)
    return proofs(total, *parts, whole)


def test_parts_that_add_up_hold_and_show_the_sum() -> None:
    (proof,) = breakdown(count(17, id="n2"), count(38, id="n3"), total=count(55))
    assert proof.holds
    assert proof.finding.message == "17 + 38 = 55: holds."
    assert set(proof.claims) == {"n1", "n2", "n3", "b1"}


def test_parts_that_do_not_add_up_show_what_they_make() -> None:
    (proof,) = breakdown(count(17, id="n2"), count(39, id="n3"), total=count(55))
    assert not proof.holds
    assert proof.finding.message == "17 + 39 = 56, stated 55: does not hold."
    assert proof.finding.severity == "error"


def test_rounded_parts_may_miss_the_whole_by_their_rounding() -> None:
    parts = [count(tenth, id=f"n{row}", half_step=0.05) for row, tenth in enumerate((10.3, 10.3, 10.3), 2)]
    (proof,) = breakdown(*parts, total=count(31, half_step=0.05))
    assert proof.holds
    (proof,) = breakdown(*parts, total=count(31.2, half_step=0.05))
    assert not proof.holds


def test_more_than_a_part_can_make_any_larger_whole() -> None:
    (proof,) = breakdown(count(40, id="n2", hedge=Hedge.MORE_THAN), count(10, id="n3"), total=count(90))
    assert proof.holds


def test_a_part_may_not_exceed_its_whole() -> None:
    (proof,) = breakdown(count(12, id="n2"), total=count(15), check="part_le_total")
    assert proof.holds
    assert proof.finding.message == "12 of 15: holds."
    (proof,) = breakdown(count(16, id="n2"), total=count(15), check="part_le_total")
    assert not proof.holds


@pytest.mark.parametrize(
    "broken",
    [{"total": "n9"}, {"parts": ("n2", "n9")}, {"parts": ()}, {"total": None}],
    ids=["no total", "a part missing", "no parts", "total not named"],
)
def test_a_breakdown_that_names_no_claims_proves_nothing(broken: dict[str, Any]) -> None:
    fields = {"total": "n1", "parts": ("n2",), "check": "sum_ok", **broken}
    assert proofs(count(55), count(17, id="n2"), Claim(id="b1", kind=Kind.BREAKDOWN, **fields)) == []


def test_parts_without_numbers_or_in_other_units_prove_nothing() -> None:
    assert breakdown(count(17, id="n2"), count(1, id="n3", value=None), total=count(55)) == []
    assert breakdown(count(17, id="n2"), level(38, "2010", id="c3"), total=count(55)) == []


def test_exports_and_imports_make_the_turnover() -> None:
    (proof,) = proofs(
        level(896, "2018", id="c1", half_step=5e5),
        level(783.7, "2018", OUT, id="c2", measure="export"),
        level(112.3, "2018", BACK, id="c3", measure="import"),
    )
    assert proof.holds
    assert proof.finding.message == "In USD mn: 783.7 + 112.3 = 896.0: holds."


def test_a_turnover_that_its_parts_do_not_make_is_an_error() -> None:
    (proof,) = proofs(
        level(950, "2018"), level(783.7, "2018", OUT, id="c2"), level(112.3, "2018", BACK, id="c3")
    )
    assert not proof.holds
    assert proof.finding.message == "In USD mn: 783.7 + 112.3 = 896.0, stated 950.0: does not hold."


def test_parts_belong_to_the_turnover_that_they_make() -> None:
    (proof,) = proofs(
        level(950, "2018", id="theirs"),
        level(896, "2018", id="ours"),
        level(783.7, "2018", OUT, id="c2"),
        level(112.3, "2018", BACK, id="c3"),
    )
    assert proof.holds
    assert "ours" in proof.claims


@pytest.mark.parametrize(
    "other",
    [{"period": "2017"}, {"currency": "EUR"}, {"start": 9000}, {"subject": "ARL>CEP"}],
    ids=["another year", "another currency", "far away", "another pair"],
)
def test_levels_that_are_not_meant_together_are_not_added(other: dict[str, Any]) -> None:
    third = level(112.3, **{"period": "2018", "subject": BACK, "id": "c3", "start": 80, **other})
    assert proofs(level(896, "2018", start=0), level(783.7, "2018", OUT, id="c2", start=40), third) == []


def test_a_share_of_the_turnover_makes_the_part() -> None:
    share = Claim(
        id="s1", kind=Kind.SHARE, value=60, half_step=0.5, unit=Unit.PERCENT, measure="export",
        subject=OUT, of=BOTH, period="2010",
    )  # fmt: skip
    (proof,) = proofs(share, level(60, "2010", OUT, id="c2"), level(100, "2010", id="c1"))
    assert proof.holds
    assert proof.finding.message == "In USD mn: 60 % of 100.0 is 60.0, stated 60.0: holds."
    (proof,) = proofs(share, level(75, "2010", OUT, id="c2"), level(100, "2010", id="c1"))
    assert not proof.holds
