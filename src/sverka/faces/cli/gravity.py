"""`sverka gravity`: structural gravity, a command of its own for each step, each in a module of its own."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module
from typing import TYPE_CHECKING

from sverka.faces.cli import COMMANDS, EXIT_CODES
from sverka.faces.cli.options import command_parser

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

STEPS = {
    "panel": "make the square panel of a model from the book, and write it as Parquet or CSV",
    "estimate": "estimate a formula on a panel: PPML or least squares, effects, clustered errors",
    "potential": "show a pair's actual trade beside what a model expects of it",
    "event": "show what trade did around visits, agreements or sanctions",
}


class _Steps(ArgumentParser):
    """A parser that knows the steps' names and leaves the rest to the step's own, loaded when it is named."""

    def parse_intermixed_args(  # type: ignore[override]  # overloads: any namespace
        self,
        args: Iterable[str] | None = None,
        namespace: Namespace | None = None,
    ) -> Namespace:
        """Read the name of a step, then its own arguments by its own parser."""
        given = list(args or ())
        chosen = super().parse_args(given[:1] or ["--help"], namespace)
        step: ArgumentParser = import_module(f"sverka.faces.cli.gravity_{chosen.step}").parser()
        found = step.parse_intermixed_args(given[1:])
        found.step, found.asked = chosen.step, step
        return found


def parser() -> ArgumentParser:
    """Make the parser of `sverka gravity`; a step's arguments are read by the step's own."""
    lines = "\n".join(f"  {name:10} {purpose}" for name, purpose in STEPS.items())
    found = _Steps(
        prog="sverka gravity",
        usage="sverka gravity STEP ... [--book PATH]",
        description=f"{COMMANDS['gravity'][0].upper()}{COMMANDS['gravity'][1:]}.",
        epilog=f"steps:\n{lines}\n\n`sverka gravity STEP --help` tells a step's options.\n\n{EXIT_CODES}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    found.add_argument("step", choices=STEPS, metavar="STEP", help=SUPPRESS)
    return found


def step_parser(step: str, usage: str) -> ArgumentParser:
    """Start the parser of a step, with the option --book that every one has."""
    found = command_parser("gravity", usage)
    found.prog = f"sverka gravity {step}"
    found.description = f"{STEPS[step][0].upper()}{STEPS[step][1:]}."
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Run the step that was named; return its exit code."""
    del asked  # the step's own parser knows its usage
    code: int = import_module(f"sverka.faces.cli.gravity_{options.step}").run(options.asked, options)
    return code
