"""Formulas of gravity, as economists write them."""

import pytest

from sverka.models.gravity.formula import UnreadableFormula, read_formula
from sverka.models.gravity.terms import Axis, Column, Interaction, Levels, Log, Remoteness, Shift


def test_agreements_with_leads_lags_and_borders_by_year() -> None:
    formula = read_formula("trade ~ rta + lead(rta,4) + lag(rta,4) + border:year")
    assert not formula.logarithms
    assert formula.terms == (
        Column("rta"),
        Shift(Column("rta"), 4),
        Shift(Column("rta"), -4),
        Interaction((Column("border"), Levels(Axis.YEAR))),
    )
    assert str(formula) == "trade ~ rta + lead(rta, 4) + lag(rta, 4) + border:year"


def test_the_guides_traditional_gravity() -> None:
    formula = read_formula("log(trade) ~ log(dist) + log(output) + log(remoteness(dist, exporter))")
    assert formula.logarithms
    assert formula.terms[0] == Log(Column("dist"))
    assert formula.terms[-1] == Log(Remoteness(Column("dist"), Axis.EXPORTER))


def test_levels_have_a_base_and_products_go_on() -> None:
    formula = read_formula("trade ~ domestic:exporter(base=ARG) + border:year(base=2006) + a:b:c")
    assert formula.terms == (
        Interaction((Column("domestic"), Levels(Axis.EXPORTER, "ARG"))),
        Interaction((Column("border"), Levels(Axis.YEAR, "2006"))),
        Interaction((Column("a"), Column("b"), Column("c"))),
    )
    assert read_formula(str(formula)) == formula


def test_a_term_named_twice_stands_once() -> None:
    assert len(read_formula("trade ~ rta + rta").terms) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("trade + rta", "it has no ~"),
        ("exports ~ rta", "on the left stands “exports”"),
        ("trade ~ ", "“” is no expression"),
        ("trade ~ rta +", "is no expression"),
        ("trade ~ rta @ wto", "“@” has no meaning"),
        ("trade ~ rta * wto", "“rta \\* wto” is no term"),
        ("trade ~ 1", "“1” is no term"),
        ("trade ~ __import__('os')", "is no term"),
        ("trade ~ exp(rta)", "“exp\\(rta\\)” is no term"),
        ("trade ~ rta.real", "is no term"),
        ("trade ~ log(a, b)", "takes one term"),
        ("trade ~ lead(rta)", "takes a term and a number of years"),
        ("trade ~ lead(rta, -4)", "takes a term and a number of years"),
        ("trade ~ lag(rta, True)", "takes a term and a number of years"),
        ("trade ~ remoteness(dist)", "takes a distance, then exporter or importer"),
        ("trade ~ remoteness(dist, year)", "takes a distance, then exporter or importer"),
        ("trade ~ border:year(2006)", "lacks its base"),
        ("trade ~ border:year(base=[1])", "is no level"),
    ],
)
def test_what_is_no_formula_is_refused_and_never_run(text: str, why: str) -> None:
    with pytest.raises(UnreadableFormula, match=rf"cannot be read: .*{why}.*terms joined by \+"):
        read_formula(text)
