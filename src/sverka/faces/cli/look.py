"""`sverka look`: guess the mapping of a table of one's own and show what it would post, posting nothing."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.faces.cli.options import command_parser
from sverka.faces.cli.output import OutputError, say, write_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sverka.sources.own_tables.look import Look


class MappingExists(OutputError):
    """A mapping would be written over a file that is there."""

    def __init__(self, place: str) -> None:
        super().__init__(place, "the file is there already and may hold your work; --force writes over it")


def parser() -> ArgumentParser:
    """Make the parser of `sverka look`."""
    found = command_parser("look", "sverka look FILE [options]")
    found.add_argument(
        "file", type=Path, metavar="FILE", help="a table of your own: XLSX, XLS, ODS, CSV, TSV"
    )
    found.add_argument(
        "--mapping",
        type=Path,
        metavar="MAPPING.yml",
        help="try this mapping on the table in place of a guessed one",
    )
    found.add_argument("--write", metavar="MAPPING.yml", help="write the guessed mapping to a file")
    found.add_argument("--force", action="store_true", help="write over a file that is there")
    return found


def run(_asked: ArgumentParser, options: Namespace) -> int:
    """Look at one table; nothing is posted, and no book is opened."""
    try:
        found = _look(options)
    except (ValueError, LookupError) as problem:  # the table or its mapping is not what it should be
        say(f"{options.file}: {problem}")
        return 1
    except OSError as problem:
        say(f"{problem.filename}: {problem.strerror}. Check the name and the permissions of the file.")
        return 1
    if options.write:
        try:
            _write(found.mapping, options.write, force=options.force)
        except OutputError as problem:
            say(problem)
            return 2
    _print(found, options)
    return 0


def _look(options: Namespace) -> Look:
    from sverka.sources.own_tables.look import look, look_with  # noqa: PLC0415  `--help` reads no tables

    data = options.file.read_bytes()
    if options.mapping:
        return look_with(options.file.name, data, options.mapping.read_bytes())
    modified = datetime.fromtimestamp(options.file.stat().st_mtime, tz=UTC).date()
    return look(options.file.name, data, modified)


def _write(mapping: str, place: str, *, force: bool) -> None:
    if Path(place).exists() and not force:
        raise MappingExists(place)
    write_text(mapping, place)


def _print(found: Look, options: Namespace) -> None:
    from rich.console import Console  # noqa: PLC0415  likewise

    from sverka.faces.cli.look_table import rows_table  # noqa: PLC0415  likewise

    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not options.mapping:
        console.print(found.mapping)
    if found.rows:
        console.print(f"The first {len(found.rows)} of {found.readable:,} figures, as they would be posted:")
        console.print(rows_table(found.rows), soft_wrap=False)
    else:
        console.print("No figure can be read as it stands.")
    for finding in found.findings:
        evidence = f" ({'; '.join(finding.evidence)})" if finding.evidence else ""
        step = f" {finding.next_step}" if finding.next_step else ""
        console.print(f"{finding.severity}: {finding.message}{evidence}{step}")
    if found.open_fields:
        console.print(f"Still open, to be filled in before a post: {', '.join(found.open_fields)}.")
    console.print("Nothing was posted.", end=" ")
    console.print(_next(options))


def _next(options: Namespace) -> str:
    """Write the commands that follow."""
    file = shlex.quote(str(options.file))
    mapping = str(options.mapping or options.write or options.file.with_suffix(".yml"))
    post = f"sverka post own_tables {file} --mapping {shlex.quote(mapping)}"
    post += f" --book {shlex.quote(str(options.book))}" if options.book else ""
    if options.mapping or options.write:
        return f"When the mapping is right, post the table:\n  {post}"
    return (
        f"Write the mapping to a file, correct it, and post the table:\n"
        f"  sverka look {file} --write {shlex.quote(mapping)}\n  {post}"
    )
