"""`sverka gravity estimate` on made-up panels: the table, the options, and what cannot be estimated."""

import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.faces.conftest import Run
from tests.models.gravity.dense import panel
from tests.models.gravity.fictional_book import gravity_book

from sverka.ledger.spark import SparkFailed
from sverka.ledger.table_file import write_table
from sverka.models.gravity import estimate as module
from sverka.models.gravity.estimate import estimate
from sverka.models.gravity.formula import read_formula
from sverka.models.gravity.result import GravityResult
from sverka.models.gravity.sectors import Outcome
from sverka.models.gravity.spec import GravitySpec

FORMULA = "trade ~ agreement + tariff"


def rows(**columns: Any) -> dict[str, Any]:  # noqa: ANN401  any column
    """Write seven countries over four years out as columns."""
    of = panel(7, 4, seed=1)
    i, t, j = np.nonzero(of.weight)
    names = np.array(of.exporters)
    plain: dict[str, Any] = {
        "exporter": names[i],
        "importer": names[j],
        "year": np.array(of.years)[t],
        "trade": of.trade[i, t, j],
        **{name: of.regressors[k][i, t, j] for k, name in enumerate(of.names)},
    }
    return plain | columns


@pytest.fixture
def table(tmp_path: Path) -> Path:
    write_table(tmp_path / "panel.parquet", rows())
    return tmp_path / "panel.parquet"


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_table_is_what_a_referee_looks_for(run: Run, table: Path) -> None:
    ran = run("gravity", "estimate", table, "--formula", FORMULA)
    assert (ran.code, ran.err) == (0, "")
    result = estimate(GravitySpec(formula=read_formula(FORMULA)), panel(7, 4, seed=1))
    one = result.named("agreement")
    for part in (
        f"PPML: {FORMULA}",
        "Regressor Coefficient Std. error z p 95% interval",
        f"agreement {one.estimate:.5f} {one.standard_error:.5f} {one.z:.2f} {one.p:.3f} {one.low:.5f} … ",
        f"{result.count:,} observations",
        "7 exporters, 7 importers,",
        "4 years (2000–2003)",
        "effects: one of each exporter and year, of each importer and year, of each pair and direction",
        "errors clustered by pair, each direction by itself; variances times G/(G-1)",
        "arrived in",
    ):
        assert part in words(ran.out), part


def test_options_make_the_specification_and_the_data_say_so(run: Run, table: Path) -> None:
    ran = run(
        *("gravity", "estimate", table, "--formula", "log(trade) ~ agreement", "--effects", "two-way"),
        *(
            "--cluster",
            "exporter-importer",
            "--small",
            "fixest",
            "--years",
            "2000,2002-2003",
            "--no-domestic",
        ),
        *("--level", "0.9", "--json"),
    )
    (told,) = json.loads(ran.out)
    assert ran.code == 0
    assert told["estimator"] == "OLS in logarithms"
    assert told["sample"]["years"] == [2000, 2002, 2003]
    assert "zero trade, which has no logarithm" in told["dropped"]
    assert told["dropped"]["domestic trade, which the model leaves out"] == 21
    assert "effects: one of each exporter and year, of each importer and year" in told["conventions"]
    assert any(
        "clustered by exporter and importer" in one and "R's fixest" in one for one in told["conventions"]
    )
    assert "z, p and the 90% interval of the normal distribution" in told["conventions"]
    assert told["coefficients"][0]["bias"] is None
    assert told["convergence"]["arrived"]
    assert told["seconds"] >= 0


def test_a_bias_correction_shows_what_it_took_off(run: Run, table: Path) -> None:
    ran = run("gravity", "estimate", table, "--formula", "trade ~ agreement", "--bias-corrected")
    assert ran.code == 0
    assert "Bias taken off" in ran.out
    assert "Weidner and Zylkin 2021" in words(ran.out)


def test_columns_may_have_other_names_and_weights_count(run: Run, tmp_path: Path) -> None:
    told = rows(weight=np.linspace(0.5, 2, 196))
    told |= {"flow": told.pop("trade"), "t": told.pop("year")}
    write_table(tmp_path / "mine.csv", told)
    ran = run(
        *("gravity", "estimate", "mine.csv", "--formula", FORMULA, "--columns", "trade=flow,year=t"),
        *("--weights", "weight", "--json"),
    )
    assert ran.code == 0
    assert json.loads(ran.out)[0]["sample"]["observations"] > 150
    ran = run("gravity", "estimate", "mine.csv", "--formula", FORMULA, "--columns", "flow=trade")
    assert ran.code == 2
    assert "“flow=trade” renames nothing" in ran.err


def test_a_regressor_that_the_effects_tell_is_named_or_stops(run: Run, tmp_path: Path) -> None:
    write_table(tmp_path / "panel.csv", rows(coast=np.arange(196) // 28 * 1.0))
    ran = run("gravity", "estimate", "panel.csv", "--formula", "trade ~ tariff + coast")
    assert ran.code == 0
    assert "coast left out" in words(ran.out)
    assert "regressor left out, coast: the effects tell it already" in words(ran.out)
    ran = run("gravity", "estimate", "panel.csv", "--formula", "trade ~ tariff + coast", "--strict")
    assert ran.code == 1
    assert "coast" in ran.err
    ran = run("gravity", "estimate", "panel.csv", "--formula", "trade ~ coast")
    assert ran.code == 1
    assert "No regressor has a coefficient of its own (coast: the effects tell it already)" in ran.err


def test_pairs_observed_once_and_exporters_without_trade_are_named_and_counted(
    run: Run, tmp_path: Path
) -> None:
    told = rows()
    told["trade"] = np.where(told["exporter"] == "C03", 0.0, told["trade"])
    once = (told["exporter"] != "C01") | (told["importer"] != "C02") | (told["year"] == 2001)
    write_table(tmp_path / "panel.csv", {name: values[once] for name, values in told.items()})
    ran = run("gravity", "estimate", "panel.csv", "--formula", FORMULA)
    assert ran.code == 0
    out = words(ran.out)
    assert "rows left out, alone in an effect: 1" in out
    assert "1 observations are alone in an effect: pair C01>C02." in out
    assert "rows left out, separated: an effect without any trade: " in out
    assert "exporter C03 2000, exporter C03 2001" in out


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"trade": -1.0}, "Trade is negative in 1 rows, first C00>C00 2000"),
        ({"trade": np.inf}, "“trade” is no finite number in 1 rows, first C00>C00 2000"),
        ({"tariff": np.inf}, "“tariff” is no finite number in 1 rows, first C00>C00 2000"),
        ({"year": 2001}, "1 rows repeat an exporter, importer and year, first C00>C00 2001"),
    ],
)
def test_rows_that_nothing_can_be_estimated_from_are_named_and_counted(
    run: Run, tmp_path: Path, bad: dict[str, float], message: str
) -> None:
    told = rows()
    for name, value in bad.items():
        told[name] = told[name].copy()
        (row,) = np.flatnonzero(
            (told["exporter"] == "C00") & (told["importer"] == "C00") & (told["year"] == 2000)
        )
        told[name][row] = value
    write_table(tmp_path / "panel.parquet", told)
    ran = run("gravity", "estimate", "panel.parquet", "--formula", FORMULA)
    assert (ran.code, ran.out) == (1, "")
    assert message in ran.err


def test_text_in_trade_and_a_panel_of_one_year_are_refused(run: Run, tmp_path: Path) -> None:
    told = rows()
    written = [str(value) for value in told["trade"]]
    written[5] = "confidential"
    write_table(tmp_path / "text.csv", told | {"trade": np.array(written)})
    ran = run("gravity", "estimate", "text.csv", "--formula", FORMULA)
    assert ran.code == 1
    assert "“trade” is no number in 1 rows, first in row 6: “confidential”" in ran.err
    ran = run("gravity", "estimate", "text.csv", "--formula", "trade ~ agreement", "--years", "2001")
    assert ran.code == 1
    write_table(tmp_path / "panel.csv", told)
    ran = run("gravity", "estimate", "panel.csv", "--formula", FORMULA, "--years", "2001")
    assert ran.code == 1
    assert "The panel has one year only, 2001" in ran.err


def test_formulas_columns_and_files_that_are_not_there(run: Run, table: Path) -> None:
    ran = run("gravity", "estimate", table, "--formula", "trade ~ agreement - 1")
    assert ran.code == 2
    assert "cannot be read" in ran.err
    ran = run("gravity", "estimate", table, "--formula", "trade ~ tarif")
    assert ran.code == 1
    assert "The panel has no “tarif”. It has exporter, importer, year, trade, agreement, tariff" in ran.err
    ran = run("gravity", "estimate", "missing.csv", "--formula", FORMULA)
    assert ran.code == 1
    assert "There is no file missing.csv" in ran.err
    ran = run("gravity", "estimate", table, "--formula", FORMULA, "--weights", "w")
    assert ran.code == 1
    assert "has no column “w”" in ran.err
    for option, value in (
        ("--years", "2001-"),
        ("--years", "2001-2003/x"),
        ("--level", "95"),
        ("--level", "x"),
    ):
        assert run("gravity", "estimate", table, "--formula", FORMULA, option, value).code == 2


def test_what_cannot_be_corrected_is_said_and_the_next_formula_is_estimated(run: Run, table: Path) -> None:
    ran = run(
        *("gravity", "estimate", table, "--bias-corrected"),
        *("--formula", "log(trade) ~ agreement", "--formula", "trade ~ agreement"),
    )
    assert ran.code == 1
    assert "log(trade) ~ agreement: The bias correction is that of PPML" in ran.err
    assert "PPML: trade ~ agreement" in ran.out


def test_interrupting_leaves_what_was_estimated(
    run: Run, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def until_stopped(spec: GravitySpec, of: Any) -> GravityResult:  # noqa: ANN401
        if "tariff" in str(spec.formula):
            raise KeyboardInterrupt
        return estimate(spec, of)

    monkeypatch.setattr(module, "estimate", until_stopped)
    ran = run(
        *("gravity", "estimate", table, "--formula", "trade ~ agreement", "--formula", "trade ~ tariff"),
        *("--json", "done.json"),
    )
    assert ran.code == 130
    assert "interrupted: 1 of 2 formulas estimated" in ran.err
    assert "PPML: trade ~ agreement" in ran.out
    assert len(json.loads((tmp_path / "done.json").read_text("utf-8"))) == 1


def test_without_a_file_the_panel_is_the_books(run: Run, tmp_path: Path) -> None:
    gravity_book(tmp_path / "gravity").close()
    ran = run(
        *("gravity", "estimate", "--formula", "trade ~ rta", "--effects", "none", "--cluster", "none"),
        *("--book", tmp_path / "gravity", "--json"),
    )
    (told,) = json.loads(ran.out)
    assert ran.code == 0
    assert told["dropped"] == {"trade is missing, or of weight zero": 28, "rta is missing": 1}
    assert told["sample"]["observations"] == 7
    assert told["coefficients"][0]["name"] == "constant"
    ran = run("gravity", "estimate", "--formula", "trade ~ rta", "--book", tmp_path / "none")
    assert ran.code == 3


def test_without_the_extra_it_says_what_to_install(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sverka.models.gravity.ppml.find_spec", lambda _: None)
    ran = run("gravity", "estimate", table, "--formula", FORMULA)
    assert ran.code == 2
    assert "Numba, which is not installed: pip install 'sverka[gravity]'" in ran.err


def two_sectors(path: Path) -> Path:
    """Write the panel twice: as “food” and, ten times as large, as “steel”; “tin” has negative trade."""
    one = rows()
    trade = np.concatenate([one["trade"], 10 * one["trade"], -1 - one["trade"]])
    columns = {name: np.tile(values, 3) for name, values in one.items()}
    sector = np.repeat(["steel", "food", "tin"], len(one["trade"]))
    write_table(path, columns | {"trade": trade, "sector": sector})
    return path


def test_sectors_are_estimated_apart_and_one_that_cannot_be_is_named(run: Run, tmp_path: Path) -> None:
    panels = two_sectors(tmp_path / "sectors.parquet")
    ran = run(
        *("gravity", "estimate", panels, "--formula", FORMULA, "--sectors", "sector"),
        *("--keep", tmp_path / "kept", "--json", "out.json"),
    )
    assert ran.code == 1
    assert "tin: NegativeTrade: Trade is negative in 196 rows" in ran.err
    assert "tin not estimated" in words(ran.out)
    food, steel, tin = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (food["sector"], steel["sector"], tin["summary"]) == ("food", "steel", None)
    values = [[one["estimate"] for one in outcome["summary"]["coefficients"]] for outcome in (food, steel)]
    np.testing.assert_allclose(values[0], values[1], rtol=1e-8)
    assert f"food agreement {values[0][0]:.5f}" in words(ran.out)
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_sectors_need_a_file_with_the_column_and_one_formula(run: Run, table: Path) -> None:
    ran = run("gravity", "estimate", "--formula", FORMULA, "--sectors", "sector")
    assert ran.code == 2
    assert "--sectors goes with a file and one formula" in ran.err
    ran = run("gravity", "estimate", table, "--formula", FORMULA, "--sectors", "industry")
    assert ran.code == 1
    assert "has no column “industry”" in ran.err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--keep", "kept"), "--keep goes with --sectors"),
        (("--countries", "BLR,KAZ"), "--countries: for a panel from the book; a file is taken as it is"),
        (("--zeros", "absent", "--engine", "spark"), "--zeros, --engine: for a panel from the book"),
        (("--sectors", "sector", "--diagnostics"), "--diagnostics are of one panel"),
        (("--sectors", "sector", "--declared", "exporter-only"), "--declared: for a panel from the book"),
    ],
)
def test_options_that_would_not_be_heard_are_refused(
    run: Run, table: Path, given: tuple[str, ...], told: str
) -> None:
    ran = run("gravity", "estimate", table, "--formula", FORMULA, *given)
    assert ran.code == 2
    assert told in words(ran.err)


def test_names_of_columns_are_of_a_file(run: Run) -> None:
    ran = run("gravity", "estimate", "--formula", FORMULA, "--columns", "trade=flow")
    assert ran.code == 2
    assert "--columns goes with a file" in words(ran.err)


class Tasks:
    """What Spark does with work: it pickles it, and calls it elsewhere, in another folder."""

    closed = False

    def each(self, work: Callable[[str], Outcome], names: Sequence[str]) -> Iterator[Outcome]:
        for name in names:
            if name == "tin":
                raise SparkFailed("no memory")
            with chdir("/"):
                yield pickle.loads(pickle.dumps(work))(name)  # noqa: S301  its own

    def close(self) -> None:
        self.closed = True


def test_spark_estimates_sectors_as_tasks_and_where_it_fails_what_was_done_is_shown(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Spark itself does the same in tests/models/gravity/test_sectors.py."""
    two_sectors(tmp_path / "sectors.parquet")
    given = ("gravity", "estimate", "sectors.parquet", "--formula", FORMULA, "--sectors", "sector", "--json")
    here = run(*given)
    tasks = Tasks()
    monkeypatch.setattr("sverka.ledger.spark.open_spark", lambda: tasks)
    ran = run(*given, "--engine", "spark", "--keep", "kept")
    assert ran.code == 1
    assert "Apache Spark could not answer: no memory" in ran.err
    assert tasks.closed
    assert coefficients(ran.out) == coefficients(here.out)[:2]
    assert len(list((tmp_path / "kept").iterdir())) == 2


def coefficients(told: str) -> list[Any]:
    return [one["summary"] and one["summary"]["coefficients"] for one in json.loads(told)]


def test_diagnostics_are_added_where_they_are_asked_for(run: Run, table: Path) -> None:
    ran = run("gravity", "estimate", table, "--formula", FORMULA, "--diagnostics", "--json", "out.json")
    assert ran.code == 0
    assert "RESET: p 0." in ran.out
    assert "without the pair, agreement moves by about: " in words(ran.out)
    told = json.loads((table.parent / "out.json").read_text("utf-8"))[0]["diagnostics"]
    assert 0 <= told["reset"]["p"] <= 1
    assert [len(pairs) for pairs in told["moving"].values()] == [3, 3]
