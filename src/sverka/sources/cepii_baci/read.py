"""Read BACI: the publisher's archive of a revision, or a yearly file of it as CSV or Parquet."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from sverka.sources.card import Card
from sverka.sources.cepii_baci.country_list import check_countries
from sverka.sources.cepii_baci.flows_table import flows_table
from sverka.sources.cepii_baci.lookups import lookups
from sverka.sources.snapshot import Snapshot, members, unpack_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.table import Layout

_LAYOUTS = {".csv": Layout.CSV, ".csv.gz": Layout.CSV, ".parquet": Layout.PARQUET}
_REVISION = re.compile(r"HS(\d{2})(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![A-Za-z])Y(\d{4})(?!\d)")
_COUNTRIES, _PRODUCTS, _README = "country_codes", "product_codes", "readme"


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Describe the files of a snapshot; raise UnnamedRevision where a name does not say the HS revision.

    Raises NoYearlyFile where there is nothing to post. The release's list of countries is checked where
    the archive holds it.
    """
    packed = _ending(snapshot.name) is None
    names = members(snapshot) if packed else (snapshot.name,)
    files = tuple(_file(name, snapshot.name) for name in names if _is_yearly(name))
    if not files:
        raise NoYearlyFile(snapshot.name, names)
    return Batch(
        source=card.id,
        tables=tuple(
            flows_table(file.layout, file.revision, file.year, file.name if packed else None, lookups())
            for file in files
        ),
        findings=tuple(_findings(snapshot, names)),
    )


class _File(NamedTuple):
    name: str
    layout: Layout
    revision: str
    year: int | None


class UnnamedRevision(ValueError):
    """A file's name does not say by which revision of the Harmonized System its products are coded."""

    def __init__(self, name: str, known: Mapping[str, str]) -> None:
        super().__init__(
            f"{name} does not say by which revision of the Harmonized System its products are coded. Name it "
            "as CEPII does, BACI_HS17_Y2024_V202601.csv, with one of "
            f"{', '.join(f'HS{digits}' for digits in known)}."
        )


class NoYearlyFile(ValueError):
    """A snapshot holds no yearly file of BACI."""

    def __init__(self, name: str, files: tuple[str, ...]) -> None:
        held = ", ".join(files[:5]) or "nothing, or it is no ZIP archive"
        super().__init__(
            f"{name} holds no yearly file of BACI; it holds {held}. "
            "Give CEPII's archive (BACI_HS17_V202601.zip) or a file of it (BACI_HS17_Y2024_V202601.csv)."
        )


def _ending(name: str) -> str | None:
    return next((ending for ending in _LAYOUTS if name.lower().endswith(ending)), None)


def _is_yearly(name: str) -> bool:
    begins = PurePosixPath(name).name.lower()
    return _ending(name) is not None and not begins.startswith((_COUNTRIES, _PRODUCTS))


def _file(name: str, archive: str) -> _File:
    own = PurePosixPath(name).name
    said = _REVISION.search(own) or _REVISION.search(archive)
    revision = lookups().revisions.get(said[1]) if said else None
    if revision is None:
        raise UnnamedRevision(own, lookups().revisions)
    year = _YEAR.search(own)
    return _File(name, _LAYOUTS[_ending(name) or ""], revision, int(year[1]) if year else None)


def _findings(snapshot: Snapshot, names: tuple[str, ...]) -> Iterator[Finding]:
    lists = [name for name in names if PurePosixPath(name).name.lower().startswith(_COUNTRIES)]
    for name in lists:
        (data,) = unpack_snapshot(snapshot, name)
        yield from check_countries(data, PurePosixPath(name).name, lookups())
    if not lists:
        yield Finding(
            check="list of countries not read",
            severity=Severity.NOTE,
            about=snapshot.name,
            message="No list of countries came with the file; codes are understood by the book's own table.",
            next_step="Post CEPII's whole archive to have them checked against the release.",
        )
    for name in names:
        begins = PurePosixPath(name).name.lower()
        if not _is_yearly(name) and not begins.startswith((_COUNTRIES, _PRODUCTS, _README)):
            yield Finding(
                check="file not read",
                severity=Severity.WARNING,
                about=name,
                message="The file is none of BACI and was not read.",
                next_step="Nothing to do if it is a note or a licence; else post it under its own source.",
            )
