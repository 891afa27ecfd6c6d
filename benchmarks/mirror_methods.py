"""Compare methods of mirror reconciliation: on simulated worlds, on Comtrade 2015, on BLR-KAZ 1992-2020.

    python benchmarks/mirror_methods.py [FOLDER]

FOLDER holds comtrade_totals_2015, imf_dots_annual, cepii_geodist and sdmx_csv_fixtures; by default it is
../shared/data beside the checkout. The figures in docs/explanation/mirror.md come from here.
"""

import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
import numpy as np

from sverka.models.mirror.baci import Estimates, estimate
from sverka.models.mirror.compare import compare
from sverka.models.mirror.declared import Declared, Indices, Numbers
from sverka.models.mirror.gap import split_gap
from sverka.models.mirror.growth_lab import cost_rate, growth_lab
from sverka.models.mirror.panel import Link, rows_of
from sverka.models.mirror.reconciled import reconcile
from sverka.sources.countries import by_old_code

DATA = Path(__file__).parents[2] / "shared" / "data"
_SIZES = (0, 1e6, 1e7, 1e8, 1e9, 1e15)
_PAIRS = (
    ("BLR", "KAZ"),
    ("KAZ", "BLR"),
    ("RUS", "KAZ"),
    ("DEU", "FRA"),
    ("CHN", "USA"),
    ("CHN", "HKG"),
    ("BRA", "ARG"),
)
_COLUMNS = ("exporter", "importer", "year", "export_fob", "import_cif")
_ROWS = """
    SELECT coalesce(x.i, m.i), coalesce(x.j, m.j), coalesce(x.year, m.year), x.v, m.v
    FROM (SELECT * FROM sides WHERE export) x FULL JOIN (SELECT * FROM sides WHERE NOT export) m
      ON x.i = m.i AND x.j = m.j AND x.year = m.year
"""


def comtrade_2015(data: Path = DATA) -> Declared:
    """Read the totals of 2015 that every reporter of UN Comtrade declares of every partner."""
    file = data / "comtrade_totals_2015" / "comtrade_total_2015_legacy_columns.csv"
    sides = f"""
        CREATE TABLE sides AS SELECT * FROM (
            SELECT "Trade Flow" = 'Export' AS export, if(export, r, p) AS i, if(export, p, r) AS j,
                   2015 AS year, v
            FROM (SELECT "Trade Flow", "Reporter ISO" AS r, "Partner ISO" AS p, "Trade Value (US$)" AS v
                  FROM read_csv('{file}')))
        WHERE i IS NOT NULL AND j IS NOT NULL AND i <> j AND 'WLD' NOT IN (i, j)
    """
    return _panel(sides, data)


def dots(first: int, last: int, data: Path = DATA) -> Declared:
    """Read the IMF's Direction of Trade Statistics of every pair, without the IMF's own estimates."""
    file = data / "imf_dots_annual" / "dots_annual_1960_2020.parquet"
    sides = f"""
        CREATE TABLE sides AS SELECT * FROM (
            SELECT flow = 'X_FOB' AS export, if(export, reporter_iso3, partner_iso3) AS i,
                   if(export, partner_iso3, reporter_iso3) AS j, year, round(1e6 * value_musd) AS v
            FROM '{file}' WHERE NOT imf_estimate AND value_musd >= 0 AND year BETWEEN {first} AND {last})
        WHERE i <> j AND 'WLD' NOT IN (i, j)
    """
    return _panel(sides, data)


def oecd_margins(year: int, data: Path = DATA) -> dict[tuple[str, str], float]:
    """Read OECD's CIF/FOB margins over FOB by exporter and importer; they are published over CIF."""
    sql = f"""
        SELECT COUNTERPART_AREA, REF_AREA, OBS_VALUE
        FROM read_csv('{data}/sdmx_csv_fixtures/OECD*.csv') WHERE TIME_PERIOD = {year}
    """
    rows = duckdb.connect().execute(sql).fetchall()
    return {(exporter, importer): value / (100 - value) for exporter, importer, value in rows}


def place_of(panel: Declared, pairs: Iterable[tuple[str, str]], year: int) -> Indices:
    """Find the flows of pairs in a year."""
    names = {code: number for number, code in enumerate(panel.countries)}
    found = []
    for one, other in pairs:
        if one in names and other in names:
            chosen = (panel.exporter == names[one]) & (panel.importer == names[other]) & (panel.year == year)
            found.extend(np.flatnonzero(chosen).tolist())
    return np.array(found, np.int64)


def _panel(sides: str, data: Path) -> Declared:
    connection = duckdb.connect()
    connection.execute(sides)
    return rows_of(connection.execute(_ROWS).fetchall(), "TOTAL", _links(connection, data), _COLUMNS).panel


def _links(connection: Any, data: Path) -> list[Link]:  # noqa: ANN401 - DuckDB's connection
    """Read GeoDist, its old codes turned into present ones."""
    dist, geo = data / "cepii_geodist" / "dist_cepii.csv", data / "cepii_geodist" / "geo_cepii.csv"
    pairs = f"SELECT iso_o, iso_d, distw, dist, contig FROM read_csv('{dist}', nullstr = '.')"
    places = f"SELECT iso3, max(landlocked) FROM read_csv('{geo}') GROUP BY 1"
    coasts = connection.execute(places).fetchall()
    links = [Link("landlocked", by_old_code(one) or one, "", value) for one, value in coasts]
    for one, other, weighted, main, border in connection.execute(pairs).fetchall():
        ends = (by_old_code(one) or one, by_old_code(other) or other)
        links.append(Link("contiguity", *ends, border))
        links.append(Link("distance", *ends, weighted if weighted is not None else main))
    return links


def _simulated() -> None:
    """Print each method's error in worlds whose truth is known: root mean square of ln(value / truth)."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.models.mirror.world import Plan, make_world

    print("\nSimulated worlds, 40 countries: root mean square error of ln(value/truth), both sides declared")
    print(" noise  pairs  exporter  importer      mean      baci growth-lab")
    for noise, pairs in ((0.05, 0.0), (0.2, 0.0), (0.6, 0.0), (0.2, 0.5)):
        errors = np.zeros((10, 5))
        for seed in range(10):
            world = make_world(seed, Plan(noise=noise, pairs=pairs))
            panel, truth = world.panel, np.log(world.true_fob)
            made = reconcile(panel, estimate(panel))
            x, m = np.log(panel.export_fob), np.log(made.import_fob)
            values = (x, m, (x + m) / 2, np.log(made.value), np.log(growth_lab(panel).value))
            errors[seed] = [np.sqrt(np.nanmean((value - truth) ** 2)) for value in values]
        cells = " ".join(f"{error:9.3f}" for error in errors.mean(axis=0))
        print(f"{noise:6} {pairs:6} {cells}")


def _world_2015(data: Path) -> None:
    panel = comtrade_2015(data)
    found = _timed("Comtrade 2015", panel)
    _margin(found)
    _by_size(panel, found)
    _beside_oecd(panel, found, oecd_margins(2015, data))
    print("\nWhat each method returns for the same input, USD mn")
    for one in compare(panel, place_of(panel, _PAIRS, 2015)):
        stated = one.low is not None and one.high is not None
        interval = f"({_mn(one.low)} … {_mn(one.high)})" if stated else ""
        weight = "" if one.exporter_weight is None else f"{one.exporter_weight:.2f}"
        sides = " ".join(f"{_mn(value):>10}" for value in (one.export_fob, one.import_cif, one.value))
        print(f"{one.exporter}>{one.importer} {one.method:10} {sides} {interval:26} {weight:5} {one.rule}")


def _timed(name: str, panel: Declared) -> Estimates:
    start = perf_counter()
    found = estimate(panel)
    took = f"estimates in {perf_counter() - start:.1f} s"
    print(f"\n{name}: {len(panel.year):,} flows, {panel.mirrored.sum():,} declared twice; {took}")
    return found


def _mn(value: float | None) -> str:
    return "-" if value is None or np.isnan(value) else f"{round(value / 1e6, 1) + 0.0:,.1f}"


def _margin(found: Estimates) -> None:
    assert found.margin is not None  # noqa: S101 - real data are enough for both
    assert found.reliability is not None  # noqa: S101
    errors = np.sqrt(np.diag(found.margin.covariance))
    for term, value, error in zip(found.margin.terms, found.margin.coefficients, errors, strict=True):
        if not term.startswith("year"):
            print(f"  {term:22} {value:+.4f} ± {error:.4f}")
    margin, scale = found.margin, found.reliability
    print(f"  margin from {margin.kept:,} of {margin.observations:,} flows, {margin.pairs:,} pairs")
    print(f"  standard deviation of errors: exp({scale.slope:+.3f} ln size); reach {scale.gap_reach}")
    print(f"  pairs: width {scale.pair_scale.width:.2f}, likeness of years {scale.pair_scale.likeness:.2f}")


def _by_size(panel: Declared, found: Estimates) -> None:
    """Print how large the gaps are, and how often the stated reach holds them, by size of flow."""
    gap = split_gap(panel, found)
    size, known = np.exp(panel.log_size), ~np.isnan(gap.log_rest)
    print("  size, USD            flows  median gap  spread  within 95 %")
    for low, high in pairwise(_SIZES):
        rows = known & (size >= low) & (size < high)
        logs, middle = gap.log[rows], np.median(gap.log[rows])
        inside = np.abs(logs - gap.log_freight[rows]) <= gap.log_quality_reach[rows]
        spread = 1.4826 * np.median(np.abs(logs - middle))
        print(
            f"  {low:8.0e} - {high:8.0e} {rows.sum():6,} {middle:+11.3f} {spread:7.2f} {inside.mean():12.3f}"
        )


def _beside_oecd(panel: Declared, found: Estimates, published: dict[tuple[str, str], float]) -> None:
    """Print estimated margins beside OECD's, which rest on freight and insurance data."""
    assert found.margin is not None  # noqa: S101
    theirs: Numbers = cost_rate(panel).tau
    print("  margins over FOB      pairs   OECD     baci     growth-lab  |baci-OECD|")
    for importer in ("CHN", "DEU", "USA"):
        pairs = [pair for pair in published if pair[1] == importer]
        rows = [(pair, place_of(panel, [pair], 2015)) for pair in pairs]
        known = [(pair, row[0]) for pair, row in rows if len(row) and not np.isnan(found.margin.log[row[0]])]
        oecd = np.array([published[pair] for pair, _ in known])
        places = np.array([row for _, row in known])
        baci = found.margin.tau[places]
        medians = [np.median(values) for values in (oecd, baci, theirs[places])]
        cells = " ".join(f"{100 * value:6.1f} %" for value in medians)
        off = f"{100 * np.abs(baci - oecd).mean():8.1f} points"
        print(f"  imports of {importer}, median {len(known):5} {cells} {off}")


def _pair_in_time(data: Path) -> None:
    panel = dots(1992, 2020, data)
    found = _timed("DOTS 1992-2020", panel)
    _margin(found)
    print("\nUSD mn: FOB, CIF, gap = freight ± se + ordinary ± 95 % + rest (95 %);")
    print("reconciled (95 %), the exporter's weight; Growth Lab's value")
    years = (1995, 2000, 2005, 2009, 2010, 2011, 2015, 2018, 2020)
    theirs = growth_lab(panel)
    for pair in (("BLR", "KAZ"), ("KAZ", "BLR")):
        for year in years:
            rows = place_of(panel, [pair], year)
            line = _line(panel.pick(rows), found.pick(rows))
            print(f"{pair[0]}>{pair[1]} {year} {line} {_mn(theirs.value[rows][0]):>7}")


def _line(flow: Declared, found: Estimates) -> str:
    gap, made = split_gap(flow, found), reconcile(flow, found)
    sides = " ".join(f"{_mn(values[0]):>7}" for values in (flow.export_fob, flow.import_cif, gap.value))
    freight = f"{_mn(gap.freight[0]):>5} ± {_mn(gap.freight_error[0]):>4}"
    ordinary = f"{_mn(gap.quality[0]):>7} ± {_mn(gap.quality_reach[0]):>6}"
    rest = f"{_mn(gap.rest[0]):>7} ({_mn(gap.rest_low[0])} … {_mn(gap.rest_high[0])})"
    value = f"{_mn(made.value[0]):>6} ({_mn(made.low[0])} … {_mn(made.high[0])})"
    return f"{sides} {freight} {ordinary} {rest:>26} {value:>24} {made.exporter_weight[0]:.2f}"


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    _simulated()
    _world_2015(data)
    _pair_in_time(data)


if __name__ == "__main__":
    main()
