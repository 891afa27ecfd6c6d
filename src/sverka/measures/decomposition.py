"""Decomposition of growth: what each product adds to the change of a pair's trade between two years.

Unit: US dollars, whole; points are percent of the earlier year's trade. Formula: V(b) - V(a) = sum over
products k of (v(k, b) - v(k, a)), c(k) = 100 (v(k, b) - v(k, a)) / V(a), and the same sum by margin:
continuing lines (traded in both years; the intensive margin), new lines (in the later year alone) and
vanished lines (in the earlier alone), which together are the extensive margin. V is the sum of the lines
compared. Reference: A. Amurgo-Pacheco, M. D. Pierola (2008), Patterns of export diversification in
developing countries: intensive and extensive margins, World Bank Policy Research Working Paper 4473.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

import msgspec

from sverka.measures.matched_lines import (
    Basis,
    Comparison,
    Line,
    Lines,
    Unmatched,
    comparisons,
    match_lines,
)
from sverka.measures.missing import Missing
from sverka.measures.product_history import ProductYear
from sverka.measures.revision_bridge import Bridge, no_bridge

COLUMNS = (
    *("exporter", "importer", "reporter", "before", "after", "valuation", "revision", "product"),
    *("margin", "before_usd", "after_usd", "change_usd", "points", "reason"),
)


class Margin(StrEnum):
    """In which of the two years a line is traded; a declared zero is no trade."""

    CONTINUING = "continuing"
    NEW = "new"
    VANISHED = "vanished"


class Contribution(msgspec.Struct, frozen=True, kw_only=True):
    """What a line adds to the change, in whole US dollars and in percentage points of the earlier total.

    `product` is a code, or the codes of a group joined by "+", in the revision of the year they are of:
    the later year's, the earlier year's of a line that vanished. `points` is None where the earlier total
    is zero.
    """

    product: str
    revision: str
    margin: Margin
    before_usd: int
    after_usd: int
    change_usd: int
    points: float | None


class MarginChange(msgspec.Struct, frozen=True):
    """What all lines of a margin add: their number, whole US dollars and percentage points."""

    lines: int
    change_usd: int
    points: float | None


class Decomposition(msgspec.Struct, frozen=True, kw_only=True):
    """The change of the lines compared, in whole US dollars, and its parts, the largest change first.

    The lines' changes and those of the three margins each add up to `change_usd`, to the dollar. `growth` is
    in percent, None where the earlier total is zero. `unmatched` products are in no sum: neither year's.
    """

    basis: Basis
    before_usd: int
    after_usd: int
    change_usd: int
    growth: float | None
    continuing: MarginChange
    new: MarginChange
    vanished: MarginChange
    lines: tuple[Contribution, ...]
    unmatched: tuple[Unmatched, ...]


def margin_of(line: Line) -> Margin | None:
    """Tell a line's margin; None where it is zero in both years."""
    match line.before.value_usd > 0, line.after.value_usd > 0:
        case True, True:
            return Margin.CONTINUING
        case False, True:
            return Margin.NEW
        case True, False:
            return Margin.VANISHED
    return None


def decompose(
    rows: Iterable[ProductYear], asked: Comparison, bridge: Bridge = no_bridge
) -> Decomposition | Missing:
    """Decompose the change of one direction in one book between two years, by product and by margin.

    `rows` are of one source and one level of detail, of any years and books. Years in different revisions
    are compared in groups of codes where `bridge` has a concordance, else not at all. The sums are those of
    products, which a book's published total may exceed.
    """
    found = match_lines("decomposition", rows, asked, bridge)
    return found if isinstance(found, Missing) else _decompose(found)


def _decompose(found: Lines) -> Decomposition:
    before = sum(line.before.value_usd for line in found.lines)
    after = sum(line.after.value_usd for line in found.lines)
    lines = [
        _contribution(line, margin, found.basis, before)
        for line in found.lines
        if (margin := margin_of(line)) is not None
    ]
    return Decomposition(
        basis=found.basis,
        before_usd=before,
        after_usd=after,
        change_usd=after - before,
        growth=_points(after - before, before),
        continuing=_margin(Margin.CONTINUING, lines, before),
        new=_margin(Margin.NEW, lines, before),
        vanished=_margin(Margin.VANISHED, lines, before),
        lines=tuple(sorted(lines, key=lambda one: (-abs(one.change_usd), one.product))),
        unmatched=found.unmatched,
    )


def _contribution(line: Line, margin: Margin, basis: Basis, total: int) -> Contribution:
    change = line.after.value_usd - line.before.value_usd
    return Contribution(
        product=line.label,
        revision=basis.later_revision if line.later_codes else basis.revision,
        margin=margin,
        before_usd=line.before.value_usd,
        after_usd=line.after.value_usd,
        change_usd=change,
        points=_points(change, total),
    )


def _margin(margin: Margin, lines: Iterable[Contribution], total: int) -> MarginChange:
    changes = [one.change_usd for one in lines if one.margin is margin]
    return MarginChange(len(changes), sum(changes), _points(sum(changes), total))


def _points(change: int, total: int) -> float | None:
    return 100 * change / total if total else None


def table(
    rows: Iterable[ProductYear], years: tuple[int, int] | None = None, bridge: Bridge = no_bridge
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return COLUMNS and a row a line, for every direction and book: `years`, or the last two it has.

    What is not compared has no margin and no points, and a `reason`; a comparison that cannot be made is
    a row without a product.
    """
    known = list(rows)
    found: list[tuple[Any, ...]] = []
    for asked in comparisons(known, years):
        answer = decompose(known, asked, bridge)
        if isinstance(answer, Missing):
            found.append((*asked, "", "", "", "", None, None, None, None, answer.reason))
        else:
            found += _rows(asked, answer)
    return COLUMNS, found


def _rows(asked: Comparison, found: Decomposition) -> Iterator[tuple[Any, ...]]:
    valuation = found.basis.valuation
    for one in found.lines:
        values = (one.before_usd, one.after_usd, one.change_usd, one.points)
        yield (*asked, valuation, one.revision, one.product, one.margin.value, *values, "")
    for out in found.unmatched:
        two = (out.value_usd, None) if out.year == asked.before else (None, out.value_usd)
        yield (*asked, valuation, out.revision, out.product, "", *two, None, None, out.why.value)
