"""Write numbers with their units: in words, and short for cells and axes."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from sverka.dossier.words.rounding import plain, rounded
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale

    from sverka.dossier.words.catalog import Catalog
    from sverka.vocabulary.figure import Figure

NBSP = "\u00a0"
_MINUS = "\u2212"
_NONE = "\u2014"
_MAGNITUDES = (12, 9, 6, 3)
_LARGE = 10_000
# English trade tables write mn and bn; CLDR's M and B are bank shorthand. CLDR has no sign for thousands
# that Kazakh tables use: its short form of 100,000 is "м.", which reads as metres.
_SHORT = {
    "en": {3: "k", 6: f"{NBSP}mn", 9: f"{NBSP}bn", 12: f"{NBSP}tn"},
    "kk": {3: f"{NBSP}мың", 6: f"{NBSP}млн", 9: f"{NBSP}млрд", 12: f"{NBSP}трлн"},
}
_COMPACT = frozenset({"USD", "tonnes", "kg"})
_WHOLE = frozenset({"rank"})
_SCALES = frozenset({"USD", "%", "+%", "times", "USD/kg", "index", "points", "tonnes", "kg"})
_CHANGES = frozenset({"+%", "points"})
_GROWTHS = frozenset({"cagr", "change", "decomposition"})
_PUBLISHED = frozenset({"goods", "turnover", "exports", "imports", "balance", "gap", "target"})
_SLIGHT = Decimal("0.01")  # percent
_SHORT_DIGITS = 3


class Amounts(NamedTuple):
    """How a language writes numbers: its CLDR locale, and its messages for units."""

    locale: Locale
    catalog: Catalog

    def amount(self, figure: Figure) -> str:
        """Write a figure in words; growth and percentage points carry their sign."""
        if _is_slight(figure):
            return self.catalog.fill("unit.%.below", {"value": self.number(_SLIGHT)})
        return self._words(_rounded(figure.value, figure.unit, _known(figure)), unit_of(figure))

    def cell(self, figure: Figure) -> str:
        """Write a figure short, with the digits that its interval bears."""
        if _is_slight(figure):
            return self.catalog.fill("unit.%.below.short", {"value": self.number(_SLIGHT)})
        return self._short(_rounded(figure.value, figure.unit, _known(figure)), unit_of(figure))

    def ends(self, figure: Figure) -> tuple[str, str]:
        """Write both ends of a figure's interval short, with the figure's digits."""
        allowed = figure.allowed
        low, high = (
            self._short(_rounded(end, figure.unit, allowed), unit_of(figure))
            for end in (allowed.low, allowed.high)
        )
        return low, high

    def short(self, value: float, unit: str) -> str:
        """Write a number for a label or an axis, with three significant digits at most."""
        exact = Interval(value, value)
        if unit not in _SCALES and float(value).is_integer():
            return self._short(plain(Decimal(int(value))), unit)
        return self._short(rounded(value, exact, most=_SHORT_DIGITS) if isfinite(value) else None, unit)

    def number(self, value: Decimal | int) -> str:
        """Write a bare number with the language's signs; digits are grouped from five on (no year is)."""
        from babel.numbers import format_decimal  # noqa: PLC0415

        found = Decimal(value)
        form = "#,##0.##" if abs(found) >= _LARGE else "0.##"
        return str(
            format_decimal(found, format=form, locale=self.locale, decimal_quantization=False)
        ).replace("-", _MINUS)

    def tag(self, value: Decimal | int) -> str:
        """Return CLDR's plural category of a number as it is written."""
        return str(self.locale.plural_form(abs(Decimal(value))))

    def _words(self, value: Decimal | None, unit: str) -> str:
        if value is None:
            return _NONE
        power = _power(value, unit)
        if power:
            written = self._scaled(value, power, _long(self.locale, power))
            return self._with_unit(value, unit, ".large", written)
        part = ".decimal" if value != value.to_integral_value() and self._has(unit, ".decimal") else ""
        return self._with_unit(value, unit, part, self.number(value))

    def _short(self, value: Decimal | None, unit: str) -> str:
        if value is None:
            return _NONE
        size = abs(value) if unit.startswith("USD") else value
        power = _power(value, unit)
        written = self._scaled(size, power, _short(self.locale, power)) if power else self.number(size)
        found = self._with_unit(size, unit, ".short", written) if self._has(unit, ".short") else written
        return _MINUS + found if size != value else found

    def _scaled(self, value: Decimal, power: int, magnitude: Mapping[str, str]) -> str:
        few = plain(value.scaleb(-power))
        return self.number(few) + magnitude.get(self.tag(few), magnitude["other"])

    def _has(self, unit: str, part: str) -> bool:
        return self.catalog.has(_key(unit) + part)

    def _with_unit(self, value: Decimal, unit: str, part: str, written: str) -> str:
        sign = "+" if unit in _CHANGES and value > 0 else ""
        if not self._has(unit, part):
            return f"{sign}{written}{NBSP}{unit}"
        return sign + self.catalog.fill(_key(unit) + part, {"value": written}, self.tag(value))


def unit_of(figure: Figure) -> str:
    """Return the unit to show a figure in: "+%" for a growth in percent, whose sign is part of it."""
    grows = figure.unit == "%" and ("growth" in figure.measure or figure.measure in _GROWTHS)
    return "+%" if grows else figure.unit


def _is_slight(figure: Figure) -> bool:
    """Tell whether a share is above zero, and too small for its digits to say anything."""
    return unit_of(figure) == "%" and 0 < figure.value < _SLIGHT


def _known(figure: Figure) -> Interval:
    """Return how far a figure is known: a published one, and the gap between two of them, to its last digit.

    Its interval says how far publishers usually revise, which is another question; the note has it. A
    forecast keeps two digits: its interval widens from year to year, and fewer would look like a change.
    """
    wide = figure.allowed.high - figure.allowed.low > abs(figure.value) / 2
    if figure.measure == "forecast" and wide:
        return Interval()
    published = figure.measure in _PUBLISHED and figure.unit == "USD"
    return Interval(figure.value, figure.value) if published else figure.allowed


def _key(unit: str) -> str:
    return f"unit.{unit.removeprefix('+')}"


def _rounded(value: float, unit: str, allowed: Interval) -> Decimal | None:
    """Round by the interval; ranks and counts are whole, and a change that may be none at all is zero."""
    if not isfinite(value):
        return None
    if unit in _WHOLE or (unit not in _SCALES and float(value).is_integer()):
        return plain(Decimal(round(value)))
    return rounded(value, allowed, to_zero=unit in {"%", "points"})


def _power(value: Decimal, unit: str) -> int:
    """Return the power of ten that a number of money or weight is written in; 0 below ten thousand."""
    if unit not in _COMPACT or abs(value) < _LARGE:
        return 0
    return next(power for power in _MAGNITUDES if abs(value) >= Decimal(1).scaleb(power))


@cache
def _long(locale: Locale, power: int) -> dict[str, str]:
    return _suffixes(locale, "long", power)


@cache
def _short(locale: Locale, power: int) -> dict[str, str]:
    own = _SHORT.get(locale.language)
    return {"other": own[power]} if own else _suffixes(locale, "short", power)


def _suffixes(locale: Locale, form: str, power: int) -> dict[str, str]:
    """Return what CLDR's compact forms write after the number, by plural category.

    Babel's own format_compact_decimal takes the plural of the unrounded float, so that 5 is "5,0" and gets
    the form of a fraction: "5 миллиона".
    """
    forms = locale.compact_decimal_formats[form]
    return {
        tag: str(by_size[str(10**power)].suffix[0]).replace(" ", NBSP).replace("'", "")
        for tag, by_size in forms.items()
        if str(10**power) in by_size
    }
