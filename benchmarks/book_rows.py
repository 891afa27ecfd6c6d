"""Make a large book of product flows with the shape of the world's trade, the same one every time.

226 countries, 4,992 HS6 codes in 1,248 headings, 2004-2023. Large traders trade with everybody in nearly
every product, small ones with few in little; values are log-normal around a level of pair and product.
The exporter declares nine flows in ten FOB, the importer nine in ten CIF, each with its own error, so about
four flows in five are declared twice. No figure in it is anybody's.
"""

from datetime import date
from pathlib import Path

import duckdb

from sverka.sources.card import Card
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.table import Cell, Layout, Table

YEARS = range(2004, 2024)
COUNTRIES, PRODUCTS = 226, 4_992
PAIR = ("BLR", "KAZ")
REVISION = "HS2002"
CARD = Card(
    id="made_up",
    title="Made-up trade of the world",
    publisher="Nobody",
    licence="MIT",
    address="https://example.org/",
    cadence="yearly",
    valuation="exports FOB, imports CIF",
    usual_revision=0.02,
    accessed=date(2026, 11, 23),
)
DECLARED = {"exporter": 0.90, "importer": 0.91}
_RANKS = {61: "BLR", 52: "KAZ"}  # where the two stand among the world's traders, about
_DENSITY = 0.75  # how fast the number of products falls with the ranks of the two

_CHANCE = "(hash({seed}, e, i, p, {year}) % 1000003) / 1000003.0"
_EVEN = "(hash(n, {}) % 9973) / 9973.0"
_NORMAL = "sqrt(-2 * ln({one} + 1e-7)) * cos(2 * pi() * {other})"


def write_year(connection: duckdb.DuckDBPyConnection, year: int, path: Path) -> None:
    """Write the declarations of a year, in the order of the book."""
    connection.execute(
        f"COPY (SELECT * FROM ({flows_of(year)}) "
        "ORDER BY exporter, importer, product, reporter) "
        f"TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )


def prepare(connection: duckdb.DuckDBPyConnection, rows: int) -> None:
    """Make the tables of traders, of products and of pairs with the number of products each trades.

    `rows` is how many declarations a middle year shall have.
    """
    letters = [f"{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}X" for n in range(COUNTRIES)]
    codes = [(rank, _RANKS.get(rank, letters[rank - 1])) for rank in range(1, COUNTRIES + 1)]
    connection.execute("CREATE TEMP TABLE trader (rank INTEGER, code VARCHAR)")
    connection.executemany("INSERT INTO trader VALUES (?, ?)", codes)
    connection.execute(
        "CREATE TEMP TABLE product AS SELECT n::INTEGER AS p, "
        "printf('%02d%02d%02d', 1 + n // 52, 1 + n % 52 // 4, 10 + 20 * (n % 4)) AS code, "
        f"2.2 * ({_NORMAL.format(one=_EVEN.format(1), other=_EVEN.format(2))}) AS level "
        f"FROM range({PRODUCTS}) t(n)"
    )
    flows = rows / sum(DECLARED.values())
    connection.execute(
        "CREATE TEMP TABLE trading AS SELECT exporter.rank AS e, importer.rank AS i, "
        "exporter.code AS exporter, importer.code AS importer, "
        f"{_scale(connection, flows)} * (e * i) ** -{_DENSITY} AS products, "
        "13.5 - 0.55 * ln(e * i) AS level, [1, 5, 7, 11, 17, 19, 23, 25]"
        "[(1 + hash(e, i) % 8)::BIGINT] AS step "
        "FROM trader AS exporter, trader AS importer WHERE exporter.rank <> importer.rank"
    )


def flows_of(year: int) -> str:
    """Write the query for the declarations of a year."""

    def chance(seed: int) -> str:
        return _CHANCE.format(seed=seed, year=year)

    def normal(seed: int) -> str:
        return _NORMAL.format(one=chance(seed), other=chance(seed + 1))

    growth = 1 + 0.03 * (year - YEARS[len(YEARS) // 2])
    counted = f"floor(least({PRODUCTS}, products * {growth}) + (hash(i, e) % 1000) / 1000.0)::BIGINT"
    true = f"""
        SELECT e, i, p, exporter, importer, product.code AS product,
               exp(trading.level + product.level + 1.1 * ({normal(1)})) * {growth} AS value
        FROM (SELECT *, unnest(range({counted})) AS place FROM trading)
             AS trading
        JOIN product ON p = (hash(e, i) + place * step) % {PRODUCTS}
    """
    fob = f"value * exp(0.15 * ({normal(3)}))"
    cif = f"value * (1.03 + 0.07 * {chance(5)}) * exp(0.15 * ({normal(6)}))"
    sides = " UNION ALL ".join(
        f"SELECT exporter, importer, {side} AS reporter, product, '{valuation}' AS valuation, "
        f"greatest(1, ({figure})::BIGINT) AS value, (value / (500 + p % 7000))::BIGINT AS quantity "
        f"FROM flow WHERE {chance(seed)} < {DECLARED[side]}"
        for side, valuation, figure, seed in (("exporter", "FOB", fob, 8), ("importer", "CIF", cif, 9))
    )
    return f"""
        WITH flow AS MATERIALIZED ({true}), declared AS ({sides})
        SELECT exporter, importer, reporter, product, '{year}' AS period, valuation, value, quantity
        FROM declared
    """


def _scale(connection: duckdb.DuckDBPyConnection, flows: float) -> float:
    """Find the factor with which the pairs trade `flows` products together, by halving."""
    low, high = 0.0, 1e9
    for _ in range(60):
        middle = (low + high) / 2
        ((found,),) = connection.execute(
            f"SELECT sum(least({PRODUCTS}, {middle} * (one.rank * other.rank) ** -{_DENSITY})) "
            "FROM trader AS one, trader AS other WHERE one.rank <> other.rank"
        ).fetchall()
        low, high = (middle, high) if found < flows else (low, middle)
    return low


def write_files(folder: Path, rows: int, memory: str) -> list[Path]:
    """Write the files that are not there yet, one a year, and return all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{year}.parquet" for year in YEARS]
    if all(path.exists() for path in paths):
        return paths
    spill = str(folder / "spill")
    with duckdb.connect(config={"memory_limit": memory, "temp_directory": spill}) as connection:
        prepare(connection, rows // len(YEARS))
        for year, path in zip(YEARS, paths, strict=True):
            if not path.exists():
                draft = path.with_suffix(".draft")
                write_year(connection, year, draft)
                draft.rename(path)
    return paths


def as_batch() -> Batch:
    """Describe a file of a year for a post: what varies as it stands, the rest the same in all rows."""
    import narwhals as nw

    text = dict.fromkeys(("exporter", "importer", "reporter", "product", "period", "valuation"), Cell.TEXT)
    columns = {**text, "value": Cell.WHOLE, "quantity": Cell.WHOLE}
    book = {name: nw.col(name) for name in columns}
    book |= {"value_usd": nw.col("value"), "revision": nw.lit(REVISION), "quantity_unit": nw.lit("kg")}
    table = Table(layout=Layout.PARQUET, columns=columns, book=book)
    return Batch(source=CARD.id, tables=(table,))
