"""Effects of any columns, against the tensor, against all dummies written out, and what is refused."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.models.gravity.made_up import Rows, as_panel, made_up_rows

from sverka.models.gravity.design import NoLogarithm, NothingLeft
from sverka.models.gravity.effects import Clusters, Effects, Pairs, SmallSample
from sverka.models.gravity.estimate import NoCoefficient, estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.from_table import BelowZeroWeight
from sverka.models.gravity.general import NoGeneralPeer, PeerStopped, estimate_general
from sverka.models.gravity.general_rows import (
    GeneralSpec,
    NoSuchColumn,
    NotOfARow,
    UnreadableColumns,
    read_columns,
)
from sverka.models.gravity.separation import LABELS, Reason
from sverka.models.gravity.spec import GravitySpec
from sverka.models.gravity.tensor import NegativeTrade, NotNumbers

if TYPE_CHECKING:
    from sverka.models.gravity.general import GeneralResult

pytest.importorskip("fereg")
pytest.importorskip("numba")

THREE_WAY = "exporter^year, importer^year, exporter^importer"
OF_SECTORS = "exporter^year^sector, importer^year^sector, exporter^importer^sector"
FORMULA = "trade ~ x1 + x2"


def table(seed: int = 3, **more: Any) -> Rows:  # noqa: ANN401  any column
    rows = {name: np.asarray(values) for name, values in made_up_rows(seed, 8, 5).items()}
    return rows | more


def two_sectors() -> Rows:
    one, other = (made_up_rows(seed, 5, 3, missing=0.0, zero=0.1) for seed in (5, 6))
    rows = {name: np.concatenate([one[name], other[name]]) for name in one}
    return rows | {"sector": np.repeat(["food", "cars"], len(one["trade"]))}


def asked(
    columns: Rows,
    formula: str = FORMULA,
    absorb: str = THREE_WAY,
    cluster: str = "",
    **more: Any,  # noqa: ANN401
) -> GeneralResult:
    spec = GeneralSpec(
        formula=read_formula(formula),
        absorb=read_columns(absorb),
        clusters=read_columns(cluster) if cluster else (),
        **more,
    )
    return estimate_general(spec, columns)


# What agrees


@pytest.mark.parametrize("small", SmallSample)
@pytest.mark.parametrize(
    ("clusters", "columns"),
    [
        (Clusters.PAIR, "exporter^importer"),
        (Clusters.NONE, ""),
        (Clusters.EXPORTER_IMPORTER, "exporter, importer"),
    ],
)
@pytest.mark.parametrize("formula", [FORMULA, "log(trade) ~ x1 + x2:x1"])
def test_on_one_sector_it_says_what_the_tensor_says(
    formula: str, clusters: Clusters, columns: str, small: SmallSample
) -> None:
    rows = table()
    rows["ban"] = (rows["trade"] == 0) & (rows["x1"] > 1)
    formula += " + ban"
    general = asked(rows, formula, cluster=columns, small=small, weights="weight")
    panel = as_panel(rows, weighted=True, names=("x1", "x2", "ban"))
    spec = GravitySpec(formula=read_formula(formula), clusters=clusters, small=small)
    ours = estimate(spec, panel)
    assert general.sample.observations == ours.count
    assert general.sample.zeros == ours.sample.zeros
    assert general.dropped == ours.dropped
    assert [*general.left_out] == [*ours.left_out] == ["ban"]
    assert (LABELS[Reason.RECTIFIED] in general.dropped) is not spec.formula.logarithms
    for one, other in zip(general.coefficients, ours.coefficients, strict=True):
        assert one.name == other.name
        assert one.estimate == pytest.approx(other.estimate, abs=1e-6)
        assert one.standard_error == pytest.approx(other.standard_error, rel=1e-5)
    for name, value in general.fit.items():
        assert value == pytest.approx(ours.summary.fit[name], rel=1e-8)
    assert any("estimated by fereg" in one for one in general.conventions)
    assert general.convergence.arrived


@pytest.mark.parametrize("seed", range(12))
def test_the_same_rows_are_found_separated(seed: int) -> None:
    rows = {name: np.asarray(values) for name, values in made_up_rows(seed, 6, 4, zero=0.4).items()}
    rows["ban"] = (rows["trade"] == 0) & (np.random.default_rng(seed).random(len(rows["trade"])) < 0.4)
    formula = f"{FORMULA} + ban"
    ours = estimate(GravitySpec(formula=read_formula(formula)), as_panel(rows, names=("x1", "x2", "ban")))
    general = asked(rows, formula)
    assert LABELS[Reason.RECTIFIED] in ours.dropped
    assert sum(general.dropped.values()) == sum(ours.dropped.values())
    assert general.sample.observations == ours.count


def test_two_way_effects_too() -> None:
    rows = table()
    general = asked(rows, absorb="exporter^year, importer^year", cluster="exporter^importer")
    spec = GravitySpec(formula=read_formula(FORMULA), effects=Effects(pairs=Pairs.NONE), directed=True)
    ours = estimate(spec, as_panel(rows))
    found = [(one.estimate, one.standard_error) for one in general.coefficients]
    expected = [(one.estimate, one.standard_error) for one in ours.coefficients]
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-8)


def test_effects_of_sectors_are_those_of_all_dummies_written_out() -> None:
    rows = two_sectors()
    general = asked(rows, absorb=OF_SECTORS, cluster="exporter^importer^sector")
    assert general.sample.levels == {
        "exporter^year^sector": 30,
        "importer^year^sector": 30,
        "exporter^importer^sector": 50,
    }
    assert general.dropped == {}
    estimates, errors = by_dummies(rows)
    np.testing.assert_allclose([one.estimate for one in general.coefficients], estimates, atol=1e-7)
    np.testing.assert_allclose([one.standard_error for one in general.coefficients], errors, rtol=1e-5)


def by_dummies(rows: Rows) -> tuple[Any, Any]:
    """Maximise the likelihood over all effects as regressors; cluster by pair and sector, G/(G-1)."""
    parts = [("exporter", "year"), ("importer", "year"), ("exporter", "importer")]
    dummies = []
    for one, other in parts:
        named = np.array([*zip(rows[one], map(str, rows[other]), rows["sector"], strict=True)])
        number = np.unique(named, axis=0, return_inverse=True)[1].reshape(-1)
        dummies.append(np.eye(number.max() + 1)[number])
    x = np.column_stack([rows["x1"], rows["x2"], *dummies])
    y, mu = rows["trade"], rows["trade"] + rows["trade"].mean()
    eta = np.log(mu)
    for _ in range(60):
        root = np.sqrt(mu)[:, None]
        beta = np.linalg.lstsq(root * x, root[:, 0] * (eta + (y - mu) / mu), rcond=1e-12)[0]
        eta = x @ beta
        mu = np.exp(eta)
    bread = np.linalg.pinv(x.T @ (mu[:, None] * x), rcond=1e-11)
    scores = (dummies[2].T @ (x * (y - mu)[:, None])) @ bread
    clusters = dummies[2].shape[1]
    return beta[:2], np.sqrt(clusters / (clusters - 1) * (scores**2).sum(axis=0)[:2])


def test_whoever_is_alone_or_without_trade_in_a_sector_leaves() -> None:
    rows = two_sectors()
    silent = (rows["exporter"] == "AAA") & (rows["importer"] == "BBB") & (rows["sector"] == "cars")
    single = (rows["exporter"] == "CCC") & (rows["importer"] == "BBB") & (rows["sector"] == "food")
    single &= rows["year"] > 2000
    rows["trade"] = np.where(silent, 0.0, rows["trade"])
    general = asked({name: values[~single] for name, values in rows.items()}, absorb=OF_SECTORS)
    assert general.dropped == {LABELS[Reason.NO_TRADE]: 3, LABELS[Reason.SINGLE]: 1}


def test_a_row_that_lacks_something_is_counted() -> None:
    rows = table(port=np.array(["N", "S", "", "E"], dtype=object)[np.arange(len(table()["trade"])) % 4])
    rows["x1"][:3] = np.nan
    rows["trade"][5] = np.nan
    general = asked(rows, absorb="exporter^port, importer, year")
    empty = np.count_nonzero(rows["port"][3:] == "")
    assert general.dropped["x1 is missing"] == 3
    assert general.dropped["port is missing"] == empty
    assert general.dropped["trade is missing, or of weight zero"] == 1


# What is refused


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fereg", None)
    with pytest.raises(NoGeneralPeer, match=r"fereg.*not installed: pip install 'sverka\[general\]'"):
        asked(table())


def test_what_stops_the_program_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise RuntimeError("the weights overflow.")

    monkeypatch.setattr("fereg.fepois", stop)
    with pytest.raises(PeerStopped, match=r"fereg, .* stopped: the weights overflow\. Take fewer effects"):
        asked(table())


@pytest.mark.parametrize("text", ["", "exporter^", "exporter,,importer", "^"])
def test_effects_that_name_no_column_are_shown(text: str) -> None:
    with pytest.raises(UnreadableColumns, match=r"names no effects or clusters\. Join the columns"):
        read_columns(text)


@pytest.mark.parametrize(
    "told",
    [
        {"formula": "trade ~ port"},
        {"absorb": "exporter^port"},
        {"cluster": "port"},
        {"weights": "port"},
    ],
)
def test_a_column_that_is_not_there_is_named_with_those_that_are(told: dict[str, Any]) -> None:
    with pytest.raises(NoSuchColumn, match="no column “port”; it has exporter, importer, year, trade, x1"):
        asked(table(), **told)


@pytest.mark.parametrize("term", ["lead(x1, 2)", "x1:lag(x1, 1)", "year", "remoteness(x1, exporter)"])
def test_a_term_along_years_or_countries_is_refused(term: str) -> None:
    with pytest.raises(NotOfARow, match=r"looks along the years or countries of a panel.*absorb it"):
        asked(table(), f"trade ~ {term}")


def test_what_cannot_be_estimated_is_named() -> None:
    rows = table()
    rows["same"] = np.unique(rows["exporter"], return_inverse=True)[1].astype(float)
    with pytest.raises(NoCoefficient, match="same: the effects, or regressors before it, tell it"):
        asked(rows, "trade ~ same")
    with pytest.raises(NoLogarithm, match=r"log\(same\) has no finite value in .* first row 1:"):
        asked(rows, "trade ~ log(same)")
    with pytest.raises(NegativeTrade, match="negative in 1 rows, first row 3"):
        asked(table(trade=np.where(np.arange(len(rows["trade"])) == 2, -1.0, rows["trade"])))
    with pytest.raises(NotNumbers, match="“x1” is no finite number in 1 rows, first row 3"):
        asked(table(x1=np.where(np.arange(len(rows["x1"])) == 2, np.inf, rows["x1"])))
    with pytest.raises(BelowZeroWeight, match="“x1” is negative"):
        asked(rows, "trade ~ x2", weights="x1")
    with pytest.raises(NothingLeft, match="No observation is left"):
        asked(rows, absorb="exporter^importer^year")
    with pytest.raises(NothingLeft, match="x1 is missing"):
        asked(table(x1=np.full(len(rows["x1"]), np.nan)))
