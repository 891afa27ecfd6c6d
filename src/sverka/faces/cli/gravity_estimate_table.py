"""Print an estimate as referees expect it: the table, the sample, what left it, conventions, convergence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sverka.faces.cli.gravity_diagnosed import Diagnosed
    from sverka.models.convergence import Convergence
    from sverka.models.gravity.general import GeneralResult
    from sverka.models.gravity.result import GravityResult, Summary

_NARROWEST = 100
_QUIET = "bright_black"
_SMALLEST, _LARGEST = 1e-4, 1e6


def print_result(result: GravityResult, seconds: float, diagnosed: Diagnosed | None = None) -> None:
    """Print a result that took so many seconds, and its diagnostics where there are any."""
    sample = result.sample
    years = f"{sample.years[0]}–{sample.years[-1]}" if len(sample.years) > 1 else str(sample.years[0])
    of = (
        f"{sample.exporters} exporters, {sample.importers} importers, {sample.pairs:,} directed pairs, "
        f"{len(sample.years)} years ({years})"
    )
    _print(result.summary, of, result.spec.level, seconds, diagnosed.sentences if diagnosed else ())


def print_general(result: GeneralResult, seconds: float) -> None:
    """Print a result with effects of any columns that took so many seconds."""
    of = "; ".join(f"{count:,} {name}" for name, count in result.sample.levels.items())
    _print(result, of, result.level, seconds, ())


def _print(
    summary: Summary | GeneralResult, of: str, level: float, seconds: float, sentences: Iterable[str]
) -> None:
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)
    console.print(Text.assemble((summary.estimator, "bold"), f": {summary.formula}"))
    console.print(_table(summary, level))
    for line in _lines(summary, of, seconds):
        console.print(line)
    for sentence in sentences:
        console.print(sentence)
    console.print()


def _table(summary: Summary | GeneralResult, level: float) -> Table:
    table = Table(box=box.HORIZONTALS, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Regressor", no_wrap=True)
    corrected = any(one.bias is not None for one in summary.coefficients)
    headings = ("Coefficient", "Std. error", "z", "p", f"{level:.0%} interval")
    for heading in (*headings, *(["Bias taken off"] if corrected else [])):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in summary.coefficients:
        table.add_row(
            one.name,
            number_words(one.estimate),
            number_words(one.standard_error),
            f"{one.z:.2f}",
            f"{one.p:.3f}",
            f"{number_words(one.low)} … {number_words(one.high)}",
            *([] if one.bias is None else [number_words(one.bias)]),
        )
    for name in summary.left_out:
        table.add_row(name, Text("left out", style=_QUIET), *[""] * (3 + corrected))
    return table


def _lines(summary: Summary | GeneralResult, of: str, seconds: float) -> Iterator[Text]:
    sample = summary.sample
    yield Text(f"{sample.observations:,} observations, {sample.zeros:,} of them zero; {of}")
    for reason, count in summary.dropped.items():
        yield Text(f"rows left out, {reason}: {count:,}")
    for name, why in summary.left_out.items():
        yield Text(f"regressor left out, {name}: {why}", style="yellow")
    for note in summary.notes:
        yield Text(note, style="yellow")
    yield Text("; ".join(f"{name} {value:,.6g}" for name, value in summary.fit.items()))
    for convention in summary.conventions:
        yield Text(convention, style=_QUIET)
    yield _course(summary.convergence, seconds)


def _course(went: Convergence, seconds: float) -> Text:
    last = f"{went.history[-1]:.1e}" if went.history else "–"
    told = f"last change {last}, tolerance {went.tolerance:.0e}"
    if went.arrived:
        return Text(f"arrived in {went.steps} steps ({told}); {seconds:.2f} s", style=_QUIET)
    return Text(
        f"NOT ARRIVED after {went.steps} steps ({told}): {went.why}; {seconds:.2f} s", style="bold red"
    )


def number_words(value: float) -> str:
    """Write a coefficient or an error; a dash where there is none."""
    if not np.isfinite(value):
        return "–"
    usual = value == 0 or _SMALLEST <= abs(value) < _LARGEST
    return f"{value:.5f}" if usual else f"{value:.3e}"
