"""Read covariates: each file of a snapshot by its own layout, recognised by its first line."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from sverka.sources.card import Card
from sverka.sources.covariates import desta, geodist, gsdb, weo, worldbank
from sverka.sources.covariates.lookups import Lookups, read_lookups
from sverka.sources.covariates.published import WORKBOOKS, Published
from sverka.sources.snapshot import Snapshot, members, take_snapshot, unpack_snapshot
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.origin import Origin


class _Layout(NamedTuple):
    """A published layout: what it is called, how it is recognised, how it is read."""

    name: str
    publication: str
    recognised: Callable[[Published], bool]
    read: Callable[[Published, Lookups], Iterator[Fact]]


_LAYOUTS = (
    _Layout("GeoDist's dist_cepii", "geodist", geodist.is_pairs, geodist.read_pairs),
    _Layout("GeoDist's geo_cepii", "geodist", geodist.is_places, geodist.read_places),
    _Layout(
        "the World Bank's download of GDP or population", "world_bank", worldbank.is_wide, worldbank.read_wide
    ),
    _Layout(
        "DataHub's gdp.csv or population.csv (the name says which)",
        "world_bank",
        worldbank.is_long,
        worldbank.read_long,
    ),
    _Layout("WEO's ngdpd, lp or pcpi", "weo", weo.is_series, weo.read_series),
    _Layout("DESTA's list of treaties", "desta", desta.is_treaties, desta.read_treaties),
    _Layout("GSDB's table of cases", "gsdb", gsdb.is_cases, gsdb.read_cases),
)


class UnknownCovariates(ValueError):
    """No file of a snapshot has a layout that the covariates know."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds no covariates that can be read: its first line is of none of these: "
            f"{'; '.join(layout.name for layout in _LAYOUTS)}. "
            "Give the file as published, packed or not, or a folder that holds several of them."
        )


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a file, an archive, or a packed folder of both into facts; raise UnknownCovariates.

    Files of no known layout, the World Bank's metadata say, are named in a Finding.
    """
    lookups = read_lookups()
    pieces: list[tuple[Published, Iterator[Fact]]] = []
    unread: list[str] = []
    for name, data in _files(snapshot):
        file = Published(
            name,
            data,
            Origin(
                source=card.id,
                snapshot=snapshot.sha256,
                place="",
                licence=card.licence,
                accessed=card.accessed,
            ),
        )
        layout = next((layout for layout in _LAYOUTS if layout.recognised(file)), None)
        if layout is None:
            unread.append(name)
        else:
            file.cite(lookups.publications[layout.publication])
            pieces.append((file, layout.read(file, lookups)))
    if not pieces:
        raise UnknownCovariates(snapshot.name)
    return Batch(
        source=card.id,
        facts=chain.from_iterable(facts for _, facts in pieces),
        findings=chain(_unread(unread), chain.from_iterable(file.findings for file, _ in pieces)),
    )


def _files(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a snapshot, those of the archives in a packed folder too: "dist_cepii.zip/…xls"."""
    for name, data in _held(snapshot):
        if name.lower().endswith(".zip"):
            inside = take_snapshot(name, data)
            packed = ((f"{name}/{inner}", one) for inner, one in _held(inside))
            yield from packed if members(inside) else ((name, data),)
        else:
            yield name, data


def _held(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    names = () if snapshot.name.lower().endswith(WORKBOOKS) else members(snapshot)
    for name in names:
        yield name, unpack_snapshot(snapshot, name)[0]
    if not names:
        yield snapshot.name, snapshot.data


def _unread(names: list[str]) -> Iterator[Finding]:
    broken = [name for name in names if name.lower().endswith(".zip")]
    others = [name for name in names if name not in broken]
    if broken:
        yield Finding(
            check="unread file",
            severity=Severity.WARNING,
            about=", ".join(broken),
            message=f"{len(broken)} archives of the snapshot could not be opened and were not read.",
            next_step="They are cut off, or no archives: get them again.",
        )
    if others:
        yield Finding(
            check="unread file",
            severity=Severity.NOTE,
            about=", ".join(others),
            message=f"{len(others)} files of the snapshot have no layout of covariates and were not read.",
            evidence=tuple(others),
        )
