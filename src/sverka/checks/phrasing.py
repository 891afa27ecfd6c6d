"""Write numbers, periods and countries for the sentences that give a verdict's reason."""

from datetime import date
from functools import cache
from math import floor, inf, isfinite, log10

from sverka.vocabulary.claim import Claim, Hedge, Unit
from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import Period

_SCALES = ((1e12, " tn"), (1e9, " bn"), (1e6, " mn"))
_MILLION, _BILLIONS_FROM = 1e6, 1e10
_UNITS = {Unit.PERCENT: "%", Unit.POINTS: "pp", Unit.TIMES: "times", Unit.TONNES: "t"}
_HEDGES = {
    Hedge.APPROX: "about ",
    Hedge.MORE_THAN: "more than ",
    Hedge.ALMOST: "almost ",
    Hedge.AT_LEAST: "at least ",
    Hedge.UP_TO: "up to ",
}


@cache
def country(code: Country) -> str:
    """Name a country in English as CLDR does; a code it does not know stays as it is."""
    from babel import Locale  # noqa: PLC0415 - 50 ms that --help does not need
    from babel.core import get_global  # noqa: PLC0415

    short = get_global("territory_aliases").get(code, [code])
    return str(Locale("en").territories.get(short[0], code))


def whose_book(book: Country | None) -> str:
    """Name a book inside a sentence: "Belarus’s book", "the reconciled book"."""
    return f"{country(book)}’s book" if book else "the reconciled book"


def sentence(*parts: str) -> str:
    """Join parts with semicolons into one sentence, its first letter a capital."""
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def trade_of(subject: Subject) -> str:
    """Name what a subject measures: "trade of Belarus and Kazakhstan", "goods from Belarus to Kazakhstan"."""
    if ">" in subject:
        exporter, importer = subject.split(">")
        return f"goods from {country(exporter)} to {country(importer)}"
    return "trade of " + " and ".join(country(code) for code in subject.split("-"))


def day(found: date) -> str:
    """Write a day as 28 August 2019."""
    return f"{found.day} {found:%B %Y}"


def period_words(period: Period | None) -> str:
    """Write a period inside a sentence; "no stated period" for none."""
    if not period:
        return "no stated period"
    return f"the time up to {period[2:]}" if period.startswith("..") else period


def listed(words: list[str]) -> str:
    """Join words with commas and an "and"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def unit_of(claim: Claim) -> str:
    """Name the unit of a claim's value as figures do; "" for a bare count or money without a currency."""
    if claim.unit is Unit.MONEY:
        return claim.currency or ""
    return _UNITS[claim.unit] if claim.unit else ""


def said(claim: Claim) -> str:
    """Write a claim's number with its hedge: "more than USD 1,000 mn", "−9.3 %"."""
    if claim.value is None:
        return {"up": "growth", "down": "a decline"}.get(claim.direction or "", "no number")
    value = -claim.value if claim.direction == "down" and claim.unit is not Unit.TIMES else claim.value
    if claim.value_hi is not None:
        return interval_words(Interval(claim.value, claim.value_hi), unit_of(claim))
    return f"{_HEDGES.get(claim.hedge, '')}{amount(value, unit_of(claim), digits=6)}"


def amount(value: float, unit: str, *, digits: int = 4) -> str:
    """Write a value with its unit to `digits` significant digits: "USD 593.9 mn", "30 %", "170"."""
    if not isfinite(value):
        return "any amount"
    scale, word = _scale(value)
    size = abs(value / scale)
    decimals = max(0, digits - 1 - floor(log10(size))) if size else 0
    text = f"{value / scale:,.{decimals}f}"
    return _with_unit(_trimmed(text), word, unit)


def figure_words(figure: Figure) -> str:
    """Write a figure with the interval that its publisher's revisions leave: "USD 593.9 mn (allowed …)"."""
    same_scale = _scale(figure.value) == _scale(figure.allowed.high)
    allowed = interval_words(figure.allowed, "" if same_scale else figure.unit)
    digits = 4 if figure.unit == "USD" else 3
    return f"{amount(figure.value, figure.unit, digits=digits)} (allowed {allowed})"


def changed(claim: Claim) -> str:
    """Write a growth as a change: "+56.4 %", "−9.3 %", "×1.5"."""
    if claim.value is None or claim.unit is Unit.TIMES:
        return said(claim) if claim.value is None else f"×{claim.value:g}"
    return said(claim) if claim.direction == "down" or claim.value < 0 else f"+{said(claim)}"


def interval_words(found: Interval, unit: str = "") -> str:
    """Write an interval, as finely as its width asks: "582.0–605.8", "from 1,000 to 1,100", "under 300"."""
    if not isfinite(found.low) or not isfinite(found.high):
        return _half_line(found, unit)
    scale, word = _scale(max(abs(found.low), abs(found.high)))
    decimals = _decimals((found.high - found.low) / scale)
    ends = [f"{end / scale:,.{decimals}f}" for end in (found.low, found.high)]
    if all(end.partition(".")[2].strip("0") == "" for end in ends):
        ends = [end.partition(".")[0] for end in ends]
    low, high = (end.replace("-", "−") for end in ends)
    start, end = ("over " if found.low_open else ""), ("under " if found.high_open else "")
    body = f"{low}–{high}" if not (start or end or found.low < 0) else f"{start}{low} to {end}{high}"
    return _with_unit(low if low == high else body, word if unit else "", unit)


def _half_line(found: Interval, unit: str) -> str:
    if found.low == -inf and found.high == inf:
        return "any value"
    if found.low == -inf:
        return ("under " if found.high_open else "up to ") + amount(found.high, unit, digits=6)
    return ("over " if found.low_open else "from ") + amount(found.low, unit, digits=6)


def _decimals(width: float) -> int:
    return min(6, max(1, 1 - floor(log10(width) + 1e-9))) if width > 0 else 2


def _scale(value: float) -> tuple[float, str]:
    """Return the scale that a value is written in: millions up to ten billion, so that years compare."""
    if _MILLION <= abs(value) < _BILLIONS_FROM:
        return _MILLION, " mn"
    return next(((scale, word) for scale, word in _SCALES if abs(value) >= scale), (1.0, ""))


def _trimmed(number: str) -> str:
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return "0" if number in {"-0", ""} else number.replace("-", "−")


def _with_unit(number: str, scale: str, unit: str) -> str:
    if len(unit) == 3 and unit.isupper():  # noqa: PLR2004 - an ISO 4217 currency stands before its amount
        return f"{unit} {number}{scale}"
    return f"{number}{scale} {unit}".rstrip()
