"""The command line: one module a command, listed in COMMANDS.

A command's module is imported only when it is called, so that `sverka --help` answers at once.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from sverka import __version__

COMMANDS = {
    "brief": "write the briefing about two countries, every number with its source",
    "check": "check the claims of statements against the books",
    "promises": "show what became of every target and forecast for a pair of countries",
    "mirror": "hold two countries' figures of their trade side by side and reconcile them",
    "revisions": "show what publishers changed in a pair's figures",
    "measure": "work out yearly totals, products, advantages or mirror declarations of a pair",
    "gravity": "estimate what moves trade: panels from the book, gravity models, potential, events",
    "what-if": "say what a change in costs of trade would do to a pair and to everybody else",
    "target": "say what would have to change for a pair's trade to reach a goal",
    "product": "say what a code of goods is called, and what it is in another revision",
    "fetch": "download a source's files from its publisher",
    "look": "guess the mapping of a table of your own and show what it would post",
    "post": "enter a source's figures into a book",
}

EXIT_CODES = """\
exit codes:
  0    done
  1    some input could not be read; the rest was checked
  2    the command was not understood, or an output cannot be written
  3    the book is missing, busy or damaged
  130  interrupted; what was done by then has been printed
"""

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code and let no exception of Sverka's own out."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return _run(given)
    except SystemExit as end:  # argparse ends the program; a caller of main() wants the code
        return end.code if isinstance(end.code, int) else 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(given: list[str]) -> int:
    if given[:1] == ["--engine"]:  # for every command that has engines: the command comes after its name
        given = [*given[2:3], *given[:2], *given[3:]]
    chosen = _front().parse_args(given[:1] or ["--help"]).command
    command = import_module(module_of(chosen))
    parser: argparse.ArgumentParser = command.parser()
    code: int = command.run(parser, parser.parse_intermixed_args(given[1:]))
    sys.stdout.flush()
    return code


def module_of(command: str) -> str:
    """Return the module that holds a command's `parser` and `run`."""
    return f"sverka.faces.cli.{command.replace('-', '_')}"


def _front() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:10} {purpose}" for name, purpose in COMMANDS.items())
    front = argparse.ArgumentParser(
        prog="sverka",
        usage="sverka COMMAND ...",
        description="Reconcile what is said about two countries' trade with what both countries' books show.",
        epilog=f"commands:\n{lines}\n\n`sverka COMMAND --help` tells a command's options.\n\n{EXIT_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=True,
    )
    front.add_argument("command", choices=COMMANDS, metavar="COMMAND", help=argparse.SUPPRESS)
    front.add_argument("--version", action="version", version=f"sverka {__version__}")
    return front
