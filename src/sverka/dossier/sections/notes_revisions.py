"""What publishers changed in the pair's figures since the book first had them."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from sverka.checks.revisions import trace_revisions
from sverka.dossier.outline import Block, Cell, Gap, Land, Paragraph, Sentence, Table, Value, When
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sverka.checks.revisions import Revision, Usual
    from sverka.dossier.desk import Desk
    from sverka.vocabulary.flow import Flow
    from sverka.vocabulary.origin import Origin

_SHOWN = 12
_FROM_ZERO = Gap(Sentence("notes.from_zero"))


def revision_blocks(desk: Desk) -> Iterator[Block]:
    """Yield how many published totals were revised, and a table of them, the unusual ones first."""
    published = [flow for flow in desk.ledger.flows(desk.pair) if desk.within(flow.period)]
    if not published:
        yield Paragraph((Sentence("notes.no_totals"),))
        return
    history = trace_revisions(desk.ledger, desk.engine, desk.pair)
    found = [one for one in history.revisions if desk.within(one.after.flow.period)]
    origins = tuple(dict.fromkeys(flow.origin for flow in published))
    flows = _count(desk, len(published), "published totals of the pair", origins)
    if not found:
        yield Paragraph((Sentence("notes.unrevised", {"flows": flows}),))
        return
    yield Paragraph(tuple(_said(desk, found, flows)))
    shown = sorted(found, key=lambda one: (not one.unusual, -one.after.first_seen.timestamp()))[:_SHOWN]
    heads = (
        *("notes.column_flow", "column.book", "notes.column_seen", "notes.column_before"),
        *("notes.column_after", "column.change", "notes.column_usual_change"),
    )
    yield Table(
        id="notes-revisions",
        caption=Sentence("notes.revisions"),
        headings=tuple(map(Sentence, heads)),
        rows=tuple(_row(desk, one) for one in shown),
        note=Sentence("notes.revisions_note") if len(shown) < len(found) else None,
    )


def _said(desk: Desk, found: Sequence[Revision], flows: Figure) -> Iterator[Sentence]:
    origins = tuple(dict.fromkeys(one.after.flow.origin for one in found))
    number = _count(desk, len(found), "revisions of published totals", origins)
    yield Sentence("notes.revised", {"number": number, "flows": flows})
    unusual = [one for one in found if one.unusual]
    if not unusual:
        yield Sentence("notes.none_unusual")
    for one in unusual[-3:]:
        flow = one.after.flow
        values: dict[str, Value] = {"exporter": Land(flow.exporter), "importer": Land(flow.importer)}
        values |= {"period": When(flow.period), "book": _book(flow)}
        values |= {"before": _value(desk, one.before.flow), "after": _value(desk, flow)}
        yield Sentence("notes.unusual", values)


def _row(desk: Desk, one: Revision) -> tuple[Cell, ...]:
    flow = one.after.flow
    named: dict[str, Value] = {"exporter": Land(flow.exporter), "importer": Land(flow.importer)}
    return (
        Sentence("notes.flow", named | {"period": When(flow.period)}),
        _book(flow),
        When(one.after.first_seen.date().isoformat()),
        _value(desk, one.before.flow),
        _value(desk, flow),
        _FROM_ZERO if one.change is None else _percent(one, one.change, "change", "new value over the old"),
        _usual(one, one.usual),
    )


def _usual(one: Revision, usual: Usual) -> Sentence:
    """Say what is usual, who says so, and whether this revision is."""
    spread = _percent(one, 100 * (exp(usual.spread) - 1), "usual_revision", usual.words)
    key = "notes.beyond" if one.unusual else "notes.within"
    if usual.flows is None:
        return Sentence(key, {"usual": Sentence("notes.by_card", {"spread": spread})})
    centre = _percent(one, 100 * (exp(usual.centre) - 1), "change", usual.words)
    measured = Sentence("notes.by_measure", {"spread": spread, "centre": centre}, usual.flows)
    return Sentence(key, {"usual": measured})


def _book(flow: Flow) -> Value:
    return Land(flow.reporter) if flow.reporter else Sentence("notes.both_sides")


def _value(desk: Desk, flow: Flow) -> Figure:
    usual, value = desk.usual(flow.origin.source), float(flow.value_usd)
    return Figure(
        measure="goods",
        subject=flow.subject,
        value=value,
        unit="USD",
        period=flow.period,
        book=flow.reporter,
        valuation=flow.valuation,
        method=f"as declared by {flow.reporter}" if flow.reporter else "as reconciled by the publisher",
        allowed=Interval(value * (1 - usual), value * (1 + usual)),
        origins=(flow.origin,),
    )


def _percent(one: Revision, value: float, measure: str, method: str) -> Figure:
    flow = one.after.flow
    return Figure(
        measure=measure,
        subject=flow.subject,
        value=value,
        unit="%",
        period=flow.period,
        book=flow.reporter,
        valuation=flow.valuation,
        method=method,
        allowed=Interval(value, value),
        origins=tuple(dict.fromkeys((one.before.flow.origin, flow.origin))),
    )


def _count(desk: Desk, number: int, method: str, origins: tuple[Origin, ...]) -> Figure:
    return Figure(
        measure="figures",
        subject=desk.pair.subject,
        value=float(number),
        unit="figures",
        period=str(desk.asked.today.year),
        book=None,
        valuation="",
        method=method,
        allowed=Interval(number, number),
        origins=origins,
    )
