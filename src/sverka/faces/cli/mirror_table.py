"""Print a pair's mirror: a table a direction, then the rules, what the estimates rest on, and the sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sverka.dossier import show
from sverka.dossier.mirror import mirror_sources
from sverka.faces.cli.check_table import sources
from sverka.models.mirror.question import Method
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sverka.models.mirror.answer import Answer
    from sverka.models.mirror.figures import Line
    from sverka.sources.card import Card
    from sverka.vocabulary.figure import Figure

_QUIET = "bright_black"
_NONE = "–"
_NARROWEST = 110
_BROUGHT = ("Pair’s\ntotal", "On no\nproduct", "Chosen", "To the\ntotal")
_METHODS = {Method.BACI: "BACI’s steps (Gaulier and Zignago 2010)", Method.GROWTH_LAB: "Growth Lab’s rules"}


def print_mirror(answer: Answer, cards: Mapping[str, Card]) -> None:
    """Print the answer; figures in millions of US dollars."""
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)  # a figure that is cut off is another figure
    console.print(_head(answer, cards))
    rules = _Rules()
    for _, lines in groupby(answer.lines, key=lambda line: (line.exporter, line.importer)):
        console.print(_table(tuple(lines), rules, answer))
    for number, rule in rules.numbered():
        console.print(Text.assemble((f"{number}  ", "bold"), rule))
    for note in _notes(answer):
        console.print(note)
    console.print(sources(mirror_sources(answer, cards)))


class _Rules:
    """Numbers rules in the order in which they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, rule: str) -> int:
        return self._numbers.setdefault(rule, len(self._numbers) + 1)

    def numbered(self) -> Iterable[tuple[int, str]]:
        return ((number, rule) for rule, number in self._numbers.items())


def _head(answer: Answer, cards: Mapping[str, Card]) -> Text:
    question = answer.question
    goods = "all goods"
    if question.product != TOTAL:
        goods = f"{question.product.code} {question.product.revision}".strip()
    card = cards.get(answer.source)
    title = f" ({card.title})" if card else ""
    text = Text.assemble((show.subject(question.pair.subject), "bold"), f": {goods}, USD mn\n")
    text.append(f"figures from {answer.source}{title}, reconciled by {_METHODS[question.method]}", _QUIET)
    if answer.others:
        listed = ", ".join(f"{name} ({count})" for name, count in answer.others.items())
        text.append(
            f"\nother sources of the pair, with their figures: {listed}; choose with --source", _QUIET
        )
    return text


def _table(lines: tuple[Line, ...], rules: _Rules, answer: Answer) -> Table:
    first = lines[0]
    level = f"{answer.question.level:.0%}"
    arrow = show.subject(f"{first.exporter}>{first.importer}")
    table = Table(
        box=box.HORIZONTALS, padding=(0, 1, 0, 0), header_style="bold", title=arrow, title_justify="left"
    )
    table.add_column("Year", no_wrap=True)
    headings = (
        f"{first.exporter}\nFOB",
        f"{first.importer}\nCIF",
        "Gap",
        "Freight\n± s.e.",
        *(_BROUGHT if _is_brought(answer) else (f"Ordinary\n± {level}", f"Rest\n{level}")),
        f"Reconciled\n{level}",
        f"Weight of\n{first.exporter} : {first.importer}",
    )
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Rule", justify="right")
    for line in lines:
        table.add_row(*_cells(line, rules, brought=_is_brought(answer)))
        for figure in line.published:
            told = f"{_number(figure)} as {', '.join(origin.source for origin in figure.origins)} has it"
            before = headings.index(f"Reconciled\n{level}")
            table.add_row("", *[""] * before, Text(told, style=_QUIET, overflow="fold"), "", "")
    return table


def _is_brought(answer: Answer) -> bool:
    """Tell whether goods were brought to the pair's total."""
    return answer.question.method is Method.GROWTH_LAB and answer.question.product != TOTAL


def _cells(line: Line, rules: _Rules, *, brought: bool) -> tuple[str | Text, ...]:
    return (
        line.period,
        _declared(line.export),
        _declared(line.import_, usual="CIF"),
        _number(line.gap),
        _with(line.freight, "" if line.freight_error is None else f"± {line.freight_error / 1e6:,.1f}"),
        *(_scaling(line, rules) if brought else _unexplained(line)),
        _with(line.reconciled, _interval(line.reconciled), style="bold"),
        _weights(line),
        str(rules.number(line.rule)),
    )


def _unexplained(line: Line) -> tuple[Text, ...]:
    return (
        _with(line.quality, "" if line.quality is None else f"± {line.quality.allowed.high / 1e6:,.1f}"),
        _with(line.rest, _interval(line.rest), style="bold yellow" if line.contested else ""),
    )


def _scaling(line: Line, rules: _Rules) -> tuple[str | Text, ...]:
    scaling = line.scaling
    if scaling is None:
        return (_NONE,) * len(_BROUGHT)
    total = scaling.total
    return (
        _with(total, "" if total is None else f"rule {rules.number(total.method)}"),
        _number(scaling.discrepancy),
        _number(scaling.chosen),
        _NONE if scaling.factor is None else f"× {scaling.factor:.3f}",
    )


def _number(figure: Figure | None) -> str:
    if figure is None:
        return _NONE
    return f"{figure.value / 1e6:,.1f}".replace("-0.0", "0.0")


def _declared(figure: Figure | None, usual: str = "FOB") -> Text:
    """Write a declaration; a valuation other than its column's, and an estimate, are marked."""
    text = Text(_number(figure))
    if figure is not None and figure.valuation != usual:
        text.append(f"\n{figure.valuation}", _QUIET)
    if figure is not None and figure.method.startswith("estimated"):
        text.append("\nestimate", _QUIET)
    return text


def _with(figure: Figure | None, fine: str, style: str = "") -> Text:
    text = Text(_number(figure), style=style)
    return text.append(f"\n{fine}", _QUIET) if figure is not None and fine else text


def _interval(figure: Figure | None) -> str:
    if figure is None or figure.allowed.high == float("inf"):
        return ""
    low, high = (
        f"{end / 1e6:,.1f}".replace("-0.0", "0.0") for end in (figure.allowed.low, figure.allowed.high)
    )
    return f"{low} … {high}"


def _weights(line: Line) -> str:
    weight = line.exporter_weight
    return _NONE if weight is None else f"{weight:.2f} : {1 - weight:.2f}"


def _notes(answer: Answer) -> Iterable[Text]:
    """Say what is missing and what the estimates rest on."""
    basis = answer.basis
    told: dict[str, list[str]] = {}
    for line in answer.lines:
        for reason in line.reasons:
            told.setdefault(reason, []).append(line.period)
    for reason, periods in told.items():
        when = f" ({_spans(periods)})" if reason != basis.why else ""
        yield Text(f"{reason}{when}", style="yellow")
    if basis.why and basis.why not in told:
        yield Text(basis.why, style="yellow")
    contested = [line for line in answer.lines if line.contested]
    for line in contested:
        yield Text(
            f"{line.period} {show.subject(f'{line.exporter}>{line.importer}')}: neither freight nor the "
            "ordinary differences of these two reporters hold the gap.",
            style="bold yellow",
        )
    if basis.margin_flows is not None:
        yield Text(_rests_on(answer), style=_QUIET)


def _rests_on(answer: Answer) -> str:
    basis = answer.basis
    terms = ", ".join(f"{name} {value:+.3f} ± {error:.3f}" for name, value, error in basis.terms)
    goods = "all goods" if basis.learned_from == TOTAL.code else f"goods {basis.learned_from}"
    return (
        f"Estimated from {basis.mirrored:,} flows of {goods} that both sides declare, {basis.countries} "
        f"countries, {basis.first}–{basis.last}; the margin from the {basis.margin_flows:,} largest: {terms}."
    )


def _spans(periods: Iterable[str]) -> str:
    """Write years as runs: "1992–1994, 2010"."""
    runs: list[list[int]] = []
    for year in sorted({int(period) for period in periods}):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
