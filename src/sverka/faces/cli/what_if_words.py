"""Put figures of a changed world into words: amounts, percentages, intervals, and what was changed."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import TYPE_CHECKING

from sverka.dossier.sections.industry_names import industry
from sverka.dossier.words.countries import country_name
from sverka.dossier.words.language import language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sverka.models.equilibrium.pair.answer import Change, Estimate, Route
    from sverka.vocabulary.country import Country

NONE = "–"
_MILLION = 1e6
_BILLION = 1e9
_LARGE, _MIDDLING, _SMALL = 10_000, 100, 1
_PLAIN_PERCENT = 10
_HUNDRED = 100
_MOST_PLACES = 6
_LARGE_FACTOR, _SMALL_FACTOR, _MOST_FACTOR_PLACES = 1000, 0.1, 9
_NOISE = 5e-7
"""Percent below which a change is what arithmetic leaves over."""
_LEAST_AMOUNT = 500.0
_BEYOND_WORDS = 1e6
"""Billions, or percent, beyond which digits say nothing: such figures are written as 5.2e+19."""
_EFFECTS = {
    "rta": "trade agreements (rta)",
    "contiguity": "a common border (contiguity)",
    "common_language": "a common language",
    "colony": "a colonial past",
    "trade_sanction": "sanctions on trade (trade_sanction)",
}


def land(code: Country) -> str:
    """Name a country in English."""
    return country_name(code, "en")


def direction(exporter: Country, importer: Country) -> str:
    """Write a route: "Belarus → Kazakhstan"."""
    return f"{land(exporter)} → {land(importer)}"


def places_of(values: Iterable[float]) -> int:
    """Return the decimals that a column of numbers needs to tell its largest from nothing."""
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    if largest >= _LARGE:
        return 0
    if largest >= _SMALL:
        return 1 if largest >= _PLAIN_PERCENT else 2
    return 3


def percent_places(value: float) -> int:
    """Return the decimals that show a percentage to two digits, none from a hundred percent on."""
    size = abs(value)
    if size >= _HUNDRED or not isfinite(size):
        return 0
    return 1 if size >= 1 or size < _NOISE else min(1 - floor(log10(size)), _MOST_PLACES)


def millions(value: float | None, places: int = 1) -> str:
    """Write US dollars in millions."""
    return NONE if value is None or not isfinite(value) else f"{value / _MILLION:z,.{places}f}"


def added(value: float | None, places: int = 1) -> str:
    """Write a change in US dollars in millions, with its sign."""
    return NONE if value is None or not isfinite(value) else _signed(value / _MILLION, places)


def amount(value: float) -> str:
    """Write US dollars of a model in running text: "USD 1,056 mn"."""
    if value >= _BEYOND_WORDS * _BILLION:
        return f"USD {value:.2g}"
    if value >= 100 * _BILLION:
        return f"USD {value / _BILLION:,.0f} bn"
    if 0 < value < _LEAST_AMOUNT:
        return "under USD 0.001 mn"
    in_millions = value / _MILLION
    places = 0 if in_millions >= _MIDDLING else 1 if in_millions >= _SMALL else 3
    return f"USD {in_millions:,.{places}f} mn"


def goal_words(value: float) -> str:
    """Write US dollars that somebody named: "USD 2 bn", "USD 604.1 mn", "USD 100"."""
    if value < _MILLION:
        return f"USD {value:,.9g}"
    scale, unit = (_BILLION, "bn") if value >= _BILLION else (_MILLION, "mn")
    return f"USD {value / scale:,.9g} {unit}"


def grown(value: float | None, places: int | None = None) -> str:
    """Write a change in percent with its sign: "+3.1 %"."""
    if value is None or not isfinite(value):
        return NONE
    if abs(value) >= _BEYOND_WORDS:
        return f"{value:+.2g} %"
    return f"{_signed(value, percent_places(value) if places is None else places)} %"


def percent(value: float) -> str:
    """Write a percentage without a sign: "10 %", "9.8 %"."""
    return f"{_trimmed(abs(value))} %"


def interval(estimate: Estimate, places: int | None = None) -> str:
    """Write an interval of percentages with their signs, "" where there is none: "+2.2 to +4.4"."""
    if estimate.low is None or estimate.high is None:
        return ""
    decimals = percent_places(estimate.value) if places is None else places
    return f"{_signed(estimate.low, decimals)} to {_signed(estimate.high, decimals)}"


def between(estimate: Estimate) -> str:
    """Write an interval for running text, with signs only where they differ or are below zero."""
    return interval(estimate).replace("+", "") if (estimate.low or 0.0) > 0 else interval(estimate)


def level_words(level: float) -> str:
    """Write the level of intervals: "95 %"."""
    return f"{100 * level:g} %"


def times(factor: float) -> str:
    """Write a factor: "2.50 times", "0.0018 times"."""
    return f"{scaled(factor)} times"


def scaled(factor: float) -> str:
    """Write a factor to two decimals, a small one to two digits: "2.50", "0.0018", "12,706"."""
    if factor >= _LARGE_FACTOR:
        return f"{factor:,.0f}"
    if factor >= _SMALL_FACTOR or not factor > 0:
        return f"{factor:,.2f}"
    return f"{factor:.{min(1 - floor(log10(factor)), _MOST_FACTOR_PLACES)}f}"


def in_brackets(text: str) -> str:
    """Put a text that is not empty in brackets, after a space."""
    return f" ({text})" if text else ""


def goods_of(named: tuple[str, ...]) -> str:
    """Name the trade of some sectors: "machinery trade", "metals and machinery trade", "all trade"."""
    if not named:
        return "all trade"
    *most, last = named
    return f"{', '.join(most)} and {last} trade" if most else f"{last} trade"


def where(routes: tuple[Route, ...]) -> str:
    """Say on which routes: "between Belarus and Kazakhstan", "from Belarus to Kazakhstan"."""
    one, other = routes[0]
    if set(routes) == {(one, other), (other, one)}:
        return f"between {land(one)} and {land(other)}"
    return "; ".join(f"from {land(exporter)} to {land(importer)}" for exporter, importer in routes)


def industry_name(code: str) -> str:
    """Name an industry with the code that --sectors knows it by: "Machinery (C28)"."""
    name = language("en").text(industry(code))
    return f"{name} ({code})" if name != code else code


def change_words(change: Change) -> str:
    """Say what was changed: "Costs of machinery trade between Belarus and Kazakhstan 10 % lower"."""
    about = f"{goods_of(change.named)} {where(change.routes)}"
    if change.tariff is not None:
        taxed = about if change.named else f"all goods {where(change.routes)}"
        return f"Tariffs on {taxed} set to {percent(change.tariff)}"
    said = f"Costs of {about} {moved(change.percent)}"
    return f"{said}, as large as the effect of {effect(change.like)}" if change.like else said


def moved(found: Estimate) -> str:
    """Say how costs differ, with the interval where there is one: "9.8 % (7.1 to 15.2) lower"."""
    return f"{percent(found.value)}{_moved_between(found)} {'lower' if found.value <= 0 else 'higher'}"


def fallen(found: Estimate) -> str:
    """Say how costs would have to move: "fall by 9.8 % (7.1 to 15.2)"."""
    return f"{'fall' if found.value <= 0 else 'rise'} by {percent(found.value)}{_moved_between(found)}"


def effect(name: str) -> str:
    """Name an estimated effect for people, with the name that the option --like knows it by."""
    return _EFFECTS.get(name, f"“{name}”")


def _moved_between(found: Estimate) -> str:
    if found.low is None or found.high is None or found.low == found.high:
        return ""
    if found.low < 0 < found.high:
        return f" ({interval(found)})"
    low, high = sorted((abs(found.low), abs(found.high)))
    return f" ({_trimmed(low)} to {_trimmed(high)})"


def _signed(value: float, places: int) -> str:
    text = f"{value:+z,.{places}f}"
    return text if text.strip("+0.,") else text.removeprefix("+")


def _trimmed(value: float) -> str:
    text = f"{value:,.{percent_places(value)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
