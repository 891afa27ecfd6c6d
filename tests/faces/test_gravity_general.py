"""`sverka gravity estimate --absorb`: effects of any columns of a file."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.faces.conftest import Run
from tests.models.gravity.made_up import made_up_rows

from sverka.ledger.table_file import write_table

pytest.importorskip("fereg")

FORMULA = "trade ~ x1 + x2"
ABSORB = "exporter^year^sector, importer^year^sector, exporter^importer^sector"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    one, other = (made_up_rows(seed, 6, 4) for seed in (5, 6))
    rows = {name: np.concatenate([one[name], other[name]]) for name in one}
    rows["sector"] = np.repeat(["food", "cars"], [len(one["trade"]), len(other["trade"])])
    rows["flow"] = rows.pop("trade")
    write_table(tmp_path / "panel.csv", rows)
    return tmp_path / "panel.csv"


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_table_says_who_estimated_and_from_what(run: Run, table: Path) -> None:
    given = (
        "gravity",
        "estimate",
        table,
        "--formula",
        FORMULA,
        "--absorb",
        ABSORB,
        "--columns",
        "trade=flow",
    )
    ran = run(*given)
    assert (ran.code, ran.err) == (0, "")
    data = run(*given, "--json")
    told = json.loads(data.out)[0]
    x1 = told["coefficients"][0]
    for part in (
        f"PPML: {FORMULA}",
        "Regressor Coefficient Std. error z p 95% interval",
        f"x1 {x1['estimate']:.5f} {x1['standard_error']:.5f}",
        f"{told['sample']['observations']} observations, {told['sample']['zeros']} of them zero;",
        f"of them zero; {told['sample']['levels']['exporter^year^sector']} exporter^year^sector;",
        "effects: one of each exporter^year^sector, importer^year^sector, exporter^importer^sector",
        "estimated by fereg, a general program, not by Sverka's own estimator",
        "errors clustered by exporter^importer; variances times G/(G-1)",
        "arrived in",
    ):
        assert part in words(ran.out)


@pytest.mark.parametrize(
    ("cluster", "told"),
    [
        ("none", "robust to heteroskedasticity"),
        ("exporter^sector, importer", "clustered by exporter^sector, importer"),
        ("exporter-importer", "clustered by exporter, importer"),
    ],
)
def test_errors_are_clustered_by_any_columns(run: Run, table: Path, cluster: str, told: str) -> None:
    given = ("--formula", FORMULA, "--absorb", ABSORB, "--columns", "trade=flow", "--cluster", cluster)
    ran = run("gravity", "estimate", table, *given)
    assert ran.code == 0
    assert told in words(ran.out)


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (("--absorb", "exporter^port"), 1, "no column “port”; it has exporter"),
        (("--absorb", "exporter^"), 2, "“exporter^” names no effects"),
        (("--absorb", "exporter", "--cluster", "port"), 1, "no column “port”"),
        (("--absorb", "exporter", "--effects", "none"), 2, "--absorb does not go with --effects"),
        (("--absorb", "exporter", "--bias-corrected"), 2, "--absorb does not go with --bias-corrected"),
        (("--absorb", "exporter", "--cluster", "undirected-pair"), 2, "name a column that both"),
        (("--absorb", "exporter", "--formula", "trade ~ lag(x1, 1)"), 1, "looks along the years"),
        (("--cluster", "sector"), 2, "--cluster is one of pair, directed-pair"),
    ],
)
def test_refusals(run: Run, table: Path, given: tuple[str, ...], code: int, told: str) -> None:
    ran = run("gravity", "estimate", table, "--formula", FORMULA, "--columns", "trade=flow", *given)
    assert ran.code == code
    assert told in words(ran.err)


def test_a_fit_that_has_not_arrived_is_no_result(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sverka.models.gravity.general._STEPS", 1)
    given = ("--formula", FORMULA, "--absorb", ABSORB, "--columns", "trade=flow")
    ran = run("gravity", "estimate", table, *given)
    assert ran.code == 1
    assert "NOT ARRIVED after 1 steps" in words(ran.out)
    assert "fereg stopped after 1 steps: do not use these numbers" in words(ran.err)


def test_a_book_has_no_such_columns(run: Run) -> None:
    ran = run("gravity", "estimate", "--formula", FORMULA, "--absorb", "exporter")
    assert ran.code == 2
    assert "--absorb goes with a file" in ran.err


def test_ports_have_no_pairs_to_cluster_by(run: Run, tmp_path: Path) -> None:
    write_table(tmp_path / "ports.csv", {"port": np.array(["N", "S"]), "trade": np.ones(2), "x1": np.ones(2)})
    ran = run("gravity", "estimate", tmp_path / "ports.csv", "--formula", "trade ~ x1", "--absorb", "port")
    assert ran.code == 1
    assert (
        "clustered by exporter^importer (--cluster pair), and the table has no column “exporter”" in ran.err
    )
    assert "it has port, trade, x1. Name columns it has, as in --cluster port" in words(ran.err)


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("gravity", "estimate", tmp_path / "none.csv", "--formula", FORMULA, "--absorb", "exporter")
    assert ran.code == 1
    assert "There is no file" in ran.err


def test_without_the_extra(run: Run, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fereg", None)
    given = ("--formula", FORMULA, "--absorb", ABSORB, "--columns", "trade=flow")
    ran = run("gravity", "estimate", table, *given)
    assert ran.code == 2
    assert "pip install 'sverka[general]'" in ran.err
