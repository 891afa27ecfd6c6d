"""`sverka gravity estimate --sectors`: every sector of a file apart, many at a time, in one table."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from sverka.faces.cli import INTERRUPTED
from sverka.faces.cli.book import BookError
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data
from sverka.faces.cli.status_line import StatusLine

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from sverka.faces.cli.gravity_file import PanelFile
    from sverka.models.gravity.sectors import Outcome, Spread
    from sverka.models.gravity.spec import GravitySpec

_INPUT, _COMMAND = 1, 2


def run_sectors(spec: GravitySpec, file: PanelFile, options: Namespace) -> int:
    """Estimate each sector, show all that were estimated, and return the exit code; an interruption too.

    With `--engine spark` each sector is a task of Spark's: its workers read the file, and `--keep`, by the
    same paths.
    """
    names = file.sector_names()
    done: list[Outcome] = []
    code = 0
    try:
        _collect(spec, file, options, done)
    except KeyboardInterrupt:
        say(f"interrupted: {len(done)} of {len(names)} sectors estimated")
        code = INTERRUPTED
    except BookError as problem:  # Spark's: what it had done by then is shown
        say(problem)
        code = _INPUT
    done.sort(key=lambda one: names.index(one.sector))
    return _shown(done, options) or code or (_INPUT if any(map(_is_wanting, done)) else 0)


def _collect(spec: GravitySpec, file: PanelFile, options: Namespace, done: list[Outcome]) -> None:
    from sverka.models.gravity.sectors import estimate_sectors  # noqa: PLC0415  after `--help`

    names, line = file.sector_names(), StatusLine()
    read, kept_in = file.at_full_path().panel, options.keep and options.keep.resolve()
    line.rest(1.0)
    with _spread(options) as spread:
        try:
            for outcome in estimate_sectors(spec, names, read, kept_in=kept_in, spread=spread):
                done.append(outcome)
                if line.due():
                    line.show(f"{len(done)} of {len(names)} sectors")
        finally:
            line.clear()


@contextmanager
def _spread(options: Namespace) -> Iterator[Spread | None]:
    """Give what spreads the work: processes of this machine where Spark is not asked for."""
    from sverka.ledger.engines import EngineName  # noqa: PLC0415  likewise

    if options.engine != EngineName.SPARK:
        yield None
        return
    from sverka.ledger.spark import open_spark  # noqa: PLC0415  an extra

    with closing(open_spark()) as engine:
        yield engine.each


def _shown(done: Sequence[Outcome], options: Namespace) -> int:
    try:
        if options.json:
            import msgspec  # noqa: PLC0415  likewise

            write_data(msgspec.json.decode(msgspec.json.encode(done)), options.json)
    except OutputError as problem:
        say(problem)
        return _COMMAND
    if options.json != STDOUT:
        from sverka.faces.cli.gravity_sectors_table import print_sectors  # noqa: PLC0415 - rich costs time

        print_sectors(done)
    for one in done:
        if one.summary is None:
            say(f"{one.sector}: {one.failure}")
    return 0


def _is_wanting(one: Outcome) -> bool:
    return one.summary is None or not one.summary.convergence.arrived
