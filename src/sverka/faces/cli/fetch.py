"""`sverka fetch`: download a source's files from its publisher."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from sverka.faces.cli import INTERRUPTED
from sverka.faces.cli.bytes_words import bytes_words
from sverka.faces.cli.options import command_parser
from sverka.faces.cli.output import say
from sverka.faces.settings import default_snapshots, publisher_key
from sverka.sources.outcome import State
from sverka.sources.request import (
    BadOption,
    MissingOption,
    NotFetched,
    Request,
    fetchable,
    guide_of,
    requests_of,
)

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from sverka.sources.outcome import Outcome
    from sverka.sources.request import Asked, Option

_USAGE = "sverka fetch SOURCE [the source's options] [options]"
_ENDS = """\
exit codes:
  0    every file is there, whole, or the publisher has nothing on it
  1    some file could not be fetched, was cut off, or is to be got by hand
  2    the command was not understood, or the folder cannot be written
  130  interrupted; what was fetched is kept, and the same command goes on
"""
_SHORT = {State.FAILED, State.BY_HAND}


def parser() -> ArgumentParser:
    """Make the parser of `sverka fetch`; the options of a source join it when the source is named."""
    shared = command_parser("fetch", _USAGE)
    found = _SourceParser(
        prog=shared.prog,
        usage=_USAGE,
        description=shared.description,
        epilog="\n\n".join((*map(_told, fetchable()), _ENDS)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[shared],
        add_help=False,
        conflict_handler="resolve",
    )
    found.add_argument("source", metavar="SOURCE", help=f"one of: {', '.join(fetchable())}")
    found.add_argument(
        "--book", type=Path, metavar="PATH", help="the book of the post commands that are printed"
    )
    found.add_argument(
        "--into",
        type=Path,
        metavar="FOLDER",
        help="where to keep files ($SVERKA_SNAPSHOTS/SOURCE by default)",
    )
    found.add_argument("--again", action="store_true", help="ask again for files that are there already")
    found.add_argument(
        "--addresses", action="store_true", help="print the addresses that would be asked, and ask nothing"
    )
    return found


class _SourceParser(argparse.ArgumentParser):
    """A parser that takes in the options of the source it reads."""

    def parse_intermixed_args(  # type: ignore[override]  # the overloads of the original are all this one
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> Namespace:
        named = next((name for name in args or () if name in fetchable()), None)
        if named:
            guide = guide_of(named)
            self.epilog = "\n\n".join((*filter(None, [guide.note]), _documented(named), _ENDS))
            group = self.add_argument_group(f"options of {named}")
            for option in guide.options:
                group.add_argument(
                    f"--{option.name}",
                    metavar=option.name.upper(),
                    help=_option_words(option).replace("%", "%%"),
                    default=argparse.SUPPRESS,
                )
        return super().parse_intermixed_args(args, namespace)


def _told(source: str) -> str:
    """Tell a source's options, example and documentation."""
    guide = guide_of(source)
    lines = [f"{source}:", *(f"  --{option.name:15} {_option_words(option)}" for option in guide.options)]
    return "\n".join((*lines, _documented(source)))


def _documented(source: str) -> str:
    """Tell a source's example, its key and the page that documents its addresses."""
    guide = guide_of(source)
    key = f"\n  key: ${guide.key_setting}" if guide.key_setting else ""
    return f"  example: {guide.example}{key}\n  documented at {guide.page} (looked up {guide.looked_up})"


def _option_words(option: Option) -> str:
    return f"{option.help} (default: {option.default})" if option.default else option.help


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Fetch one source; return the exit code."""
    try:
        guide = guide_of(options.source)
        key = publisher_key(guide.key_setting) if guide.key_setting else None
        chosen = {o.name: getattr(options, o.name) for o in guide.options if hasattr(options, o.name)}
        wanted = requests_of(options.source, chosen, keyed=key is not None)
    except (NotFetched, MissingOption, BadOption) as problem:
        asked.error(str(problem))
    if options.addresses:
        for one in wanted:
            print(one.address if isinstance(one, Request) else f"by hand: {one.page}")  # noqa: T201
        return 0
    if guide.key_setting and key is None:
        say(guide.note)
    return _fetch_all(options, wanted, key)


def _fetch_all(options: Namespace, wanted: Asked, key: str | None) -> int:
    """Fetch what is wanted, tell each outcome as it comes, and sum up."""
    from sverka.faces.cli.fetch_progress import Progress  # noqa: PLC0415 - a download only
    from sverka.sources.fetch import fetch  # noqa: PLC0415
    from sverka.sources.refusal import FullShelf  # noqa: PLC0415
    from sverka.sources.shelf import Shelf  # noqa: PLC0415
    from sverka.sources.terms import Terms  # noqa: PLC0415

    progress = Progress()
    shelf = Shelf(options.into or default_snapshots() / options.source)
    done: list[Outcome] = []
    code = 0
    try:
        for outcome in fetch(wanted, shelf, Terms(watch=progress), key=key, again=options.again):
            progress.clear()
            say(_words(outcome))
            done.append(outcome)
    except FullShelf as problem:
        progress.clear()
        say(problem)
        code = 2
    except KeyboardInterrupt:
        progress.clear()
        say("interrupted: what was fetched is kept, and the same command goes on where this one stopped")
        code = INTERRUPTED
    _print_posts(done, options)
    return code or int(any(outcome.state in _SHORT for outcome in done))


def _words(outcome: Outcome) -> str:
    """Tell what became of one request."""
    if outcome.note is None:
        return f"{outcome.name}: {outcome.words}"
    note = outcome.note
    what = {
        State.FETCHED: "fetched",
        State.UNCHANGED: "asked again, nothing has changed since",
        State.KNOWN: f"here since {note.accessed}, not asked again",
    }[outcome.state]
    return f"{outcome.name}: {what}; {bytes_words(note.size)}, SHA-256 {note.sha256[:12]}…, {note.address}"


def _print_posts(done: list[Outcome], options: Namespace) -> None:
    """Print the commands that enter the files into a book: the result of a fetch."""
    book = f" --book {shlex.quote(str(options.book))}" if options.book else ""
    for outcome in done:
        if outcome.path:
            print(f"sverka post {options.source} {shlex.quote(str(outcome.path))}{book}")  # noqa: T201
