import numpy as np
import pytest

from sverka.models.mirror.declared import PanelError, declared


def test_silence_is_not_zero() -> None:
    panel = declared(["ARL", "ARL", "ARL"], ["BOR", "CAL", "DUN"], [100, None, 0], [110, 50, 40])
    assert panel.mirrored.tolist() == [True, False, False]
    assert panel.log_gap[0] == pytest.approx(np.log(1.1))
    assert np.isnan(panel.log_gap[1:]).all()
    assert panel.log_size[1:] == pytest.approx(np.log([50, 40]))


def test_size_is_the_geometric_mean_of_the_two_declarations() -> None:
    panel = declared(["ARL", "ARL"], ["BOR", "CAL"], [100, None], [400, None])
    assert np.exp(panel.log_size[0]) == pytest.approx(200)
    assert np.isnan(panel.log_size[1])


def test_arrays_that_do_not_fit_are_named() -> None:
    with pytest.raises(PanelError, match="“ln_distance” does not fit the panel: its shape is"):
        declared(["ARL"], ["BOR"], [1], [1], ln_distance=np.ones(2))
    with pytest.raises(PanelError, match="a declared value is negative"):
        declared(["ARL"], ["BOR"], [-1], [1])
    with pytest.raises(PanelError, match="a country is its own partner"):
        declared(["ARL"], ["ARL"], [1], [1])


def test_a_part_of_a_panel_keeps_its_countries_and_regressors() -> None:
    further = {"ln unit value": np.array([1.0, 2.0])}
    panel = declared(["ARL", "BOR"], ["BOR", "CAL"], [1, 2], [3, 4], further=further).pick(np.array([1]))
    assert panel.countries == ("ARL", "BOR", "CAL")
    assert (panel.export_fob.tolist(), panel.further["ln unit value"].tolist()) == ([2.0], [2.0])
