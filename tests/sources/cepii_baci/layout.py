"""Write the world's flows of 2024 in the layout that CEPII publishes: padded numbers, "NA", numeric codes."""

from pathlib import Path

import duckdb
import pytest

from sverka.sources.countries import numeric_codes

FOLDER = Path(__file__).parents[3].parent / "shared" / "data" / "baci2024_hs6"
WORLD = FOLDER / "world_hs6_2024_220importers.parquet"
COMTRADES_OWN = {"FRA": 251, "USA": 842, "CHE": 757, "NOR": 579, "IND": 699, "S19": 490}


def numeric_code(country: str) -> int:
    """Return the code under which BACI has a country: Comtrade's own where it has one, else the M49 one."""
    m49: dict[str, int] = {}
    for code, letters in numeric_codes().items():
        m49.setdefault(letters, int(code))
    return {**m49, "BEL": 56, "DEU": 276, "SDN": 729, "VNM": 704, "YEM": 887, **COMTRADES_OWN}[country]


def write_baci(target: Path, where: str = "true", *, zeros: bool = True) -> Path:
    """Write the rows that meet `where` as a yearly file; without `zeros`, products are numbers.

    The world's table has no quantities. A product that ends in 0 gets a tonne and a half for each thousand
    dollars, so that some rows have a quantity and others "NA", as in CEPII's files.
    """
    if not WORLD.exists():
        pytest.skip("the flows of 2024 are not beside this checkout")
    with duckdb.connect() as base:
        found = base.sql(f"SELECT exporter FROM '{WORLD}' UNION SELECT importer FROM '{WORLD}'").fetchall()
        base.execute("CREATE TABLE code (letters VARCHAR, number INTEGER)")
        base.executemany("INSERT INTO code VALUES (?, ?)", [(one, numeric_code(one)) for (one,) in found])
        quantity = "if(hs6 LIKE '%0', printf('%13.3f', value_usd / 1000 * 1.5), '           NA')"
        base.execute(
            f"COPY (SELECT year AS t, ex.number AS i, im.number AS j, "
            f"{'hs6' if zeros else 'hs6::INTEGER'} AS k, printf('%13.3f', value_usd / 1000) AS v, "
            f"{quantity} AS q FROM '{WORLD}' JOIN code AS ex ON exporter = ex.letters "
            f"JOIN code AS im ON importer = im.letters WHERE {where} ORDER BY i, j, hs6) "
            f"TO '{target}' (FORMAT CSV, HEADER, QUOTE '', DELIMITER ',')"
        )
    return target
