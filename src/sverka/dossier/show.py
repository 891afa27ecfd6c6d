"""Say what a number, a period, a claim or a verdict looks like: once, for every page and table."""

import re
from datetime import date, timedelta
from functools import cache
from math import inf, isfinite
from typing import NamedTuple

from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import ANNUAL, NOW, Period, span
from sverka.vocabulary.statement import DateSource
from sverka.vocabulary.verdict import Agreement, Verdict

NO_CURRENCY = "money"

_SCALES = ((1e12, " tn"), (1e9, " bn"), (1e6, " mn"))
_SIGNS = {"USD": "$", "EUR": "€"}
_UNITS = {Unit.PERCENT: "%", Unit.POINTS: "pp", Unit.TIMES: "times", Unit.TONNES: "t"}
_HEDGES = {
    Hedge.APPROX: "about ",
    Hedge.MORE_THAN: "more than ",
    Hedge.ALMOST: "almost ",
    Hedge.AT_LEAST: "at least ",
    Hedge.UP_TO: "up to ",
}
_MEASURES = {
    "trade": "trade",
    "export": "exports",
    "import": "imports",
    "agri_trade": "trade in farm products",
    "export_increase": "increase of exports",
    "projects_value": "value of projects",
    "national_currencies": "payments in national currencies",
    "distribution network (dealers)": "dealers",
}
_NOUNS = {
    "firms": "firms",
    "jv": "joint ventures",
    "foreign": "foreign-owned firms",
    "distribution_entities": "distribution-network entities",
    "joint_projects": "joint projects",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SYMBOLIC = {NOW: "at the time of speaking", ANNUAL: "a year", "cur": "this year", "prev": "last year"}


class Look(NamedTuple):
    """How a verdict is shown: a sign that needs no colour, and the tone that picks the colour."""

    sign: str
    tone: str


VERDICTS = {
    Verdict.CONFIRMED: Look("✓", "good"),
    Verdict.CONFIRMED_UNDERSTATED: Look("✓+", "good"),
    Verdict.KEPT: Look("✓", "good"),
    Verdict.DEPENDS: Look("◐", "mixed"),
    Verdict.STALE: Look("↺", "mixed"),
    Verdict.REPEATED: Look("↻", "mixed"),
    Verdict.ALREADY_TRUE: Look("=", "mixed"),
    Verdict.CONTRADICTED: Look("✗", "bad"),
    Verdict.INCONSISTENT: Look("≠", "bad"),
    Verdict.MISSED: Look("✗", "bad"),
    Verdict.OPEN: Look("○", "open"),
    Verdict.NOT_COMPARABLE: Look("∥", "quiet"),
    Verdict.NO_DATA: Look("?", "quiet"),
    Verdict.NOT_CHECKED: Look("·", "none"),
}

DATE_SOURCES = {
    DateSource.OPTION: "as given",
    DateSource.METADATA: "from the page's metadata",
    DateSource.DATELINE: "from the dateline",
    DateSource.RECORD: "from the record",
    None: "source not known",
}

AGREEMENTS = {
    Agreement.CONFIRMS: Look("✓", "good"),
    Agreement.CONFIRMS_MORE: Look("✓+", "good"),
    Agreement.CONTRADICTS: Look("✗", "bad"),
}


def claim_value(claim: Claim) -> str:
    """Write a claim's number as its speaker qualified it: "more than $1 bn", "up 56.4%"; "" without one."""
    if claim.value is None:
        return ""
    unit = unit_of(claim)
    if claim.value_hi is not None and claim.value_hi != claim.value:
        number = interval(Interval(claim.value, claim.value_hi), unit, digits=10)
    else:
        number = amount(claim.value, unit, digits=10)
    way = f"{claim.direction} " if claim.direction in {"up", "down"} else ""
    return f"{way}{_HEDGES.get(claim.hedge, '')}{number}"


def unit_of(claim: Claim) -> str:
    """Name the unit of a claim's value as figures name theirs: "USD", "%", "times", "" for a bare count.

    Money whose currency the text does not say is in "money".
    """
    if claim.unit is Unit.MONEY:
        return claim.currency or NO_CURRENCY
    return _UNITS[claim.unit] if claim.unit else ""


def amount(value: float, unit: str, *, digits: int = 4) -> str:
    """Write a value with its unit: "$604.1 mn", "1 bn (currency not stated)", "56.4%", "170"."""
    scale, word = _scale(abs(value))
    return _join(_number(value / scale, digits), word, unit)


def figure_value(figure: Figure) -> str:
    """Write a figure's value with its unit; a growth keeps its sign."""
    text = amount(figure.value, figure.unit)
    return f"+{text}" if figure.measure.startswith("growth") and figure.value > 0 else text


def interval(found: Interval, unit: str, *, digits: int = 6) -> str:
    """Write an interval with its unit once: "$604.05–604.15 mn", "from $1 bn", "$900 mn to under $1 bn"."""
    if found.low == found.high:
        return amount(found.low, unit, digits=digits)
    if found.low == -inf:
        word = "under" if found.high_open else "up to"
        return f"{word} {amount(found.high, unit, digits=digits)}"
    if found.high == inf:
        word = "over" if found.low_open else "from"
        return f"{word} {amount(found.low, unit, digits=digits)}"
    low_open = "over " if found.low_open else ""
    if found.high_open:
        low, high = (amount(end, unit, digits=digits) for end in (found.low, found.high))
        return f"{low_open}{low} to under {high}"
    scale, word = _scale(max(abs(found.low), abs(found.high)))
    both = f"{_number(found.low / scale, digits)}–{_number(found.high / scale, digits)}"
    return low_open + _join(both, word, unit)


def _scale(size: float) -> tuple[float, str]:
    return next(((scale, word) for scale, word in _SCALES if isfinite(size) and size >= scale), (1.0, ""))


def _number(value: float, digits: int) -> str:
    text = f"{value:,.{max(0, digits - len(str(int(abs(value)))))}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−") or "0"


def _join(number: str, scale: str, unit: str) -> str:
    if unit in _SIGNS:
        sign = "−" if number.startswith("−") else ""
        return f"{sign}{_SIGNS[unit]}{number.removeprefix('−')}{scale}"
    if unit == NO_CURRENCY:
        return f"{number}{scale} (currency not stated)"
    gap = "" if unit in {"%", ""} else " "
    return f"{number}{scale}{gap}{unit}"


def period(found: Period | None) -> str:
    """Write a period for people: "Jan–Oct 2018", "first half of 2019", "by 2030", "period not stated"."""
    if not found:
        return "period not stated"
    if found.startswith(".."):
        return f"by {period(found[2:])}"
    if found in _SYMBOLIC:
        return _SYMBOLIC[found]
    days = span(found)
    if days is None:
        return _symbolic_months(found)
    first, last = days
    if first == last:
        return day(first)
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return f"{day(first)} – {day(last)}"
    return _whole_months(first, last)


def day(found: date) -> str:
    """Write a day: "4 Mar 2024"."""
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def _whole_months(first: date, last: date) -> str:
    start, end = _MONTHS[first.month - 1], _MONTHS[last.month - 1]
    whole_years = (start, end) == ("Jan", "Dec")
    if first.year != last.year:
        return f"{first.year}–{last.year}" if whole_years else f"{start} {first.year} – {end} {last.year}"
    if whole_years:
        return str(first.year)
    return f"{start} {first.year}" if start == end else f"{start}–{end} {first.year}"


def _symbolic_months(found: Period) -> str:
    months = re.fullmatch(r"(cur|prev)-(\d\d)(?:\.\.\1-(\d\d))?", found)
    if months is None:
        return found
    year, first, last = months.groups()
    names = _MONTHS[int(first) - 1] + (f"–{_MONTHS[int(last) - 1]}" if last else "")
    return f"{names} {_SYMBOLIC[year]}"


@cache
def country(code: Country) -> str:
    """Name a country in English by its ISO alpha-3 code; a code that CLDR does not know stays as it is."""
    from babel import Locale  # noqa: PLC0415 - a table of 300 KB that --help does not need
    from babel.core import get_global  # noqa: PLC0415

    short = get_global("territory_aliases").get(code, [code])
    return str(Locale("en").territories.get(short[0], code))


def book(code: Country | None) -> str:
    """Name the book a figure stands in by its country; a third party's figure is "reconciled"."""
    return country(code) if code else "reconciled"


def subject(found: Subject | None) -> str:
    """Write a subject for people: "Belarus – Kazakhstan", "Belarus → Kazakhstan"; "" for none."""
    if not found:
        return ""
    for sign, arrow in ((">", " → "), ("-", " – ")):
        if sign in found:
            return arrow.join("?" if code == "?" else country(code) for code in found.split(sign))
    return country(found)


def kind(claim: Claim) -> str:
    """Name a claim's kind; a target that is only expected is a forecast."""
    if claim.kind is Kind.TARGET and claim.modality is Modality.FORECAST:
        return "forecast"
    return str(claim.kind)


def measure(name: str | None) -> str:
    """Write a measure or a counted noun for people: "firms with capital from Kazakhstan"."""
    if not name:
        return ""
    noun, _, whose = name.partition(":")
    words = _NOUNS.get(noun) or _MEASURES.get(noun) or noun.replace("_", " ")
    if whose.endswith("_capital"):
        return f"{words} with capital from {country(whose.removesuffix('_capital'))}"
    return f"{words} of {country(whose)}" if whose else words


def about(claim: Claim) -> str:
    """Say what a claim is about, without its period: "trade, Belarus – Kazakhstan"."""
    what = measure(claim.noun or claim.measure) or measure(claim.event)
    where = subject(claim.subject) or (f"in {country(claim.country)}" if claim.country else "")
    place = f"{claim.who} in {country(claim.place)}" if claim.who and claim.place else claim.who or ""
    return ", ".join(part for part in (what, where, place) if part)
