"""Find quantities: numbers with their unit, currency and hedge."""

import re
from dataclasses import dataclass, replace
from functools import cache

from sverka.claims.numbers import Number, find_numbers
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Hedge, Unit

_MILLION = 1e6
_BEFORE = 70
_INSERTION = 20


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: characters without the hedge, value and high in its unit.

    `hedged` is where the hedge begins (the quantity's own start where there is none); `direction` is
    set where the quantity is itself a verb of growth ("doubled"). `currency` starts with "?" where the
    word leaves the country open ("?RUB": roubles, whose it does not say).
    """

    start: int
    end: int
    value: float
    high: float | None
    half_step: float | None
    unit: Unit | None
    currency: str | None
    hedge: Hedge
    hedged: int
    direction: str | None = None
    fraction: bool = False


def find_quantities(low: str, masked: str, lang: str) -> list[Quantity]:
    """Find the quantities of folded text, in order.

    `masked` is the same text with periods and dates blanked out, so that a year is no number and
    a period between a hedge and its number ("exceeded in 2022 one billion") does not part them.
    """
    found = [_measured(low, masked, number, lang) for number in find_numbers(masked, lang)]
    found += _worded(masked, lang)
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if joint(lang, "number_label").search(masked[max(0, quantity.start - 12) : quantity.start]):
            continue
        if joint(lang, "price").match(masked, quantity.end):
            continue
        if not kept or quantity.start >= kept[-1].end:
            kept.append(_hedged(masked, quantity, lang))
    return kept


@cache
def _after(lang: str) -> re.Pattern[str]:
    units = tables_for(lang).units
    money = "|".join(f"(?P<m{i}>{pattern})" for i, (pattern, _) in enumerate(units.currency_after))
    return re.compile(
        rf"(?:\s(?P<odd>{units.odd}))?[ \u00a0\u202f]*"
        rf"(?:(?P<points>{units.points})|(?P<percent>{units.percent})|(?P<times>{units.times})"
        rf"|(?P<paren>\(\s*)?(?:{money})(?!\w)(?(paren)[^()]*\)|)"
        rf"|(?P<tonnes>{units.tonnes})|(?P<other>{units.not_money}))"
    )


@cache
def _before(lang: str) -> re.Pattern[str]:
    units = tables_for(lang).units
    money = "|".join(f"(?P<m{i}>{pattern})" for i, (pattern, _) in enumerate(units.currency_before))
    return re.compile(rf"(?<![a-zа-я])(?:{money})\s?$")


def _measured(low: str, masked: str, number: Number, lang: str) -> Quantity:
    """Read the unit of a number from what stands after it, or the currency sign before it."""
    units = tables_for(lang).units
    start, end = number.start, number.end
    unit, currency = None, None
    sign = _before(lang).search(low[max(0, start - 9) : start])
    if sign:
        start -= len(sign.group())
        unit, currency = Unit.MONEY, units.currency_before[_index(sign)][1]
    after = _after(lang).match(masked, end)
    if after and not sign:
        unit, currency = _unit_after(after, units.currency_after)
        end = after.end() if unit else end
        if "(" in low[start:end] and ")" not in low[start:end]:
            closing = low.find(")", end, end + _INSERTION)
            end = closing + 1 if closing >= 0 else end
    elif not after and not sign and number.scale >= _MILLION:
        unit = Unit.MONEY
    hedge = Hedge.MORE_THAN if after and after["odd"] else Hedge.EXACT
    return Quantity(start, end, number.value, number.high, number.half_step, unit, currency, hedge, start)


def _index(found: re.Match[str]) -> int:
    return next(int(name[1:]) for name, text in found.groupdict().items() if text and name[1:].isdigit())


def _unit_after(
    after: re.Match[str], currencies: tuple[tuple[str, str], ...]
) -> tuple[Unit | None, str | None]:
    kinds = (
        ("points", Unit.POINTS),
        ("percent", Unit.PERCENT),
        ("times", Unit.TIMES),
        ("tonnes", Unit.TONNES),
    )
    for name, unit in kinds:
        if after[name]:
            return unit, None
    if after["other"]:
        return None, None
    return Unit.MONEY, currencies[_index(after)][1]


@cache
def _words(lang: str) -> tuple[re.Pattern[str], dict[str, tuple[float, Unit, str | None]]]:
    numbers = tables_for(lang).numbers
    groups: dict[str, tuple[float, Unit, str | None]] = {}
    parts = []
    for kind, unit, direction in (
        ("fractions", Unit.PERCENT, None),
        ("multiples", Unit.TIMES, None),
        ("multiple_verbs", Unit.TIMES, "up"),
        ("multiple_down", Unit.TIMES, "down"),
    ):
        for index, (pattern, value) in enumerate(getattr(numbers, kind)):
            name = f"{kind}{index}"
            groups[name] = (value, unit, direction)
            parts.append(rf"(?P<{name}>(?:{pattern}))")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])"), groups


def _worded(masked: str, lang: str) -> list[Quantity]:
    """Find quantities that are a word of their own: a third, twofold, tripled."""
    pattern, groups = _words(lang)
    return [
        Quantity(
            start=found.start(),
            end=found.end(),
            value=value,
            high=None,
            half_step=None,
            unit=unit,
            currency=None,
            hedge=Hedge.EXACT,
            hedged=found.start(),
            direction=direction,
            fraction=unit is Unit.PERCENT,
        )
        for found in pattern.finditer(masked)
        for value, unit, direction in [groups[found.lastgroup or ""]]
    ]


@cache
def _hedges(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = tables_for(lang).hedges
    before = "|".join(f"(?P<{name}>{pattern})" for name, pattern in words.before)
    after = "|".join(f"(?P<{name}{i}>{pattern})" for i, (name, pattern) in enumerate(words.after))
    return (
        re.compile(rf"(?<!\w)(?:{before}){words.filler}[\s(]*$"),
        re.compile(rf"\s*(?:{after})"),
    )


def _hedged(masked: str, quantity: Quantity, lang: str) -> Quantity:
    """Take the hedge beside a quantity; a range is a hedge of its own."""
    if quantity.hedge is not Hedge.EXACT:
        return quantity
    if quantity.high is not None:
        return replace(quantity, hedge=Hedge.RANGE)
    before, after = _hedges(lang)
    from_ = max(0, quantity.start - _BEFORE)
    found = before.search(masked[from_ : quantity.start])
    if found:
        return replace(quantity, hedge=Hedge(found.lastgroup or ""), hedged=from_ + found.start())
    tail = after.match(masked, quantity.end)
    if tail:
        name = (tail.lastgroup or "").rstrip("0123456789")
        return replace(quantity, hedge=Hedge(name), end=tail.end())
    return quantity
