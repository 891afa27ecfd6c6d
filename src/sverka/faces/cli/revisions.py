"""`sverka revisions`: what publishers changed in a pair's figures, and the figures as of a past day."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from sverka.checks.revisions import trace_revisions
from sverka.faces.cli.book import BookError, opened_book
from sverka.faces.cli.options import command_parser, day, goods_of_revision
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data
from sverka.faces.settings import default_book
from sverka.ledger.engines import EngineName, start_engine
from sverka.vocabulary.country import PairError, parse_pair
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from datetime import date

    from rich.table import Table

    from sverka.checks.revisions import Revision, RevisionHistory
    from sverka.ledger import Vintage
    from sverka.vocabulary.country import Pair
    from sverka.vocabulary.flow import Flow
    from sverka.vocabulary.product import Product


def parser() -> ArgumentParser:
    """Make the parser of `sverka revisions`."""
    found = command_parser("revisions", "sverka revisions A B [options]")
    add = found.add_argument
    add("countries", nargs="+", metavar="A B", help="two countries by ISO alpha-3 code, as in BLR KAZ")
    add(
        "--product",
        type=goods_of_revision,
        default=TOTAL,
        metavar="REVISION:CODE",
        help="goods of one code with its nomenclature, as in HS2017:8701 (all goods)",
    )
    add("--since", type=day, metavar="DAY", help="only what the book had on this day or later")
    add("--as-of", type=day, metavar="DAY", help="show the figures that the book had on this day instead")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write the revisions, or the figures, as data")
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Show the revisions of a pair, or its figures as of a day; return the exit code."""
    try:
        chosen = parse_pair("-".join(options.countries))
    except PairError as problem:
        asked.error(str(problem))
    if options.as_of and options.since:
        asked.error("--since and --as-of ask for two different things: give one of them")
    try:
        if options.as_of:
            return _show_figures(chosen, options)
        return _show_revisions(chosen, options)
    except BookError as problem:
        say(problem)
        return 3
    except OutputError as problem:
        say(problem)
        return 2


def _show_revisions(chosen: Pair, options: Namespace) -> int:
    with (
        opened_book(options.book) as ledger,
        closing(start_engine(EngineName.DUCKDB, options.book or default_book())) as engine,
    ):
        history = trace_revisions(ledger, engine, chosen, product=options.product, since=options.since)
    if options.json:
        write_data(revisions_data(history, options.since), options.json)
    if options.json != STDOUT:
        _print_history(history, options.since)
    return 0


def _show_figures(chosen: Pair, options: Namespace) -> int:
    with opened_book(options.book) as ledger:
        flows = ledger.flows(chosen, product=options.product, as_of=options.as_of)
    if options.json:
        figures = [_flow_data(flow) | _figure_data(flow) for flow in flows]
        asked = {"pair": chosen.subject, "product": product_words(options.product)}
        write_data(asked | {"as_of": options.as_of.isoformat(), "figures": figures}, options.json)
    if options.json != STDOUT:
        _print_figures(flows, chosen, options.product, options.as_of)
    return 0


def product_words(found: Product) -> str:
    """Write a product as the option reads it: "HS2017:8701"."""
    return found.code if found == TOTAL else f"{found.revision}:{found.code}"


def revisions_data(history: RevisionHistory, since: date | None) -> dict[str, Any]:
    """Return the revisions as JSON-ready data; `change` and the usual revision are in %."""
    from sverka.dossier.data import finding_data  # noqa: PLC0415 - after the book has opened

    return {
        "pair": history.pair.subject,
        "product": product_words(history.product),
        "since": since.isoformat() if since else None,
        "flows": history.flows,
        "revisions": [_revision_data(one) for one in history.revisions],
        "restated": history.restated,
        "findings": [finding_data(finding) for finding in history.findings],
    }


def _revision_data(revision: Revision) -> dict[str, Any]:
    return _flow_data(revision.after.flow) | {
        "before": _vintage_data(revision.before),
        "after": _vintage_data(revision.after),
        "change": revision.change,
        "unusual": revision.unusual,
        "usual": revision.usual.words,
        "usual_measured_from": revision.usual.flows,
    }


def _flow_data(flow: Flow) -> dict[str, Any]:
    return {
        "flow": flow.subject,
        "reporter": flow.reporter,
        "period": flow.period,
        "valuation": str(flow.valuation),
        "source": flow.origin.source,
    }


def _vintage_data(vintage: Vintage) -> dict[str, Any]:
    return _figure_data(vintage.flow) | {"first_seen": vintage.first_seen.isoformat()}


def _figure_data(flow: Flow) -> dict[str, Any]:
    return {
        "value": flow.value,
        "currency": flow.currency,
        "value_usd": flow.value_usd,
        "flag": flow.flag,
        "place": flow.origin.place,
        "snapshot": flow.origin.snapshot,
    }


def _print_history(history: RevisionHistory, since: date | None) -> None:
    from rich.console import Console  # noqa: PLC0415 - rich costs time that data need not pay
    from rich.text import Text  # noqa: PLC0415

    from sverka.dossier import show  # noqa: PLC0415

    console = Console(highlight=False)
    about = _about(history.pair, history.product)
    if not history.revisions:
        console.print(Text(_nothing(history, about, f" since {show.day(since)}" if since else "")))
        return
    console.print(Text(f"{about}: what publishers changed", style="bold"))
    table = _table("Goods", "Book", "Period", "Before", "After", "Change", "Source")
    for one in history.revisions:
        flow = one.after.flow
        change = "" if one.change is None else f"{one.change:+.3g} %"
        mark = Text.assemble("\n", ("! unusual", "yellow")) if one.unusual else ""
        table.add_row(
            show.subject(flow.subject),
            f"{show.book(flow.reporter)}\n{flow.valuation}",
            show.period(flow.period),
            _value_seen(one.before),
            _value_seen(one.after),
            Text.assemble(change, mark),
            flow.origin.source,
        )
    console.print(table)
    for finding in history.findings:
        console.print(Text(f"! {finding.message} {finding.next_step or ''}"))
    for words in dict.fromkeys(_usual_words(one) for one in history.revisions):
        console.print(Text(words, style="bright_black"))
    if history.restated:
        console.print(Text(f"{history.restated} more vintages changed a quantity or a mark and no value."))


def _nothing(history: RevisionHistory, about: str, since: str) -> str:
    if not history.flows:
        return f"{about}: the book holds no figures."
    marks = f" ({history.restated} vintages changed a quantity or a mark only)" if history.restated else ""
    return f"{about}: none of {history.flows} figures was changed{since}{marks}."


def _usual_words(revision: Revision) -> str:
    from sverka.checks.phrasing import country  # noqa: PLC0415 - needs Babel

    flow = revision.after.flow
    whose = country(flow.reporter) if flow.reporter else "reconciled figures"
    return f"Usual for {whose} in {flow.origin.source}: {revision.usual.words}."


def _print_figures(flows: Sequence[Flow], chosen: Pair, goods: Product, as_of: date) -> None:
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from sverka.dossier import show  # noqa: PLC0415

    console = Console(highlight=False)
    about = _about(chosen, goods)
    if not flows:
        console.print(Text(f"{about}: the book held no figures on {show.day(as_of)}."))
        return
    console.print(Text(f"{about}: the book's figures on {show.day(as_of)}", style="bold"))
    table = _table("Goods", "Book", "Period", "Value", "Mark", "Source")
    for flow in flows:
        table.add_row(
            show.subject(flow.subject),
            f"{show.book(flow.reporter)}, {flow.valuation}",
            show.period(flow.period),
            _value(flow),
            flow.flag,
            f"{flow.origin.source}: {flow.origin.place}",
        )
    console.print(table)


def _about(chosen: Pair, goods: Product) -> str:
    from sverka.dossier import show  # noqa: PLC0415

    return show.subject(chosen.subject) + ("" if goods == TOTAL else f", {product_words(goods)}")


def _table(*headings: str) -> Table:
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.HORIZONTALS, expand=True, padding=(0, 1), header_style="bold")
    for heading in headings:
        right = heading in {"Before", "After", "Change", "Value"}
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    return table


def _value(flow: Flow) -> str:
    return f"{flow.currency} {flow.value:,}"


def _value_seen(vintage: Vintage) -> str:
    from sverka.dossier import show  # noqa: PLC0415

    return f"{_value(vintage.flow)}\n{show.day(vintage.first_seen.date())}"
