"""Price and quantity: how much of a change in trade is dearer goods, how much more goods.

Unit: US dollars, whole; `split_part` a fraction of one. Formula, for a line traded in both years with a
quantity in the same unit, p = v / q: price effect = (p(b) - p(a)) (q(a) + q(b)) / 2, quantity effect =
(q(b) - q(a)) (p(a) + p(b)) / 2; their sum is v(b) - v(a), and lines are added up. These are Bennet's
indicators: they leave no residual, are the same with the years exchanged but for the sign, and stay in
dollars, so that they add up over lines; Laspeyres or Paasche weights would give the joint change to one
side. The price is a unit value: it moves with the mix of goods inside a line too. Reference:
T. L. Bennet (1920), The theory of measurement of changes in cost of living, Journal of the Royal
Statistical Society 83(3), 455-462; W. E. Diewert (2005), Index number theory using differences rather than
ratios, American Journal of Economics and Sociology 64(1), 311-360; on unit values M. Silver (2010), The
wrongs and rights of unit value indices, Review of Income and Wealth 56(s1), S206-S223.
"""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Any

import msgspec

from sverka.measures.decomposition import Margin, margin_of
from sverka.measures.matched_lines import (
    Amount,
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
from sverka.measures.unit_values import unit_values

COLUMNS = (
    *("exporter", "importer", "reporter", "before", "after", "valuation", "revision", "product"),
    *("before_usd", "after_usd", "change_usd", "price_usd", "quantity_usd"),
    *("before_quantity", "after_quantity", "quantity_unit", "reason"),
)


class NotSplit(StrEnum):
    """Why a line's change has no price and quantity effect."""

    NEW = "new"
    VANISHED = "vanished"
    NO_QUANTITY = "no quantity"
    OTHER_UNIT = "other unit"
    SEVERAL_CODES = "several codes"
    SUSPECT = "suspect unit value"


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """A line's change in its two effects, whole US dollars; quantities in `unit`, above zero.

    `marked` tells that a row carries a publisher's mark, such as "estimated".
    """

    product: str
    revision: str
    unit: str
    before_usd: int
    after_usd: int
    before_quantity: int
    after_quantity: int
    price_usd: int
    quantity_usd: int
    marked: bool


class Unsplit(msgspec.Struct, frozen=True, kw_only=True):
    """A line whose change, in whole US dollars, is given to neither effect."""

    product: str
    revision: str
    before_usd: int
    after_usd: int
    change_usd: int
    why: NotSplit


class PriceQuantity(msgspec.Struct, frozen=True, kw_only=True):
    """The change of the lines compared, in whole US dollars: price, quantity, and what is in neither.

    `change_usd` = `price_usd` + `quantity_usd` + `new_usd` + `vanished_usd` + `unsplit_usd`, to the dollar;
    `unsplit_usd` is of continuing lines. `split_part` is the fraction of both years' trade that the split
    lines have. `unmatched` products are in no sum.
    """

    basis: Basis
    change_usd: int
    price_usd: int
    quantity_usd: int
    new_usd: int
    vanished_usd: int
    unsplit_usd: int
    split_part: float
    lines: tuple[Split, ...]
    unsplit: tuple[Unsplit, ...]
    unmatched: tuple[Unmatched, ...]


def split_change(
    rows: Iterable[ProductYear],
    asked: Comparison,
    bridge: Bridge = no_bridge,
    suspect: Collection[str] = (),
) -> PriceQuantity | Missing:
    """Split the change of one direction in one book between two years into price and quantity effects.

    `rows` as in `decompose`. Lines of `suspect`, products whose unit value in one of the years is an outlier
    (`unit_values.py`), are not split: a wrong quantity would give two large effects that cancel out.
    Missing where no line can be split.
    """
    found = match_lines("price_quantity", rows, asked, bridge)
    if isinstance(found, Missing):
        return found
    answer = _split_all(found, suspect)
    if not answer.lines:
        reason = f"no product has a quantity in the same unit in {asked.before} and {asked.after}"
        return asked.missing("price_quantity", reason)
    return answer


def bennet(before: Amount, after: Amount) -> tuple[int, int]:
    """Return the price and the quantity effect in whole US dollars, their sum the change to the dollar.

    Quantities are of one unit and above zero. The price effect is rounded half to even, and what rounding
    leaves, below half a dollar, goes to the quantity effect.
    """
    first, last = before.quantity or 0, after.quantity or 0
    dearer = Fraction(after.value_usd, last) - Fraction(before.value_usd, first)
    price = round(dearer * (first + last) / 2)
    return price, after.value_usd - before.value_usd - price


def _split_all(found: Lines, suspect: Collection[str]) -> PriceQuantity:
    lines: list[Split] = []
    unsplit: list[Unsplit] = []
    for line in found.lines:
        margin = margin_of(line)
        if margin is None:
            continue
        why = _obstacle(line, margin, suspect)
        if why is None:
            lines.append(_split(line, found.basis))
        else:
            unsplit.append(_unsplit(line, found.basis, why))
    total = sum(line.before.value_usd + line.after.value_usd for line in found.lines)
    new, vanished = (_changed(unsplit, [why]) for why in (NotSplit.NEW, NotSplit.VANISHED))
    return PriceQuantity(
        basis=found.basis,
        change_usd=sum(line.after.value_usd - line.before.value_usd for line in found.lines),
        price_usd=sum(one.price_usd for one in lines),
        quantity_usd=sum(one.quantity_usd for one in lines),
        new_usd=new,
        vanished_usd=vanished,
        unsplit_usd=_changed(unsplit, set(NotSplit) - {NotSplit.NEW, NotSplit.VANISHED}),
        split_part=sum(one.before_usd + one.after_usd for one in lines) / total if total else 0.0,
        lines=tuple(sorted(lines, key=lambda one: (-abs(one.price_usd + one.quantity_usd), one.product))),
        unsplit=tuple(sorted(unsplit, key=lambda one: (-abs(one.change_usd), one.product))),
        unmatched=found.unmatched,
    )


def _obstacle(line: Line, margin: Margin, suspect: Collection[str]) -> NotSplit | None:
    if margin is not Margin.CONTINUING:
        return NotSplit(margin.value)
    if len(line.codes) > 1 or len(line.later_codes) > 1:
        return NotSplit.SEVERAL_CODES
    if not all(one.quantity and one.unit for one in (line.before, line.after)):
        return NotSplit.NO_QUANTITY
    if line.before.unit != line.after.unit:
        return NotSplit.OTHER_UNIT
    return NotSplit.SUSPECT if {*line.codes, *line.later_codes} & set(suspect) else None


def _split(line: Line, basis: Basis) -> Split:
    price, quantity = bennet(line.before, line.after)
    return Split(
        product=line.label,
        revision=basis.later_revision,
        unit=line.after.unit or "",
        before_usd=line.before.value_usd,
        after_usd=line.after.value_usd,
        before_quantity=line.before.quantity or 0,
        after_quantity=line.after.quantity or 0,
        price_usd=price,
        quantity_usd=quantity,
        marked=line.before.marked or line.after.marked,
    )


def _unsplit(line: Line, basis: Basis, why: NotSplit) -> Unsplit:
    return Unsplit(
        product=line.label,
        revision=basis.later_revision if line.later_codes else basis.revision,
        before_usd=line.before.value_usd,
        after_usd=line.after.value_usd,
        change_usd=line.after.value_usd - line.before.value_usd,
        why=why,
    )


def _changed(lines: Iterable[Unsplit], reasons: Collection[NotSplit]) -> int:
    return sum(one.change_usd for one in lines if one.why in reasons)


def table(
    rows: Iterable[ProductYear], years: tuple[int, int] | None = None, bridge: Bridge = no_bridge
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return COLUMNS and a row a line, for every direction and book: `years`, or the last two it has.

    Lines whose unit value is an outlier among the years of `rows` are not split. A line that is not split has
    no effects and a `reason`; a comparison that cannot be made is a row without a product.
    """
    known = list(rows)
    judged = unit_values(known)
    found: list[tuple[Any, ...]] = []
    for asked in comparisons(known, years):
        answer = split_change(known, asked, bridge, judged.suspect(asked))
        if isinstance(answer, Missing):
            found.append((*asked, "", "", "", *[None] * 8, answer.reason))
        else:
            found += _rows(asked, answer)
    return COLUMNS, found


def _rows(asked: Comparison, found: PriceQuantity) -> Iterator[tuple[Any, ...]]:
    valuation = found.basis.valuation
    for one in found.lines:
        effects = (one.price_usd + one.quantity_usd, one.price_usd, one.quantity_usd)
        quantities = (one.before_quantity, one.after_quantity, one.unit)
        values = (one.before_usd, one.after_usd, *effects, *quantities)
        yield (*asked, valuation, one.revision, one.product, *values, "")
    for out in found.unsplit:
        sums = (out.before_usd, out.after_usd, out.change_usd)
        yield (*asked, valuation, out.revision, out.product, *sums, *[None] * 5, out.why.value)
    for lost in found.unmatched:
        two = (lost.value_usd, None) if lost.year == asked.before else (None, lost.value_usd)
        yield (*asked, valuation, lost.revision, lost.product, *two, *[None] * 6, lost.why.value)
