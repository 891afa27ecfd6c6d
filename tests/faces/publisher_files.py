"""Files packed as their publishers pack them: a workbook of Excel 97, a ZIP archive, CSV."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def real(path: str) -> Path:
    """Return a publisher's real file, or skip the test."""
    if not (SHARED / path).is_file():
        pytest.skip(f"the publisher's file {path} is not beside this checkout")
    return SHARED / path


def real_rows(path: str, separator: str = ",") -> list[dict[str, str]]:
    """Return the rows of a real table."""
    with real(path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=separator))


def table(rows: Iterable[Sequence[object]], *, quoted: bool = False) -> bytes:
    """Write rows as CSV."""
    text = StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(rows)
    return text.getvalue().encode()


def archive(files: Mapping[str, bytes]) -> bytes:
    """Pack files as ZIP, deflated as publishers do."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return packed.getvalue()


def imts(year: str) -> bytes:
    """Make the IMF's answer of the real figures of Belarus and Kazakhstan: SDMX-CSV in whole dollars."""
    file = real("imf_dots_annual/BLR_KAZ_by_year.csv")
    lines = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
    (cells,) = (line for line in lines if line[0] == year)
    header = (
        "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,PRECISION,"
        "DECIMALS_DISPLAYED,TRADE_FLOW,VALUATION,UNIT,DERIVATION_TYPE,OVERLAP,STATUS"
    )
    body = [header]
    for reporter, flow, millions in list(zip(*lines[:2], cells, strict=True))[1:]:
        partner = "KAZ" if reporter == "BLR" else "BLR"
        code = {"X_FOB": "XG_FOB_USD", "M_CIF": "MG_CIF_USD"}[flow]
        key = f"IMF.STA:IMTS(1.0.0),{reporter},{code},{partner},A,{year}"
        body.append(f"{key},{round(float(millions) * 1e6)},6,,,{code[:2]},{flow[2:]},USD,M,OL,")
    return ("\ufeff" + "\r\n".join(body) + "\r\n").encode()


def dyadic(columns: Sequence[str]) -> bytes:
    """Make the Correlates of War's own table of the real rows of Belarus and Kazakhstan."""
    rows: list[Sequence[str]] = [columns]
    for row in real_rows("cow_dyadic_trade/BLR_KAZ.csv"):
        cells = {name: str(int(float(cell))) for name, cell in row.items()}
        cells |= {"importer1": "Belarus", "importer2": "Kazakhstan"}
        rows.append([cells.get(column, "-9") for column in columns])
    return table(rows)


def geodist() -> tuple[bytes, bytes]:
    """Make GeoDist's two files of the real rows of a few countries."""
    some = {"BLR", "KAZ", "ROM", "CCK"}
    pairs = [row for row in real_rows("cepii_geodist/dist_cepii.csv") if {row["iso_o"], row["iso_d"]} <= some]
    places = [row for row in real_rows("cepii_geodist/geo_cepii.csv") if row["iso3"] in some]
    assert len(pairs) == 16
    workbooks = (
        xls(sheet, [tuple(rows[0]), *(tuple(row.values()) for row in rows)])
        for sheet, rows in (("dist_cepii", pairs), ("geo_cepii", places))
    )
    distances, countries = workbooks
    return archive({"dist_cepii.xls": distances}), countries


def indicator(code: str, label: str, path: str) -> bytes:
    """Make the World Bank's archive of an indicator: the table and two tables of metadata."""
    rows = [r for r in real_rows(path) if r["Country Code"] in {"BLR", "KAZ", "WLD", "ARB"}]
    years = [str(year) for year in range(2019, 2023)]
    cells = {(r["Country Name"], r["Country Code"], r["Year"]): r["Value"] for r in rows}
    lines: list[tuple[str, ...]] = [
        ("Data Source", "World Development Indicators"),
        (),
        ("Last Updated Date", "2026-07-01"),
        (),
        ("Country Name", "Country Code", "Indicator Name", "Indicator Code", *years),
    ]
    for name, country in dict.fromkeys((r["Country Name"], r["Country Code"]) for r in rows):
        found = (cells.get((name, country, year), "") for year in years)
        lines.append((name, country, label, code, *found))
    text = "".join("".join(f'"{cell}",' for cell in line) + "\r\n" for line in lines)
    regions = [("Country Code", "Region", "IncomeGroup", "SpecialNotes", "TableName", "")]
    return archive(
        {
            f"Metadata_Indicator_API_{code}_DS2_en_csv_v2_61.csv": table(
                [("INDICATOR_CODE", "INDICATOR_NAME", "SOURCE_NOTE", "SOURCE_ORGANIZATION", "")], quoted=True
            ),
            f"API_{code}_DS2_en_csv_v2_61.csv": ("\ufeff" + text).encode(),
            f"Metadata_Country_API_{code}_DS2_en_csv_v2_61.csv": table(regions, quoted=True),
        }
    )


def desta() -> bytes:
    """Make DESTA's own layout of real rows: commas, Latin-1."""
    rows = real_rows("desta_rta_agreements/DESTA.csv", ";")
    some = [row for row in rows if row["number"] == "1040"]
    some.append(some[0] | {"number": "9999", "base_treaty": "9999", "name": "Acordo São João", "c3": "076"})
    body = table([tuple(some[0]), *(tuple(row.values()) for row in some)]).decode()
    return body.encode("latin-1")


def gsdb() -> bytes:
    """Take the real cases against Belarus."""
    rows = [row for row in real_rows("gsdb_v3_sanctions/GSDB_V3.csv") if row["sanctioned_state"] == "Belarus"]
    return table([tuple(rows[0]), *(tuple(row.values()) for row in rows)])


MATRIX = (
    "Year,Economy,Economy Label,Partner,Partner Label,Flow,Flow Label,SitcRev3Product,SitcRev3Product Label,"
    "US dollars at current prices in thousands,US dollars at current prices in thousands Footnote,"
    "US dollars at current prices in thousands Missing value\n"
    "2015,112,Belarus,398,Kazakhstan,02,Exports,TOTAL,Total,520408.6,,\n"
)


def xls(sheet: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Write a workbook of Excel 97 with one sheet; a cell that is a number is stored as one."""
    cells = b"".join(
        _cell(row, column, text) for row, line in enumerate(rows) for column, text in enumerate(line)
    )
    begin = _record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    named = pack("<BB", len(sheet), 0) + sheet.encode()
    of_sheet = len(begin) + len(_record(0x85, bytes(6) + named)) + len(_record(0x0A))
    book = begin + _record(0x85, pack("<IH", of_sheet, 0) + named) + _record(0x0A)
    return _compound(book + _record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + cells + _record(0x0A))


def _cell(row: int, column: int, text: str) -> bytes:
    try:
        return _record(0x203, pack("<HHHd", row, column, 0, float(text)))
    except ValueError:
        return _record(0x204, pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def _record(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    """Put a stream into a compound file: a header, the table of sectors, the directory, the stream."""
    stream = stream.ljust(4096, b"\0")  # shorter streams have a table of their own
    stream += bytes(-len(stream) % _SECTOR)
    sectors = len(stream) // _SECTOR
    tables = -(-(sectors + 1) // (_SECTOR // 4 - 1))
    links = [*[_FAT] * tables, _END, *range(tables + 2, tables + 1 + sectors), _END]
    links += [_FREE] * (tables * _SECTOR // 4 - len(links))
    assert tables <= 109, "a larger file needs a second table of tables"
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    header += pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, tables + 1, len(stream))
    return header + pack(f"<{len(links)}I", *links) + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    tree = pack("<BBIII", kind, 1, _FREE, _FREE, child)
    return written.ljust(64, b"\0") + pack("<H", len(written)) + tree + bytes(36) + pack("<IQ", start, size)
