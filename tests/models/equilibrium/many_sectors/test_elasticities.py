"""Elasticities of industries by the concordance with Caliendo and Parro's sectors."""

from collections.abc import Sequence

import pytest

from sverka.models.equilibrium.many_sectors.elasticities import (
    MissingElasticity,
    in_order,
    read_concordance,
)
from sverka.models.equilibrium.pair.elasticities import Elasticities
from sverka.sources.oecd_icio.lookups import read_lookups

CONCORDANCE = read_concordance()


def elasticities_of(industries: Sequence[str], values: dict[str, float]) -> list[float]:
    drawn = Elasticities(name="own", cites="by hand", of=values, services=5.0).drawn(industries)
    return [drawn.numbers[name][0] for name in drawn.names]


VALUES = in_order([float(k + 1) for k in range(20)], CONCORDANCE)


def test_an_industry_takes_its_sector_s_figure_or_the_mean_of_several() -> None:
    found = elasticities_of(["A02", "C24B", "C26", "H49"], VALUES)
    assert found == [1, 11, (14 + 16 + 17) / 3, 5]


def test_an_industry_s_own_figure_comes_first() -> None:
    assert elasticities_of(["C24B"], {**VALUES, "C24B": 7.5}) == [7.5]


def test_every_industry_of_goods_has_a_sector_in_every_edition_and_every_sector_an_industry() -> None:
    for industries in read_lookups().editions.values():
        goods = {code for code in industries if code[0] in "ABC"}
        assert goods <= set(CONCORDANCE.sectors_of)
        assert not (set(industries) - goods) & set(CONCORDANCE.sectors_of)
    assert {sector for sectors in CONCORDANCE.sectors_of.values() for sector in sectors} == set(
        CONCORDANCE.order
    )


def test_a_figure_that_is_missing_is_named() -> None:
    with pytest.raises(
        MissingElasticity, match=r"Mining, which B06 needs, has no trade elasticity among Auto"
    ):
        elasticities_of(["B06"], {"Auto": 2.0})
    with pytest.raises(MissingElasticity, match=r"a file of 3 and not 20 figures has no trade elasticity"):
        in_order([1.0, 2.0, 3.0], CONCORDANCE)
