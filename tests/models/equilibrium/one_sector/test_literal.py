"""The Guide's iteration on made-up economies; against the Guide itself in test_guide_chapter_2."""

import numpy as np
import pytest
from tests.models.equilibrium.one_sector.made_up import economy, shock

from sverka.models.equilibrium.one_sector.baseline import UnknownCountry
from sverka.models.equilibrium.one_sector.literal import iterate
from sverka.models.equilibrium.one_sector.shock import CostShock


def test_no_shock_moves_nothing() -> None:
    before = economy(1, 5, 5.0)
    found = iterate(before, CostShock.of(before), "C1")
    np.testing.assert_allclose(found.prices, 1, rtol=1e-9)
    np.testing.assert_allclose(found.real_output, 1, rtol=1e-9)
    np.testing.assert_allclose(found.exports, 1, rtol=1e-9)
    np.testing.assert_allclose(found.overspent, 1, rtol=1e-9)
    assert found.convergence.arrived


def test_running_away_is_said_and_not_raised() -> None:
    before = economy(1, 5, 5.0)
    found = iterate(before, shock(2, before), "C3")
    assert not found.convergence.arrived
    assert "Stop by the Guide's rule, or use `solve`." in found.convergence.why


def test_the_reference_country_is_the_unit() -> None:
    before = economy(1, 5, 5.0)
    found = iterate(before, shock(2, before, spread=0.05), "C3")
    assert found.conditional_index[3] == pytest.approx(1)
    assert found.price_index[3] == pytest.approx(1)
    with pytest.raises(UnknownCountry, match="DEU"):
        iterate(before, shock(2, before), "DEU")
