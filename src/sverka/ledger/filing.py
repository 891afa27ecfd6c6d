"""File a part by year: new and revised rows in Parquet files, the rest as sightings."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sverka.ledger.errors import DamagedBook, EngineError, TablesDisagree
from sverka.ledger.files import IN_DOLLARS, File, constant, find_files, scan
from sverka.ledger.kinds import Kind, alike, same
from sverka.ledger.part import Part
from sverka.ledger.store import Catalogue, Engine, quoted, settle

_ROWS_OF_A_FILE = 1_000_000
"""Consecutive years share a file up to here: a pair's history is then read from few files."""
_SHARE_FROM = 100_000
"""From this size on what all rows have in common stands in the catalogue instead of the file."""


class Filing:
    """Where the rows of one posting go: the book's folder, its stores, the source and the posting's id."""

    def __init__(self, folder: Path, catalogue: Catalogue, source: str, posting: int) -> None:
        self.folder = folder
        self.source = source
        self.posting = posting
        self._catalogue = catalogue
        self._written = 0

    def known_files(self, kind: Kind, years: tuple[int, int]) -> list[File]:
        """Return the files that hold the source's rows of some years."""
        return find_files(
            self._catalogue, self.folder, kind, source=self.source, years=years, last_posting=self.posting
        )

    def new_file(self, kind: Kind, years: tuple[int, int]) -> str:
        """Name a file for new rows of some years, inside the book's folder."""
        self._written += 1
        span = "-".join(str(year) for year in sorted(set(years)))
        return f"{kind.name}/source={self.source}/year={span}/{self.posting:06}-{self._written:02}.parquet"

    def enter(self, kind: Kind, years: tuple[int, int], path: str, rows: int, common: str) -> None:
        """Enter a written file in the catalogue."""
        self._catalogue.add(
            "INSERT INTO flow_file (posting, source, kind, year, last_year, path, rows, common) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (self.posting, self.source, kind.name, *years, path, rows, common),
        )

    def note_sightings(self, runs: Sequence[tuple[int, int, int]]) -> None:
        """Note rows that were seen again: file, first and last row."""
        self._catalogue.add_all(
            "INSERT INTO flow_sighting (posting, file, first_row, last_row) VALUES (?, ?, ?, ?)",
            [(self.posting, *run) for run in runs],
        )


def file_part(engine: Engine, filing: Filing, part: Part) -> tuple[int, int, int]:
    """File all staged rows; return how many are new, revised and known."""
    per_year = engine.rows("SELECT year, count(*) FROM staged GROUP BY year ORDER BY year")
    if sum(rows for _, rows in per_year) >= _SHARE_FROM:
        part = _share(engine, part)
    new = revised = known = 0
    for years in _spans(per_year):
        counts = _file_years(engine, filing, part, years)
        new, revised, known = new + counts[0], revised + counts[1], known + counts[2]
    return new, revised, known


def _spans(per_year: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Part the years so that each span but the last has a file's worth of rows."""
    spans: list[tuple[int, int]] = []
    first, gathered = None, 0
    for year, rows in per_year:
        first, gathered = (year if first is None else first), gathered + rows
        if gathered >= _ROWS_OF_A_FILE:
            spans.append((first, year))
            first, gathered = None, 0
    if first is not None:
        spans.append((first, per_year[-1][0]))
    return spans


def _share(engine: Engine, part: Part) -> Part:
    """Move what all rows turn out to have in common from the file to the catalogue."""
    never = {*part.key[:2], "product", "period", "value", "value_usd", "quantity", "line", "accessed"}
    names = [name for name in part.varying if name not in never]
    if not names:
        return part
    asked = ", ".join(f"min({name}), max({name}), count({name})" for name in names)
    ((total, *found),) = engine.rows(f"SELECT count(*), {asked} FROM staged")
    extremes = zip(names, found[0::3], found[1::3], found[2::3], strict=True)
    shared = {name: low for name, low, high, count in extremes if low == high and count in {0, total}}
    if {"value", "value_usd"} <= set(part.varying) and not engine.rows(
        "SELECT 1 FROM staged WHERE value IS DISTINCT FROM value_usd LIMIT 1"
    ):
        shared["value"] = IN_DOLLARS
    varying = tuple(name for name in part.varying if name not in shared)
    return part._replace(varying=varying, common={**part.common, **shared})


def _file_years(engine: Engine, filing: Filing, part: Part, years: tuple[int, int]) -> tuple[int, int, int]:
    files = filing.known_files(part.kind, years)
    chosen = f"year BETWEEN {years[0]} AND {years[1]}"
    if not files:
        return _write(engine, filing, part, years, chosen), 0, 0
    if (rows := _count_if_alike(engine, part, files, chosen)) is not None:
        filing.note_sightings([(file.number, 0, file.rows - 1) for file in files])
        return 0, 0, rows
    _match(engine, part, files, chosen)
    _refuse_disagreement(engine, filing, files)
    ((known, revised),) = engine.rows(
        "SELECT count(*) FILTER (unchanged), count(*) FILTER (NOT unchanged) FROM matched"
    )
    _note_sightings(engine, filing, files)
    fresh = f"{chosen} AND rowid NOT IN (SELECT staged FROM matched WHERE unchanged)"
    written = _write(engine, filing, part, years, fresh)
    return written - revised, revised, known


def _count_if_alike(engine: Engine, part: Part, files: list[File], chosen: str) -> int | None:
    """Count the staged rows if they are the filed ones, all of them and nothing else; None if they are not.

    The usual case of a snapshot that is posted again: two passes instead of a join. Sum and exclusive or of
    64-bit hashes of every row stand for the rows; rows that differ have the same by chance once in 1e19.
    """
    ((staged,),) = engine.rows(f"SELECT count(*) FROM staged WHERE {chosen}")
    if staged != sum(file.rows for file in files):
        return None
    columns = ", ".join((*part.kind.key, *part.kind.content))
    print_of = f"SELECT bit_xor(hash({columns})), sum(hash({columns})::HUGEINT) FROM"
    posted = engine.rows(f"{print_of} ({_staged(part, chosen)})")
    return int(staged) if posted == _ask(engine, files, f"{print_of} ({scan(files, part.kind)})") else None


def _match(engine: Engine, part: Part, files: list[File], chosen: str) -> None:
    """Fill the table `matched`: staged rows beside the newest filed row with the same key."""
    kind = part.kind
    newest = "QUALIFY row_number() OVER (PARTITION BY id ORDER BY posting DESC) = 1" if len(files) > 1 else ""
    _ask(
        engine,
        files,
        f"""
            CREATE OR REPLACE TEMP TABLE matched AS
            WITH filed AS ({scan(files, kind, numbered=True)}), posted AS ({_staged(part, chosen)})
            SELECT id AS staged, filed.filename AS file, filed.file_row_number AS number,
                   {same(kind.content, "posted", "filed")} AS unchanged
            FROM posted JOIN filed ON {alike(_telling_key(part, files), "posted", "filed")}
            {newest}
        """,
    )


def _staged(part: Part, chosen: str) -> str:
    """Write the query of staged rows with all columns of their kind, and each row's `id`."""
    kind = part.kind
    constants = [constant(name, value, kind.type_of(name)) for name, value in part.common.items()]
    return f"SELECT {', '.join(['rowid AS id', *part.varying, *constants])} FROM staged WHERE {chosen}"


def _telling_key(part: Part, files: list[File]) -> tuple[str, ...]:
    """Leave out of the key what all rows have in common, posted and filed: it only costs time to compare."""
    everywhere = [part.common, *(json.loads(file.common) for file in files)]
    first = everywhere[0]
    return tuple(
        name
        for name in part.kind.key
        if not all(name in common and common[name] == first.get(name) for common in everywhere)
    )


def _ask(engine: Engine, files: list[File], sql: str) -> list[tuple[Any, ...]]:
    """Run a query over files; raise DamagedBook where one cannot be read."""
    try:
        return engine.rows(sql)
    except EngineError as error:
        raise DamagedBook(files[0].path.parent, str(error)) from error


def _refuse_disagreement(engine: Engine, filing: Filing, files: list[File]) -> None:
    """Stop where a row revises one that another table of the same posting has just brought."""
    own = ", ".join(quoted(str(file.path)) for file in files if file.posting == filing.posting)
    if not own:
        return
    rows = engine.rows(f"SELECT file, number FROM matched WHERE NOT unchanged AND file IN ({own})")
    if rows:
        raise TablesDisagree(len(rows), f"{Path(rows[0][0]).name} row {rows[0][1]}")


def _note_sightings(engine: Engine, filing: Filing, files: list[File]) -> None:
    """Note which rows were seen again, as runs of row numbers: a file seen whole is one run."""
    runs = engine.rows(
        "SELECT file, min(number), max(number) FROM ("
        "  SELECT file, number, number - row_number() OVER (PARTITION BY file ORDER BY number) AS run"
        "  FROM matched WHERE unchanged"
        ") GROUP BY file, run ORDER BY file, min(number)"
    )
    numbers = {str(file.path): file.number for file in files}
    filing.note_sightings([(numbers[path], first, last) for path, first, last in runs])


def _write(engine: Engine, filing: Filing, part: Part, years: tuple[int, int], where: str) -> int:
    """Write the rows that meet a condition into a new file and enter it; return how many there are."""
    ((rows,),) = engine.rows(f"SELECT count(*) FROM staged WHERE {where}")
    if not rows:
        return 0
    kind = part.kind
    # Columns that differ from file to file would make a scan of their own of each.
    common = {} if rows < _SHARE_FROM else {k: v for k, v in part.common.items() if k != "period"}
    inside = {name: value for name, value in part.common.items() if name not in common}
    columns = [
        *part.varying,
        *(["year"] if kind.dated else []),
        *(constant(name, value, kind.type_of(name)) for name, value in inside.items()),
        constant("posting", filing.posting, "BIGINT"),
    ]
    order = ", ".join(name for name in kind.order if name in part.varying) or "rowid"
    path = filing.new_file(kind, years)
    (filing.folder / path).parent.mkdir(parents=True, exist_ok=True)
    engine.rows(
        f"COPY (SELECT {', '.join(columns)} FROM staged WHERE {where} ORDER BY {order}) "
        f"TO {quoted(str(filing.folder / path))} (FORMAT parquet, COMPRESSION zstd)"
    )
    settle(filing.folder / path)
    filing.enter(kind, years, path, rows, json.dumps(common, ensure_ascii=False, sort_keys=True))
    return int(rows)
