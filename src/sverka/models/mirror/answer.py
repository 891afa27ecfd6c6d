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
from sverka.models.mirror.pair_goods import goods_of_pair, in_shared_revisions, is_harmonised, panel_of
from sverka.models.mirror.panel import Lessons, Rows, read_links, read_panel, read_reports
from sverka.models.mirror.question import Method, NotHarmonised, NothingDeclared, NotInSource, Question
from sverka.models.mirror.reconciled import reconcile
from sverka.models.mirror.reports import Reports
from sverka.models.mirror.sides import is_declared, sides_of
from sverka.vocabulary.nomenclature import REVISIONS
from sverka.vocabulary.period import span
from sverka.vocabulary.product import TOTAL, Product

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sverka.ledger import Ledger
    from sverka.ledger.engine import Frame, FrameEngine
    from sverka.models.mirror.declared import Declared, Indices
    from sverka.models.mirror.gap import Gap
    from sverka.models.mirror.growth_lab_goods import Goods
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

STATED = "Growth Lab's method states no errors, and no part of the gap but the freight."


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
    """Answer a question from the book; raise a MirrorError or the ledger's errors.

    Margin and reliability are estimated from all pairs of the source, in all years in which it has this
    pair: a figure does not depend on which years are asked for. Growth Lab's method brings goods to the
    pair's total, the figure that it gives without a product.
    """
    held = _held(ledger, question)
    flows = tuple(flow for flow in held if _asked(flow, question))
    counted = _count(flows)
    if not counted:
        raise NothingDeclared(question)
    source = question.source or _best(ledger, counted)
    if source not in counted:
        raise NotInSource(source, counted)
    book = _Book(ledger, engine, question, source)
    made = _bring_to_total(book, flows) if _is_brought(question) else _reconcile(book, held, flows)
    usual = {name: card.usual_revision for name, card in ledger.cards().items()}
    return Answer(
        question=question,
        source=source,
        others={name: count for name, count in counted.items() if name != source},
        basis=made.basis,
        lines=tuple(line_of(one, found, usual) for one, found in zip(made.sides, made.results, strict=True)),
    )


class _Book(NamedTuple):
    """Where the answer is read, and what is asked of it."""

    ledger: Ledger
    engine: FrameEngine
    question: Question
    source: str

    def panel(self, product: str, years: tuple[int, int]) -> Rows:
        """Read the panel of all pairs."""
        try:
            facts = self.ledger.facts_frame(source=COVARIATES, engine=self.engine)
            links = read_links(facts, self.engine)
        except NothingHeld:
            links = []
        return read_panel(self.frame(years), self.engine, product, links, years)

    def frame(self, years: tuple[int, int]) -> Frame:
        """Return the source's flows."""
        return self.ledger.frame(source=self.source, years=years, engine=self.engine)


class _Made(NamedTuple):
    """What a method makes of each direction and year (None: nothing can be compared), and what on."""

    sides: tuple[Sides, ...]
    results: tuple[Results | None, ...]
    basis: Basis


def _reconcile(book: _Book, held: tuple[Flow, ...], flows: tuple[Flow, ...]) -> _Made:
    """Reconcile the flows by estimates from a panel of the same goods."""
    question, sides = book.question, sides_of(flows, book.source)
    rows = book.panel(question.product.code, _years(held, book.source))
    there = rows.between(*question.pair)
    places = [_place(one, there, question) for one in sides]
    chosen = np.array([place for place in places if place is not None], np.int64)
    if question.method is Method.GROWTH_LAB:
        found, reconciled, gap = _growth_lab(rows.panel, chosen, question)
    else:
        found = estimate(rows.panel)
        pair, of_pair = rows.panel.pick(chosen), found.pick(chosen)
        reconciled = reconcile(pair, of_pair, question.level)
        gap = split_gap(pair, of_pair, question.level)
    why, cited = _why(rows, found), _distance_origins(book, rows)
    numbers = iter(range(len(chosen)))
    results = tuple(
        None if place is None else Results(reconciled, gap, next(numbers), cited, why) for place in places
    )
    return _Made(sides, results, _basis(rows, found, why))


def _is_brought(question: Question) -> bool:
    """Tell whether goods are to be brought to the pair's total."""
    return question.method is Method.GROWTH_LAB and question.product != TOTAL


def _bring_to_total(book: _Book, flows: tuple[Flow, ...]) -> _Made:
    """Reconcile goods by Growth Lab's step for products, which needs the totals and all products."""
    question, source = book.question, book.source
    totals = _yearly(book.ledger.flows(question.pair))
    with_totals = any(flow.origin.source == source and flow.reporter for flow in totals)
    rows = book.panel(TOTAL.code, _years(totals if with_totals else flows, source))
    years = _years(flows, source)
    reports = Reports(read_reports(book.frame(years), book.engine, question.pair, years))
    own = (flow for flow in flows if flow.reporter is None or flow.origin.source == source)
    sides = sides_of(in_shared_revisions(own, reports), source)
    compared = [one for one in sides if one.revision is not None]
    panel = panel_of(compared)
    goods: tuple[Goods | None, ...] = (None,) * len(compared)
    try:
        goods, reconciled, gap = goods_of_pair(question, compared, panel, rows, reports)
        found = Estimates(None, None, f"{STATED} A product's freight is that of the pair's total.")
    except TooFewMirrors as problem:
        found = Estimates(None, None, str(problem))
        reconciled, gap = reconcile(panel, found, question.level), split_gap(panel, found, question.level)
    why, cited = _why(rows, found), _distance_origins(book, rows)
    origins = {(one.exporter, one.year): one.origins for one in sides_of(totals, source)}
    numbers = iter(range(len(compared)))

    def result(one: Sides) -> Results | None:
        if one.revision is None:
            return None
        row = next(numbers)
        of_totals = origins.get((one.exporter, one.year), ())
        return Results(reconciled, gap, row, cited, why, goods[row], of_totals)

    return _Made(sides, tuple(map(result, sides)), _basis(rows, found, why))


def _yearly(flows: Iterable[Flow]) -> tuple[Flow, ...]:
    return tuple(flow for flow in flows if span(flow.period) and flow.period.isdigit())


def _held(ledger: Ledger, question: Question) -> tuple[Flow, ...]:
    """Return the pair's flows of the goods in whole years; raise NotHarmonised."""
    if not _is_brought(question):
        return _yearly(_flows(ledger, question))
    if not is_harmonised(question.product):
        raise NotHarmonised(question.product)
    held = _yearly(_flows(ledger, question))
    kept = tuple(flow for flow in held if is_harmonised(flow.product))
    if held and not kept:
        raise NotHarmonised(held[0].product)
    return kept


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


def _place(sides: Sides, there: Mapping[tuple[str, str, str, int], int], question: Question) -> int | None:
    """Find the panel's flow of a year; None where the sides use different revisions or declare nothing."""
    if sides.revision is None:
        return None
    return there.get((sides.exporter, question.product.code, sides.revision, sides.year))


def _why(rows: Rows, found: Estimates) -> str:
    """Say why estimates are missing."""
    if _has_distances(rows):
        return found.why
    return NO_DISTANCES if found.reliability is not None else f"{NO_DISTANCES} {found.why}"


def _has_distances(rows: Rows) -> bool:
    return not bool(np.isnan(rows.panel.ln_distance).all())


def _growth_lab(panel: Declared, places: Indices, question: Question) -> tuple[Estimates, Reconciled, Gap]:
    """Reconcile by Growth Lab's rules; where costs cannot be estimated, say so and reconcile nothing."""
    pair = panel.pick(places)
    try:
        made = growth_lab(panel).pick(places)
    except TooFewMirrors as problem:
        nothing = Estimates(None, None, str(problem))
        return nothing, reconcile(pair, nothing, question.level), split_gap(pair, nothing, question.level)
    return Estimates(None, None, STATED), made, freight_gap(pair, made.import_fob, question.level)


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


def _distance_origins(book: _Book, rows: Rows) -> tuple[Origin, ...]:
    """Return where the pair's distance is published, if the freight was estimated from distances."""
    if not _has_distances(rows):
        return ()
    one, other = book.question.pair
    facts = book.ledger.facts("distance", country=one, partner=other, source=COVARIATES)
    return tuple(dict.fromkeys(fact.origin for fact in facts))
