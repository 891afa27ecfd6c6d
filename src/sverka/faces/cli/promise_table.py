"""Print a history of promises as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sverka.dossier import show
from sverka.dossier.promises import outcome_figure, promise_sources
from sverka.faces.cli.check_table import TONES, sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.checks import Promise, PromiseHistory
    from sverka.dossier.citations import Citations
    from sverka.sources.card import Card


def print_promises(history: PromiseHistory, cards: Mapping[str, Card]) -> None:
    """Print the promises in order of time, then the sources."""
    console = Console(highlight=False)
    names = show.subject(history.pair.subject)
    if not history.promises:
        console.print(f"The book holds no target or forecast of {names}.", markup=False)
        return
    citations = promise_sources(history, cards)
    console.print(Text(f"{names}: what was promised, and what became of it", style="bold"))
    table = Table(box=box.HORIZONTALS, expand=True, padding=(0, 1), show_lines=True, header_style="bold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Said", ratio=4, overflow="fold")
    table.add_column("Promise", ratio=4, overflow="fold")
    table.add_column("Verdict and books", ratio=7, overflow="fold")
    for number, promise in enumerate(history.promises, 1):
        table.add_row(str(number), _said(promise, citations), _promise(promise), _verdict(promise, citations))
    console.print(table)
    console.print(sources(citations))


def _said(promise: Promise, citations: Citations) -> Text:
    statement = promise.statement
    said = show.day(statement.said_on) if statement.said_on else "day not known"
    note = _notes(citations.numbers_of([statement.origin] if statement.origin else []))
    return Text.assemble(said, "\n", show.who(statement), (note, "bright_black"))


def _promise(promise: Promise) -> Text:
    meaning = f"{show.kind(promise.claim)}, {show.due(promise.claim)}"
    return Text.assemble(show.claim_value(promise.claim), "\n", (meaning, "bright_black"))


def _verdict(promise: Promise, citations: Citations) -> Text:
    look = show.VERDICTS[promise.verdict]
    text = Text(f"{look.sign} {promise.verdict}", style=f"bold {TONES[look.tone]}")
    lines = Text()
    for outcome in promise.outcomes:
        figure = outcome_figure(outcome)
        if figure is None:
            continue
        lines.append(f"\n{show.book(outcome.book)} {show.period(figure.period)}: {show.figure_value(figure)}")
        lines.append(_notes(citations.of(figure)), style="bright_black")
        wanted = show.needed(promise.claim, outcome)
        lines.append(f"\n  {wanted}" if wanted else "", style="bright_black")
    return Text.assemble(text, lines)


def _notes(numbers: tuple[int, ...]) -> str:
    return " " + "".join(f"[{number}]" for number in numbers) if numbers else ""
