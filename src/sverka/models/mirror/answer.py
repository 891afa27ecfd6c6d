"""A pair's mirror: each year and direction with both declarations, the gap's parts, a reconciled figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from sverka.ledger import NothingHeld
from sverka.models.mirror.baci import Estimates, estimate
from sverka.models.mirror.figures import Line, Results, line_of
from sverka.models.mirror.gap import freight_gap, split_gap
from sverka.models.mirror.growth_lab import growth_lab
from sverka.models.mirror.margin import TooFewMirrors
from sverka.models.mirror.panel import Lessons, Rows, read_links, read_panel
from sverka.models.mirror.question import Method, NothingDeclared, NotInSource, Question, TotalsOnly
from sverka.models.mirror.reconciled import reconcile
from sverka.models.mirror.sides import is_declared, sides_of
from sverka.vocabulary.nomenclature import REVISIONS
from sverka.vocabulary.period import span
from sverka.vocabulary.product import TOTAL, Product

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.mirror.declared import Declared, Indices
    from sverka.models.mirror.gap import Gap
    from sverka.models.mirror.reconciled import Reconciled
    from sverka.models.mirror.sides import Sides
    from sverka.vocabulary.flow import Flow
    from sverka.vocabulary.origin import Origin

COVARIATES = "covariates"
"""The source of distances and borders."""
_MANY = 2  # times the pair's own declarations: a source with more rows holds other pairs
NO_DISTANCES = (
    "The freight cannot be estimated: the book has no distances. "
    "Bring them with `sverka fetch covariates`, then `sverka post covariates PATH`."
)


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What the estimates rest on: flows of all pairs in the source that both sides declare.

    `terms` are the margin's coefficients, those of years left out, with their standard errors;
    `lessons` says whether the product taught itself, products pooled with their unit values, or all goods,
    and `learned_from` which goods these are. A number is None where its estimate was not made; `why` tells.
    """

    first: int
    last: int
    countries: int
    mirrored: int
    margin_flows: int | None
    terms: tuple[tuple[str, float, float], ...]
    lessons: Lessons
    learned_from: str
    why: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a pair's mirror in order of exporter and year, and what they rest on.

    `others` counts the declarations of the pair in the sources that were not asked.
    """

    question: Question
    source: str
    others: dict[str, int]
    basis: Basis
    lines: tuple[Line, ...]


def mirror(ledger: Ledger, engine: FrameEngine, question: Question) -> Answer:
    """Answer a question from the book; raise NothingDeclared, NotInSource, TotalsOnly, the ledger's errors.

    Margin and reliability are estimated from all pairs of the source, in all years in which it has this
    pair: a figure does not depend on which years are asked for.
    """
    if question.method is Method.GROWTH_LAB and question.product != TOTAL:
        raise TotalsOnly
    held = tuple(flow for flow in _flows(ledger, question) if span(flow.period) and flow.period.isdigit())
    flows = tuple(flow for flow in held if _asked(flow, question))
    counted = _count(flows)
    if not counted:
        raise NothingDeclared(question)
    source = question.source or _best(ledger, counted)
    if source not in counted:
        raise NotInSource(source, counted)
    sides = sides_of(flows, source)
    rows = _read(ledger, engine, question, source, _years(held, source))
    there = rows.between(*question.pair)
    places = [_place(one, there, question) for one in sides]
    made = _make(rows, np.array([place for place in places if place is not None], np.int64), question)
    cited = _distance_origins(ledger, question) if made.distances else ()
    usual = {name: card.usual_revision for name, card in ledger.cards().items()}
    numbers = iter(range(len(places)))
    lines = []
    for one, place in zip(sides, places, strict=True):
        found = None if place is None else Results(made.reconciled, made.gap, next(numbers), cited, made.why)
        lines.append(line_of(one, found, usual))
    return Answer(
        question=question,
        source=source,
        others={name: count for name, count in counted.items() if name != source},
        basis=made.basis,
        lines=tuple(lines),
    )


def _flows(ledger: Ledger, question: Question) -> Iterable[Flow]:
    """Return the pair's flows of the goods: in every revision where the question names none."""
    product = question.product
    if product == TOTAL or product.revision:
        yield from ledger.flows(question.pair, product=product)
        return
    for revision in REVISIONS:
        yield from ledger.flows(question.pair, product=Product(product.code, revision.name))


def _asked(flow: Flow, question: Question) -> bool:
    return question.years is None or question.years[0] <= int(flow.period) <= question.years[1]


def _years(flows: Iterable[Flow], source: str) -> tuple[int, int]:
    """Return the first and last year in which either country declares anything in a source."""
    years = [int(flow.period) for flow in flows if flow.origin.source == source and flow.reporter]
    return min(years), max(years)


def _count(flows: Iterable[Flow]) -> dict[str, int]:
    """Count the declarations by source: the most first, then the source that was read last."""
    found: dict[str, list[Flow]] = {}
    for flow in flows:
        if flow.reporter is not None and is_declared(flow):
            found.setdefault(flow.origin.source, []).append(flow)
    read = {source: max(flow.origin.accessed for flow in held) for source, held in found.items()}
    ranked = sorted(found, key=lambda source: (-len(found[source]), -read[source].toordinal(), source))
    return {source: len(found[source]) for source in ranked}


def _best(ledger: Ledger, counted: dict[str, int]) -> str:
    """Choose the first source that holds other pairs too: without them no reporter can be judged."""
    held = ledger.sources()
    return next(
        (source for source in counted if held.get(source, 0) > _MANY * counted[source]), next(iter(counted))
    )


def _read(
    ledger: Ledger, engine: FrameEngine, question: Question, source: str, years: tuple[int, int]
) -> Rows:
    """Read the panel of all pairs."""
    try:
        links = read_links(ledger.facts_frame(source=COVARIATES, engine=engine), engine)
    except NothingHeld:
        links = []
    flows = ledger.frame(source=source, years=years, engine=engine)
    return read_panel(flows, engine, question.product.code, links, years)


def _place(sides: Sides, there: Mapping[tuple[str, str, str, int], int], question: Question) -> int | None:
    """Find the panel's flow of a year; None where the sides use different revisions or declare nothing."""
    if sides.revision is None:
        return None
    return there.get((sides.exporter, question.product.code, sides.revision, sides.year))


class _Made(NamedTuple):
    """What a method makes of the pair's flows, and what it rests on."""

    reconciled: Reconciled
    gap: Gap
    basis: Basis
    why: str
    distances: bool


def _make(rows: Rows, places: Indices, question: Question) -> _Made:
    panel = rows.panel
    distances = not bool(np.isnan(panel.ln_distance).all())
    if question.method is Method.GROWTH_LAB:
        found, reconciled, gap = _growth_lab(panel, places, question)
    else:
        found = estimate(panel)
        pair, of_pair = panel.pick(places), found.pick(places)
        reconciled = reconcile(pair, of_pair, question.level)
        gap = split_gap(pair, of_pair, question.level)
    why = found.why if distances else NO_DISTANCES
    if found.reliability is None and not distances:
        why = f"{NO_DISTANCES} {found.why}"
    return _Made(reconciled, gap, _basis(rows, found, why), why, distances)


def _growth_lab(panel: Declared, places: Indices, question: Question) -> tuple[Estimates, Reconciled, Gap]:
    """Reconcile by Growth Lab's rules; where costs cannot be estimated, say so and reconcile nothing."""
    pair = panel.pick(places)
    try:
        made = growth_lab(panel).pick(places)
    except TooFewMirrors as problem:
        nothing = Estimates(None, None, str(problem))
        return nothing, reconcile(pair, nothing, question.level), split_gap(pair, nothing, question.level)
    stated = "Growth Lab's method states no errors, and no part of the gap but the freight."
    return Estimates(None, None, stated), made, freight_gap(pair, made.import_fob, question.level)


def _basis(rows: Rows, found: Estimates, why: str) -> Basis:
    panel, margin = rows.panel, found.margin
    years = panel.year if len(panel.year) else np.zeros(1, np.int64)
    errors = () if margin is None else np.sqrt(np.diag(margin.covariance)).tolist()
    terms = () if margin is None else zip(margin.terms, margin.coefficients.tolist(), errors, strict=True)
    return Basis(
        first=int(years.min()),
        last=int(years.max()),
        countries=len(panel.countries),
        mirrored=int(panel.lessons.sum()),
        margin_flows=margin.kept if margin else None,
        terms=tuple(term for term in terms if not term[0].startswith("year ")),
        lessons=rows.lessons,
        learned_from=rows.goods,
        why=why if found.margin is None or found.reliability is None else "",
    )


def _distance_origins(ledger: Ledger, question: Question) -> tuple[Origin, ...]:
    """Return where the pair's distance is published."""
    one, other = question.pair
    facts = ledger.facts("distance", country=one, partner=other, source=COVARIATES)
    return tuple(dict.fromkeys(fact.origin for fact in facts))
