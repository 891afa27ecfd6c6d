"""Read the outlines of countries from a file of world-atlas, or from the archive that holds its files."""

import re
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import NamedTuple

import msgspec

from sverka.sources import countries
from sverka.sources.beside import read_beside
from sverka.sources.card import Card
from sverka.sources.snapshot import Snapshot, members, unpack_snapshot
from sverka.sources.world_atlas.topology import Polygon, Shape, read_topology
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.origin import Origin

_FILE = re.compile(r"(?:.*/)?countries-(\d+m)\.json")
_GZIP = b"\x1f\x8b"


class _Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: Country
    why: str


class _Lookups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decided_on: date
    decided_by: str
    from_archive: str
    uncoded: dict[str, _Decision]


class _File(NamedTuple):
    name: str
    scale: str
    data: bytes


class NoOutlines(ValueError):
    """A snapshot holds no file of outlines under a name that tells its scale."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(
            f"{name} holds no outlines of countries. Give the archive of world-atlas, which holds {wanted}, "
            "or one of its files under its own name: countries-110m.json, countries-50m.json."
        )


class DamagedOutlines(ValueError):
    """An archive of outlines cannot be unpacked."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} cannot be unpacked: {why}. It is cut off or no .tgz archive: get it again.")


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a file, an archive, or a packed folder into facts named "outline 110m", a country each.

    `text` is a geometry as compact JSON. Of an archive only the scale that the lookups name is read. Raises
    NoOutlines, DamagedOutlines, NotTopology.
    """
    lookups = read_beside(__file__, _Lookups)
    files = [*_files(snapshot, lookups.from_archive)]
    if not files:
        raise NoOutlines(snapshot.name, lookups.from_archive)
    facts: list[Fact] = []
    findings: list[Finding] = []
    for file in files:
        origin = Origin(
            source=card.id,
            snapshot=snapshot.sha256,
            place="",
            licence=card.licence,
            accessed=card.accessed,
            cites=f"Natural Earth, Admin 0 countries 1:{file.scale}, packed by world-atlas",
            address=card.address,
        )
        shapes = read_topology(file.data, file.name)
        facts += _facts(file, shapes, lookups, origin)
        findings += _findings(file, shapes, lookups)
    return Batch(source=card.id, facts=facts, findings=findings)


def _files(snapshot: Snapshot, from_archive: str) -> Iterator[_File]:
    names = members(snapshot)
    held = (
        ((name, unpack_snapshot(snapshot, name)[0]) for name in names)
        if names
        else ((snapshot.name, snapshot.data),)
    )
    for name, data in held:
        if data.startswith(_GZIP):
            yield from _unpacked(name, data, from_archive)
        elif scale := _FILE.fullmatch(name):
            yield _File(name, scale[1], data)


def _unpacked(name: str, data: bytes, wanted: str) -> Iterator[_File]:
    try:
        with tarfile.open(fileobj=BytesIO(data), mode="r:gz") as archive:
            for entry in archive:
                scale = _FILE.fullmatch(entry.name)
                content = archive.extractfile(entry)
                if scale and content and entry.name.rpartition("/")[2] == wanted:
                    yield _File(f"{name}/{wanted}", scale[1], content.read())
    except (tarfile.TarError, EOFError, OSError) as error:
        raise DamagedOutlines(name, str(error)) from error


def _code(shape: Shape, lookups: _Lookups) -> Country | None:
    if shape.name in lookups.uncoded:
        return lookups.uncoded[shape.name].code
    return countries.by_numeric(shape.id)


def _facts(file: _File, shapes: tuple[Shape, ...], lookups: _Lookups, origin: Origin) -> Iterator[Fact]:
    """Make one fact of all shapes with a country's code: Australia has two at 1:50m."""
    found: defaultdict[Country, list[tuple[int, Shape]]] = defaultdict(list)
    for number, shape in enumerate(shapes, start=1):
        code = _code(shape, lookups)
        if code and shape.polygons:
            found[code].append((number, shape))
    for code, numbered in found.items():
        polygons = [polygon for _, shape in numbered for polygon in shape.polygons]
        place = f"{file.name} country {' and '.join(str(number) for number, _ in numbered)}"
        yield Fact(
            name=f"outline {file.scale}",
            country=code,
            text=_geometry(polygons),
            origin=msgspec.structs.replace(origin, place=place),
        )


def _geometry(polygons: list[Polygon]) -> str:
    one = len(polygons) == 1
    geometry = {
        "type": "Polygon" if one else "MultiPolygon",
        "coordinates": polygons[0] if one else polygons,
    }
    return msgspec.json.encode(geometry).decode()


def _findings(file: _File, shapes: tuple[Shape, ...], lookups: _Lookups) -> Iterator[Finding]:
    decided = sorted(
        f"{shape.name}: {lookups.uncoded[shape.name].why}"
        for shape in shapes
        if shape.name in lookups.uncoded
    )
    if decided:
        yield Finding(
            check="shape without a code",
            severity=Severity.NOTE,
            about=file.name,
            message=f"{len(decided)} shapes have no ISO code in the file; they were posted under a code that "
            "was decided for them, most under the publisher's name, and belong to no other country here.",
            evidence=tuple(decided),
        )
    collapsed = sorted(f"{shape.name}: {shape.collapsed}" for shape in shapes if shape.collapsed)
    if collapsed:
        yield Finding(
            check="collapsed ring",
            severity=Severity.NOTE,
            about=file.name,
            message=f"{len(collapsed)} shapes have rings that are less than a triangle in the file; these "
            "were left out.",
            evidence=tuple(collapsed),
        )
    unknown = sorted(f"{shape.name} ({shape.id or 'no id'})" for shape in shapes if not _code(shape, lookups))
    if unknown:
        yield Finding(
            check="unknown shape",
            severity=Severity.WARNING,
            about=file.name,
            message=f"{len(unknown)} shapes have no code that is known and were left out.",
            evidence=tuple(unknown),
            next_step="Decide in world_atlas/lookups.yml under which code they are drawn.",
        )
