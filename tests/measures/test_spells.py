"""Yearly totals of all pairs and the spells of growth in them, by hand, in plain Python, and on real data."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.measures.rows import Row, frame_of, said, tables

from sverka.ledger.engine import FrameEngine
from sverka.measures.spells import ENOUGH, Compared, Odds, Scope, choose_odds, count_spells, yearly_totals

DOTS = (
    Path(__file__).parents[2].parent / "shared" / "data" / "imf_dots_annual" / "dots_annual_1960_2020.parquet"
)
Totals = list[tuple[str, str, int, int]]


def totals(
    engine: FrameEngine,
    folder: Path,
    *rows: Row,
    scope: Scope = Scope.TURNOVER,
    **options: Any,  # noqa: ANN401
) -> Totals:
    return sorted(engine.collect(yearly_totals(frame_of(engine, folder, rows), scope, **options)))


def odds(engine: FrameEngine, folder: Path, rows: Iterable[Row], compared: Compared) -> Odds:
    found = engine.cache(yearly_totals(frame_of(engine, folder, list(rows)), Scope.EXPORTS))
    (row,) = engine.collect(count_spells(found, compared))
    return choose_odds(row, compared)


def exports(first: int, *values: int, subject: str = "ARL>BED") -> list[Row]:
    return [
        said(subject, subject[:3], value, period=str(year)) for year, value in enumerate(values, start=first)
    ]


def _code(number: int) -> str:
    return f"A{chr(65 + number // 26)}{chr(65 + number % 26)}"


def test_a_turnover_is_both_directions_of_one_book(engine: FrameEngine, folder: Path) -> None:
    rows = (
        said("ARL>BED", "ARL", 80),
        said("BED>ARL", "ARL", 20),
        said("ARL>BED", "BED", 90),
        said("BED>ARL", "BED", 10),
        said("ARL>CED", "ARL", 7),
        said("ARL>WLD", "ARL", 700),
        said("WLD>ARL", "ARL", 700),
    )
    assert totals(engine, folder, *rows) == [("ARL", "BED", 2017, 100), ("BED", "ARL", 2017, 100)]
    assert totals(engine, folder, *rows, scope=Scope.EXPORTS) == [
        ("ARL", "BED", 2017, 80),
        ("ARL", "CED", 2017, 7),
        ("BED", "ARL", 2017, 10),
    ]
    assert totals(engine, folder, *rows, scope=Scope.IMPORTS) == [
        ("ARL", "BED", 2017, 20),
        ("BED", "ARL", 2017, 90),
    ]


def test_a_reconciled_flow_counts_once(engine: FrameEngine, folder: Path) -> None:
    rows = (said("BED>ARL", "", 15), said("ARL>BED", "", 85), said("ARL>BED", "ARL", 80))
    assert totals(engine, folder, *rows, reconciled=True) == [("ARL", "BED", 2017, 100)]
    for scope, expected in (
        (Scope.EXPORTS, [("ARL", "BED", 2017, 85), ("BED", "ARL", 2017, 15)]),
        (Scope.IMPORTS, [("ARL", "BED", 2017, 15), ("BED", "ARL", 2017, 85)]),
    ):
        assert totals(engine, folder, *rows, scope=scope, reconciled=True) == expected


def test_products_are_added_in_the_newest_revision_and_never_to_a_total(
    engine: FrameEngine, folder: Path
) -> None:
    rows = (
        said("ARL>BED", "ARL", 60, "010121"),
        said("ARL>BED", "ARL", 39, "010129"),
        said("ARL>BED", "ARL", 98, "010121", revision="HS2012"),
        said("ARL>BED", "ARL", 99, "01"),
        said("ARL>BED", "ARL", 100),
    )
    assert totals(engine, folder, *rows, scope=Scope.EXPORTS, digits=6) == [("ARL", "BED", 2017, 99)]
    assert totals(engine, folder, *rows, scope=Scope.EXPORTS) == [("ARL", "BED", 2017, 100)]


def test_of_two_valuations_of_one_flow_one_is_taken(engine: FrameEngine, folder: Path) -> None:
    rows = (
        said("ARL>BED", "BED", 90, valuation="CIF"),
        said("ARL>BED", "BED", 85, valuation="FOB"),
        said("CED>BED", "BED", 7, valuation="FOB"),
    )
    assert totals(engine, folder, *rows, scope=Scope.IMPORTS) == [
        ("BED", "ARL", 2017, 90),
        ("BED", "CED", 2017, 7),
    ]


def test_months_blocs_areas_and_unknown_values_are_left_out(engine: FrameEngine, folder: Path) -> None:
    rows = (
        said("ARL>BED", "ARL", 5, period="2017-05"),
        said("ARL>899", "ARL", 5),
        said("ARL>EU", "ARL", 5),
        said("ARL>CED", "ARL", None),
        said("ARL>BED", "ARL", 0),
    )
    assert totals(engine, folder, *rows, scope=Scope.EXPORTS) == [("ARL", "BED", 2017, 0)]


def test_spells_of_the_size_are_counted_and_so_are_those_that_reached_the_growth(
    engine: FrameEngine, folder: Path
) -> None:
    """120 pairs of size 100 for three years, of which 20 doubled in two; one far larger stays aside."""
    pairs = [f"{_code(number)}>BED" for number in range(120)]
    rows = [row for subject in pairs[:20] for row in exports(2010, 100, 150, 200, subject=subject)]
    rows += [row for subject in pairs[20:] for row in exports(2010, 100, 150, 199, subject=subject)]
    rows += exports(2010, 1000, 1000, 9000, subject="CED>BED")
    found = odds(engine, folder, rows, Compared(level_usd=100, growth_factor=2, years=2))
    assert (found.spells, found.reached, found.series, found.factor) == (120, 20, 120, 3)
    assert found.share == pytest.approx(1 / 6)
    assert found.low_usd == pytest.approx(100 / 3)
    assert found.high_usd == 300
    assert (found.first_year, found.last_year, found.dollars) == (2010, 2012, None)
    assert found.is_enough


def test_the_size_class_widens_until_there_are_a_hundred_spells(engine: FrameEngine, folder: Path) -> None:
    rows = [
        row
        for number in range(ENOUGH)
        for row in exports(2010, 900 if number else 100, 1000, subject=f"{_code(number)}>BED")
    ]
    compared = Compared(level_usd=100, growth_factor=2, years=1)
    found = odds(engine, folder, rows, compared)
    assert (found.factor, found.spells, found.reached, found.high_usd) == (10, ENOUGH, 1, 1000)
    few = odds(engine, folder, rows[:50], compared)
    assert (few.factor, few.spells, few.low_usd, few.is_enough) == (None, 25, None, False)


def test_a_book_shorter_than_the_spell_has_no_share(engine: FrameEngine, folder: Path) -> None:
    for rows in (exports(2010, 1, 2), []):
        found = odds(engine, folder, rows, Compared(level_usd=1, growth_factor=2, years=5))
        assert (found.spells, found.share, found.first_year, found.last_year) == (0, None, None, None)


def test_a_spell_needs_its_two_years_and_not_those_between(engine: FrameEngine, folder: Path) -> None:
    rows = [*exports(2010, 10), *exports(2012, 20), *exports(2015, 0)]
    found = odds(engine, folder, rows, Compared(level_usd=10, growth_factor=2, years=2))
    assert (found.spells, found.reached) == (1, 1)
    nothing = odds(engine, folder, [*exports(2010, 0, 5)], Compared(level_usd=10, growth_factor=2, years=1))
    assert nothing.spells == 0


def test_inflation_is_no_growth_in_constant_dollars(engine: FrameEngine, folder: Path) -> None:
    """From 100 to 200 while prices double; 2012 has no price and is left out."""
    rows = exports(2010, 100, 200, 400)
    compared = Compared(
        level_usd=200, growth_factor=1.01, years=1, dollars=2011, prices={2010: 50.0, 2011: 100.0}
    )
    found = odds(engine, folder, rows, compared)
    assert (found.spells, found.reached, found.dollars) == (1, 0, 2011)


def plain_totals(rows: list[Row], scope: Scope, digits: int | None, *, reconciled: bool) -> Totals:
    flows: dict[tuple[str, str, str, int], dict[tuple[str, bool], list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in rows:
        sides = {row.exporter, row.importer}
        level = row.product == "TOTAL" if digits is None else len(row.product) == digits
        if (
            level
            and row.value_usd is not None
            and len(row.period) == 4
            and "WLD" not in sides
            and len(sides) == 2
        ):
            key = (row.exporter, row.importer, row.reporter, row.year)
            flows[key][row.revision, row.valuation == "CIF"].append(row.value_usd)
    found: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for (exporter, importer, reporter, year), values in flows.items():
        revision = max(name for name, _ in values)
        wants_cif = reporter == importer
        chosen = values.get((revision, wants_cif)) or values[revision, not wants_cif]
        if reconciled:
            first = {Scope.EXPORTS: exporter, Scope.IMPORTS: importer}.get(scope, min(exporter, importer))
        else:
            first = {Scope.EXPORTS: exporter, Scope.IMPORTS: importer}.get(scope, reporter)
        if (reporter == "") if reconciled else (reporter == first):
            found[first, importer if first == exporter else exporter, year].append(sum(chosen))
    return sorted(
        (*key, sum(values))
        for key, values in found.items()
        if scope is not Scope.TURNOVER or len(values) == 2
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=tables,
    scope=st.sampled_from(Scope),
    digits=st.sampled_from((None, 6)),
    reconciled=st.booleans(),
)
def test_totals_are_those_of_plain_python(
    engine: FrameEngine, folder: Path, rows: list[Row], scope: Scope, digits: int | None, *, reconciled: bool
) -> None:
    found = totals(engine, folder, *rows, scope=scope, digits=digits, reconciled=reconciled)
    assert found == plain_totals(rows, scope, digits, reconciled=reconciled)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.integers(0, 50), min_size=2, max_size=12),
    years=st.integers(1, 3),
    factor=st.sampled_from((0.5, 1.0, 2.0)),
)
def test_the_share_falls_as_the_target_rises(
    engine: FrameEngine, folder: Path, values: list[int], years: int, factor: float
) -> None:
    near, far = (
        odds(
            engine,
            folder,
            exports(2000, *values),
            Compared(level_usd=10, growth_factor=factor * more, years=years),
        )
        for more in (1, 1.5)
    )
    expected = [(a, b) for a, b in zip(values, values[years:], strict=False) if a > 0]
    assert near.spells == far.spells == len(expected)
    assert near.reached == sum(b >= factor * a for a, b in expected) >= far.reached


@pytest.mark.skipif(not DOTS.exists(), reason="the shared data folder is not on this machine")
def test_spells_of_the_worlds_pairs_since_1960(engine: FrameEngine, folder: Path) -> None:
    """The Direction of Trade Statistics: counts by an independent self-join of the same file."""
    path = folder / "dots.parquet"
    with duckdb.connect() as other:
        other.execute(
            "CREATE TABLE flow AS SELECT CASE flow WHEN 'X_FOB' THEN reporter_iso3 ELSE partner_iso3 END AS "
            "exporter, CASE flow WHEN 'X_FOB' THEN partner_iso3 ELSE reporter_iso3 END AS importer, "
            "reporter_iso3 AS reporter, 'TOTAL' AS product, '' AS revision, year::VARCHAR AS period, "
            "year::INT AS year, CASE flow WHEN 'X_FOB' THEN 'FOB' ELSE 'CIF' END AS valuation, "
            "round(value_musd * 1e6)::BIGINT AS value_usd FROM read_parquet($1)",
            [str(DOTS)],
        )
        other.execute(f"COPY flow TO '{path}' (FORMAT parquet)")
        ((spells, reached),) = other.execute(
            "WITH total AS (SELECT reporter, replace(exporter || importer, reporter, '') AS partner, year, "
            "sum(value_usd) AS value FROM flow WHERE 'WLD' NOT IN (exporter, importer) AND "
            "exporter <> importer GROUP BY ALL HAVING count(*) = 2) "
            "SELECT count(*), count(*) FILTER (b.value >= 2 * a.value) "
            "FROM total AS a JOIN total AS b ON a.reporter = b.reporter AND a.partner = b.partner "
            "AND b.year = a.year + 5 WHERE a.value BETWEEN 2e8 AND 1.8e9"
        ).fetchall()
    found = engine.cache(yearly_totals(engine.scan([path]), Scope.TURNOVER))
    compared = Compared(level_usd=6e8, growth_factor=2, years=5)
    (row,) = engine.collect(count_spells(found, compared))
    chosen = choose_odds(row, compared)
    assert (chosen.spells, chosen.reached, chosen.factor) == (spells, reached, 3)
    assert chosen.spells > 80_000
    assert chosen.share == pytest.approx(0.22, abs=0.01)
