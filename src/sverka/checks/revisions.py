"""Hold the vintages of a pair's flows against each other: what was changed, and whether that is usual."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from math import exp, log
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from sverka.checks.phrasing import amount, country, day, period_words, whose_book
from sverka.ledger import Ledger, NothingHeld, Vintage
from sverka.sources.card import Card
from sverka.vocabulary.country import Country, Pair
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.product import TOTAL, Product

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine

ENOUGH = 20
"""Revised flows from which a reporter's own usual revision is measured: a median of fewer says little."""

FAR = 3.5
"""Spreads from the centre beyond which a value is an outlier (Iglewicz and Hoaglin 1993)."""

_NORMAL = 1.4826  # median absolute deviation to standard deviation, for a normal distribution
_KEY = ("exporter", "importer", "reporter", "product", "revision", "period", "valuation")
_Book: TypeAlias = tuple[str, Country | None]
"""A source and a reporter."""


class Usual(msgspec.Struct, frozen=True):
    """How far a reporter's figures are usually revised, as logarithms of new over old value.

    `flows` counts the revised flows that it was measured from, None where it is the source's card.
    """

    centre: float
    spread: float
    flows: int | None = None

    def is_far(self, change: float) -> bool:
        """Tell whether a change lies far outside what is usual."""
        return abs(change - self.centre) > FAR * self.spread

    @property
    def words(self) -> str:
        """Say how far and who says so."""
        if self.flows is None:
            return f"± {_percent(self.spread):.2g} % by the source's card"
        middle = f" around {_percent(self.centre):+.2g} %" if self.centre else ""
        return f"± {_percent(self.spread):.2g} %{middle}, measured from {self.flows} revised flows"


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """A flow's value in one vintage and in the next.

    `change` is the new value over the old one less 1, in %; None where one of them is zero. `usual` is
    what the change was held against.
    """

    before: Vintage
    after: Vintage
    change: float | None
    usual: Usual
    unusual: bool


class RevisionHistory(msgspec.Struct, frozen=True, kw_only=True):
    """Every revision of a pair's flows of one product, in order of the day the book had it.

    `flows` counts the flows that the book has, `restated` the vintages in which the value stayed and
    another mark (quantity, unit, flag) changed.
    """

    pair: Pair
    product: Product
    revisions: tuple[Revision, ...]
    flows: int
    restated: int
    findings: tuple[Finding, ...]


def trace_revisions(
    ledger: Ledger,
    engine: "FrameEngine",
    pair: Pair,
    *,
    product: Product = TOTAL,
    since: date | None = None,
) -> RevisionHistory:
    """Find what changed between vintages, since the day `since` if given; unusual changes are findings.

    A change is unusual when it lies far outside the reporter's own revisions in that source on the same
    days, over all partners; where fewer than ENOUGH flows were revised, or both vintages were posted on
    one day, when it lies far outside the usual revision of the source's card.
    """
    flows = [list(vintages) for _, vintages in groupby(ledger.vintages(pair, product=product), _key)]
    steps = sorted(
        (step for vintages in flows for step in pairwise(vintages) if _is_since(step[1], since)),
        key=lambda step: step[1].first_seen,
    )
    changed = [step for step in steps if _values(*step)[0] != _values(*step)[1]]
    usual = _usual(ledger, engine, product, changed)
    revisions = tuple(_revision(*step, usual[_book(step[1].flow)]) for step in changed)
    return RevisionHistory(
        pair=pair,
        product=product,
        revisions=revisions,
        flows=len(flows),
        restated=len(steps) - len(changed),
        findings=tuple(_finding(one) for one in revisions if one.unusual),
    )


def usual_revision_measured(changes: Sequence[float]) -> Usual | None:
    """Measure the usual revision from logarithms of new over old value; None where there are too few.

    Centre is the median and spread the median absolute deviation, scaled to a standard deviation: a
    handful of large revisions does not widen what counts as usual. Flows that were not revised do not
    count; where all changes are the same there is no spread to measure.
    """
    if len(changes) < ENOUGH:
        return None
    centre = median(changes)
    spread = _NORMAL * median(abs(change - centre) for change in changes)
    return Usual(centre, spread, len(changes)) if spread > 0 else None


def _key(vintage: Vintage) -> tuple[object, ...]:
    flow = vintage.flow
    return (flow.origin.source, flow.exporter, flow.importer, flow.reporter, flow.period, flow.valuation)


def _book(flow: Flow) -> _Book:
    return flow.origin.source, flow.reporter


def _is_since(vintage: Vintage, since: date | None) -> bool:
    return since is None or vintage.first_seen.date() >= since


def _values(before: Vintage, after: Vintage) -> tuple[int, int]:
    """Return both values in one money: the published one, dollars where it was changed for another."""
    if before.flow.currency == after.flow.currency:
        return before.flow.value, after.flow.value
    return before.flow.value_usd, after.flow.value_usd


def _usual(
    ledger: Ledger, engine: "FrameEngine", product: Product, changed: Sequence[tuple[Vintage, Vintage]]
) -> Mapping[_Book, Usual]:
    """Return the usual revision of every book that was revised: measured where it can be, else the card's."""
    cards = ledger.cards()
    days: dict[_Book, set[date]] = {}
    years: dict[_Book, set[int]] = {}
    for _, after in changed:
        days.setdefault(_book(after.flow), set()).add(after.first_seen.date())
        years.setdefault(_book(after.flow), set()).add(int(after.flow.period[:4]))
    found = {}
    for book, revised_on in days.items():
        asked = _Asked(book, product, (min(years[book]), max(years[book])))
        changes = [one for when in sorted(revised_on) for one in _changes(ledger, engine, asked, when)]
        found[book] = usual_revision_measured(changes) or _of_card(cards[book[0]])
    return found


class _Asked(msgspec.Struct, frozen=True):
    """Whose revisions are measured: a book's, of one product, in the years that were revised."""

    book: _Book
    product: Product
    years: tuple[int, int]


def _of_card(card: Card) -> Usual:
    return Usual(0.0, log(1 + card.usual_revision))


def _changes(ledger: Ledger, engine: "FrameEngine", asked: _Asked, when: date) -> Iterator[float]:
    """Yield the logarithm of every change that a book saw on a day, over all partners."""
    import narwhals as nw  # noqa: PLC0415  most books have nothing revised

    try:
        before = _frame(ledger, engine, asked, when - timedelta(days=1))
        after = _frame(ledger, engine, asked, when)
    except NothingHeld:
        return
    old, new = nw.col("value_usd_right"), nw.col("value_usd")
    joined = after.join(before, on=list(_KEY), how="inner", suffix="_right")
    revised = joined.filter((old != new) & (old > 0) & (new > 0)).select(old, new)
    for was, became in engine.collect(revised):
        yield log(became / was)


def _frame(ledger: Ledger, engine: "FrameEngine", asked: _Asked, as_of: date) -> "Frame":
    import narwhals as nw  # noqa: PLC0415

    source, reporter = asked.book
    frame = ledger.frame(source=source, years=asked.years, as_of=as_of, engine=engine)
    own = frame.filter(
        nw.col("reporter") == (reporter or ""),
        nw.col("product") == asked.product.code,
        nw.col("revision") == asked.product.revision,
    )
    chosen: Frame = own.select(*_KEY, "value_usd")
    return chosen


def _revision(before: Vintage, after: Vintage, usual: Usual) -> Revision:
    was, became = _values(before, after)
    told = was > 0 and became > 0
    return Revision(
        before=before,
        after=after,
        change=100 * (became / was - 1) if told else None,
        usual=usual,
        unusual=not told or usual.is_far(log(became / was)),
    )


def _finding(revision: Revision) -> Finding:
    was, became = _values(revision.before, revision.after)
    flow = revision.after.flow
    money = flow.currency if revision.before.flow.currency == flow.currency else "USD"
    seen: datetime = revision.after.first_seen
    how = "from or to nothing" if revision.change is None else f"{revision.change:+.3g} %"
    return Finding(
        check="unusual revision",
        severity=Severity.WARNING,
        about=f"{flow.subject} {flow.period}",
        message=(
            f"The goods from {country(flow.exporter)} to {country(flow.importer)} in "
            f"{period_words(flow.period)} were changed in {whose_book(flow.reporter)} from "
            f"{amount(was, money)} to {amount(became, money)} ({how}); "
            f"usual is {revision.usual.words}."
        ),
        evidence=tuple(
            f"{one.flow.origin.source}: {one.flow.origin.place}" for one in (revision.before, revision.after)
        ),
        next_step=(
            f"Look for the reporter's note on the change; what was checked before {day(seen.date())} "
            "rests on the former figure."
        ),
    )


def _percent(change: float) -> float:
    """Write the logarithm of a ratio as a change in %."""
    return 100 * (exp(change) - 1)
