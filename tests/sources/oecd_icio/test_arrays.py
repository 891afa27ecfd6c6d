"""The arrays of sanction-simulator: the world of 2022 against what was derived before, and a small one."""

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import duckdb
import numpy as np
import pytest

from sverka.sources import card_of, read
from sverka.sources.oecd_icio.arrays import MisshapenArrays, UnknownArrays, check_sums, load_benchmark
from sverka.sources.oecd_icio.installed import PackageMissing, installed_snapshot
from sverka.sources.oecd_icio.read import NoTable
from sverka.sources.snapshot import pack_snapshot, take_snapshot
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow, Valuation

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "oecd_icio_2022_sanction_simulator"


@pytest.fixture(scope="module")
def world() -> tuple[list[Flow], list[Fact], list[Finding]]:
    try:
        snapshot = installed_snapshot()
    except PackageMissing:
        pytest.skip("sanction-simulator 0.1.4 is not installed (pip install --no-deps)")
    batch = read("oecd_icio", snapshot)
    return list(batch.flows), list(batch.facts), list(batch.findings)


World = tuple[list[Flow], list[Fact], list[Finding]]


def test_each_flow_is_what_was_derived_from_the_arrays_before(world: World) -> None:
    file = DATA / "icio2022_intermediate_sector_bilateral.parquet"
    if not file.is_file():
        pytest.skip("the table derived from the arrays is not beside this checkout")
    rows = duckdb.read_parquet(str(file)).fetchall()
    dollars = {(f.product.code, f.exporter, f.importer): f.value_usd for f in world[0]}
    assert max(abs(dollars[s, i, j] - millions * 1e6) for s, i, j, millions in rows) < 0.5
    rest = set(dollars) - {(s, i, j) for s, i, j, _ in rows}
    assert max(dollars[key] for key in rest) == 1_000  # that table begins above 1,000 dollars
    assert (len(rows), len(dollars), len(world[0])) == (248_572, 271_801, 271_801)


def test_intermediate_trade_of_belarus_and_kazakhstan(world: World) -> None:
    def sold(exporter: str, importer: str) -> int:
        return sum(f.value_usd for f in world[0] if (f.exporter, f.importer) == (exporter, importer))

    assert (sold("BLR", "KAZ"), sold("KAZ", "BLR")) == (471_751_100, 108_284_400)
    (metals,) = (f for f in world[0] if (f.exporter, f.importer, f.product.code) == ("KAZ", "BLR", "C24B"))
    assert (metals.reporter, metals.valuation, metals.period) == (None, Valuation.BASIC, "2022")
    assert (metals.product.revision, metals.flag) == ("ICIO2025", "estimated")


def test_value_added_is_output_without_inputs(world: World) -> None:
    added = dict.fromkeys(("BLR", "KAZ", "USA"), 0.0)
    for fact in world[1]:
        if fact.name == "value_added" and fact.country in added:
            added[fact.country] += fact.value or 0
    assert [round(added[c] / 1e9, 1) for c in added] == [69.8, 215.9, 25_153.1]


def test_what_industries_use_is_what_is_sold_to_their_country(world: World) -> None:
    used = sum(f.value or 0 for f in world[1] if (f.name, f.country) == ("intermediate_use", "KAZ"))
    bought = sum(f.value_usd for f in world[0] if f.importer == "KAZ")
    assert used == bought


def test_industries_that_do_not_add_up_are_named(world: World) -> None:
    (finding,) = world[2]
    assert finding.message.startswith("The sales of 182 of 4000 industries differ from their output")
    assert finding.evidence[0] == "ISL_G: 1815345 dollars"


def packed(**changes: object) -> bytes:
    """Two countries, two industries: Arland's farms sell 30 to Borland's mills, who make 100 of it."""
    arrays = {
        "A": np.array([[0, 0, 0, 0.6], [0, 0, 0, 0.4], [0, 0, 0, 0], [0, 0, 0, 0]], float),
        "omb": np.array([0, 0, 0, 0.5]),
        "go": np.array([40.0, 30, 10, 100]),
        "z": np.array([10.0, 10, 10, 100]),
        "dbar": np.array([30.0, 20, 0, 0]),
        "countries": np.array(["ARL", "BOR"]),
        "sectors": np.array(["A01", "C10T12"]),
        **changes,
    }
    file = BytesIO()
    np.savez(file, **{name: array for name, array in arrays.items() if array is not None})  # type: ignore[arg-type]
    return file.getvalue()


def test_the_table_is_recovered_from_shares() -> None:
    table = load_benchmark(packed(), "small.npz")
    assert table.inputs[0, 0, 1, 1] == 30_000_000
    assert table.inputs[0, 1, 1, 1] == 20_000_000
    assert table.inputs.sum() == 50_000_000
    assert table.value_added[1].tolist() == [10_000_000, 50_000_000]
    assert [*check_sums(table, "small.npz")] == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"go": None}, "go"), ({"sectors": np.array(["A01"])}, "2 countries times 1 industries")],
)
def test_arrays_that_do_not_fit_are_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(MisshapenArrays, match=rf"arrays of small\.npz cannot be used: .*{why}.*get it again"):
        load_benchmark(packed(**changes), "small.npz")


def test_what_is_no_archive_of_arrays_is_refused() -> None:
    with pytest.raises(MisshapenArrays, match="cannot be used"):
        load_benchmark(b"PK no archive", "small.npz")


def test_arrays_of_an_unknown_year_are_not_guessed() -> None:
    with pytest.raises(UnknownArrays, match=r"SHA-256 [0-9a-f]{64} is not known\. Post the file of"):
        read("oecd_icio", take_snapshot("small.npz", packed()))
    with pytest.raises(UnknownArrays, match="arrays without year or edition"):
        read("oecd_icio", pack_snapshot("a.whl", {"data/bench_cache.npz": packed()}))


def test_a_snapshot_without_a_table_is_refused() -> None:
    with pytest.raises(NoTable, match=r"x\.csv holds no input-output table: .*Give one of these"):
        read("oecd_icio", take_snapshot("x.csv", b"year,value\n"))


@pytest.mark.parametrize("folders", [None, ["/nowhere"]])
def test_a_missing_package_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, folders: list[str] | None
) -> None:
    spec = SimpleNamespace(submodule_search_locations=folders) if folders else None
    monkeypatch.setattr("sverka.sources.oecd_icio.installed.find_spec", lambda _name: spec)
    with pytest.raises(PackageMissing, match=r"--no-deps sanction-simulator==0\.1\.4"):
        installed_snapshot()


def test_the_card_says_that_flows_are_intermediates() -> None:
    assert "intermediate goods and services only" in card_of("oecd_icio").known_gaps[0]
