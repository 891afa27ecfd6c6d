"""File staged flows by year: new and revised rows in a Parquet file each, the rest as sightings."""

from pathlib import Path

from sverka.ledger.columns import COLUMNS, CONTENT, KEY, same
from sverka.ledger.flows import files_of
from sverka.ledger.store import Catalogue, DamagedBook, Engine, EngineError, quoted, settle

_ORDER = "exporter, importer, revision, product, period, reporter, valuation"


class Filing:
    """Where the flows of one posting go: the book's folder, its stores, the source and the posting's id."""

    def __init__(self, folder: Path, catalogue: Catalogue, source: str, posting: int) -> None:
        self.folder = folder
        self.catalogue = catalogue
        self.source = source
        self.posting = posting

    def known_files(self, year: int) -> dict[str, int]:
        """Return the files that hold the source's flows of a year, by full path, with their ids."""
        rows = self.catalogue.rows(
            "SELECT path, id FROM flow_file WHERE source = ? AND year = ? ORDER BY posting",
            (self.source, year),
        )
        return {str(self.folder / path): number for path, number in rows}

    def new_file(self, year: int) -> str:
        """Name the file for a year's new rows, inside the book's folder."""
        return f"flows/source={self.source}/year={year}/{self.posting:06}.parquet"


def file_flows(engine: Engine, filing: Filing) -> tuple[int, int, int]:
    """File all staged rows; return how many are new, revised and known."""
    years = [year for (year,) in engine.rows("SELECT DISTINCT year FROM staged ORDER BY year")]
    counts = [_file_year(engine, filing, year) for year in years]
    new, revised, known = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
    return new, revised, known


def _file_year(engine: Engine, filing: Filing, year: int) -> tuple[int, int, int]:
    files = filing.known_files(year)
    if not files:
        return _write(engine, filing, year, "TRUE"), 0, 0
    _match(engine, files, year)
    (known, revised), *_ = engine.rows(
        "SELECT count(*) FILTER (unchanged), count(*) FILTER (NOT unchanged) FROM matched"
    )
    _note_sightings(engine, filing, files)
    written = _write(engine, filing, year, "rowid NOT IN (SELECT staged FROM matched WHERE unchanged)")
    return written - revised, revised, known


def _match(engine: Engine, files: dict[str, int], year: int) -> None:
    """Fill the table `matched`: staged rows of a year beside the newest filed row of the same flow."""
    try:
        engine.rows(f"""
            CREATE OR REPLACE TEMP TABLE matched AS
            WITH filed AS (
                SELECT *, row_number() OVER (PARTITION BY {", ".join(KEY)} ORDER BY posting DESC) AS age
                FROM {files_of(list(map(Path, files)))}
            )
            SELECT staged.rowid AS staged, filed.filename AS file, filed.file_row_number AS number,
                   {same(CONTENT, "staged", "filed")} AS unchanged
            FROM staged JOIN filed ON {same(KEY, "staged", "filed")}
            WHERE staged.year = {year} AND filed.age = 1
        """)
    except EngineError as error:
        raise DamagedBook(Path(next(iter(files))).parent, str(error)) from error


def _note_sightings(engine: Engine, filing: Filing, files: dict[str, int]) -> None:
    """Note which rows were seen again, as runs of row numbers: a file seen whole is one run."""
    runs = engine.rows(
        "SELECT file, min(number), max(number) FROM ("
        "  SELECT file, number, number - row_number() OVER (PARTITION BY file ORDER BY number) AS run"
        "  FROM matched WHERE unchanged"
        ") GROUP BY file, run ORDER BY file, min(number)"
    )
    filing.catalogue.add_all(
        "INSERT INTO flow_sighting (posting, file, first_row, last_row) VALUES (?, ?, ?, ?)",
        [(filing.posting, files[file], first, last) for file, first, last in runs],
    )


def _write(engine: Engine, filing: Filing, year: int, condition: str) -> int:
    """Write a year's rows that meet `condition` into a new file and enter it; return how many there are."""
    where = f"WHERE year = {year} AND {condition}"
    (rows,) = engine.rows(f"SELECT count(*) FROM staged {where}")[0]
    if rows:
        path = filing.new_file(year)
        (filing.folder / path).parent.mkdir(parents=True, exist_ok=True)
        engine.rows(
            f"COPY (SELECT {', '.join(COLUMNS)}, {filing.posting}::BIGINT AS posting FROM staged {where} "
            f"ORDER BY {_ORDER}) TO {quoted(str(filing.folder / path))} (FORMAT parquet, COMPRESSION zstd)"
        )
        settle(filing.folder / path)
        filing.catalogue.add(
            "INSERT INTO flow_file (posting, source, year, path, rows) VALUES (?, ?, ?, ?, ?)",
            (filing.posting, filing.source, year, path, rows),
        )
    return int(rows)
