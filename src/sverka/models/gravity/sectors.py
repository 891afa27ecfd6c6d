"""Many sectors, each estimated on a panel of its own: apart from one another, and many at a time.

A process has one thread and one sector at a time: sectors share nothing, and threads inside a fit contend.
What spreads the work is a parameter: processes of this machine (`on_this_machine`), or anything else that
calls a function on every name, such as Spark tasks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from hashlib import sha256
from multiprocessing import cpu_count, get_context
from signal import SIG_IGN, SIGINT, signal
from time import process_time
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from sverka.models.gravity.result import Summary  # noqa: TC001  msgspec reads the annotation

if TYPE_CHECKING:
    from pathlib import Path

    from sverka.models.gravity.spec import GravitySpec
    from sverka.models.gravity.tensor import Panel

ReadPanel: TypeAlias = "Callable[[str], Panel]"
"""Returns a sector's panel by its name; called where the sector is estimated, so it has to pickle."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a sector: its `summary`, or, where that is None, the `failure` in words.

    `seconds` of CPU time, reading included. Look also at the summary's `convergence`.
    """

    sector: str
    summary: Summary | None
    failure: str = ""
    seconds: float = 0.0


Spread: TypeAlias = Callable[[Callable[[str], Outcome], Sequence[str]], Iterator[Outcome]]
"""Calls a function on every name, somewhere, and yields what it returned as it comes, in any order."""


class _Kept(msgspec.Struct, frozen=True):
    """A file of the folder: an outcome and what it was asked for with."""

    spec: str
    outcome: Outcome


class RepeatedSector(ValueError):
    """A sector is named twice."""

    def __init__(self, sector: str) -> None:
        super().__init__(f"The sector “{sector}” is named twice: name each once, a panel has one estimate.")


def estimate_sectors(
    spec: GravitySpec,
    sectors: Sequence[str],
    read: ReadPanel,
    *,
    kept_in: Path | None = None,
    spread: Spread | None = None,
) -> Iterator[Outcome]:
    """Yield an outcome for every sector as it comes; a sector that fails is named and the others go on.

    `kept_in`, a folder that every process reaches, receives each estimate when it is there, so that what was
    estimated survives an interruption: asked again, the same specification and sector are read from it first.
    Failures are tried again. A folder belongs to one set of panels: it is not noticed when they change.
    Without `spread` the processes of this machine do the work. Raises RepeatedSector.
    """
    for sector, times in Counter(sectors).items():
        if times > 1:
            raise RepeatedSector(sector)
    return _outcomes(spec, sectors, read, kept_in, spread or on_this_machine)


def _outcomes(
    spec: GravitySpec, sectors: Sequence[str], read: ReadPanel, kept_in: Path | None, spread: Spread
) -> Iterator[Outcome]:
    left = []
    for sector in sectors:
        outcome = _kept(spec, sector, kept_in)
        if outcome is None:
            left.append(sector)
        else:
            yield outcome
    if left:
        yield from spread(partial(_estimate_sector, spec, read, kept_in), left)


def on_this_machine(
    work: Callable[[str], Outcome], sectors: Sequence[str], processes: int = 0
) -> Iterator[Outcome]:
    """Do the work in a process a core, or in so many `processes`.

    Where the caller stops, what is underway ends first and the rest is not begun. A sector whose process is
    killed, for want of memory say, has that as its failure.
    """
    cut_off: list[str] = []
    with _Pool(min(processes or cpu_count(), len(sectors))) as pool:
        underway = {pool.submit(work, sector): sector for sector in sectors}
        for future in as_completed(underway):
            try:
                yield future.result()
            except BrokenProcessPool:  # one was killed, and with it all that had not ended
                cut_off.append(underway[future])
    for sector in cut_off:
        with _Pool(1) as pool:
            try:
                yield pool.submit(work, sector).result()
            except BrokenProcessPool:
                yield Outcome(sector=sector, summary=None, failure=_KILLED)


_KILLED = (
    "The process that estimated it was killed, most often for want of memory. "
    "Estimate it with fewer processes, or on a larger machine."
)


class _Pool(ProcessPoolExecutor):
    """Processes that begin nothing new once the block is left."""

    def __init__(self, processes: int) -> None:
        super().__init__(processes, mp_context=get_context("spawn"), initializer=_begin)

    def __exit__(self, *why: object) -> None:
        self.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Leave interruptions to the process that asked, which lets this one end what is underway."""
    signal(SIGINT, SIG_IGN)


def _estimate_sector(spec: GravitySpec, read: ReadPanel, kept_in: Path | None, sector: str) -> Outcome:
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  heavy

    from sverka.models.gravity.estimate import estimate  # noqa: PLC0415  heavy

    begun = process_time()
    try:
        with threadpool_limits(1):
            summary = estimate(spec, read(sector)).summary
    except Exception as error:  # noqa: BLE001  whatever fails in one sector, the others go on
        failure = f"{type(error).__name__}: {error}"
        return Outcome(sector=sector, summary=None, failure=failure, seconds=process_time() - begun)
    outcome = Outcome(sector=sector, summary=summary, seconds=process_time() - begun)
    if kept_in is not None:
        _keep(spec, outcome, kept_in)
    return outcome


def _keep(spec: GravitySpec, outcome: Outcome, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = _path(outcome.sector, folder)
    written = path.with_suffix(".part")
    written.write_bytes(msgspec.msgpack.encode(_Kept(repr(spec), outcome)))
    written.replace(path)


def _kept(spec: GravitySpec, sector: str, folder: Path | None) -> Outcome | None:
    if folder is None or not _path(sector, folder).exists():
        return None
    try:
        kept = msgspec.msgpack.decode(_path(sector, folder).read_bytes(), type=_Kept)
    except msgspec.DecodeError:  # of an earlier version, or damaged: estimated again
        return None
    return kept.outcome if kept.spec == repr(spec) else None


def _path(sector: str, folder: Path) -> Path:
    """Return a sector's file, named by a hash: names of sectors may hold what names of files may not."""
    return folder / f"{sha256(sector.encode()).hexdigest()[:32]}.msgpack"
