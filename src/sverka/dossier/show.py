"""Say what a number, a period, a claim or a verdict looks like: once, for every page and table."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from sverka.checks import BookOutcome
from sverka.checks.phrasing import amount, changed, country, interval_words, said, unit_of
from sverka.vocabulary.claim import Claim, Kind, Modality, Unit
from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import ANNUAL, NOW, Period, span
from sverka.vocabulary.statement import DateSource, Statement
from sverka.vocabulary.verdict import Agreement, Assessment, Verdict

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

_PLAIN = {Verdict.CONFIRMED, Verdict.CONFIRMED_UNDERSTATED, Verdict.DEPENDS, Verdict.CONTRADICTED}

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
    """Write a claim's number as its speaker said it: "more than USD 1,000 mn", "+56.4 %"."""
    if claim.value is None:
        return ""
    text = changed(claim) if claim.kind is Kind.GROWTH else said(claim)
    return f"{text} (currency not stated)" if claim.unit is Unit.MONEY and not claim.currency else text


def figure_value(figure: Figure) -> str:
    """Write a figure's value with its unit; a growth keeps its sign."""
    sign = "+" if figure.unit == "%" and figure.value > 0 else ""
    return sign + amount(figure.value, figure.unit, digits=4 if figure.unit == "USD" else 3)


def figures_say_it(assessment: Assessment) -> bool:
    """Tell whether the reason only puts the compared figures into words, so that showing them is enough."""
    return bool(assessment.comparisons) and assessment.verdict in _PLAIN


def allowed(found: Interval, unit: str) -> str:
    """Write an interval with its unit."""
    return interval_words(found, unit)


def claim_allowed(claim: Claim, found: Interval) -> str:
    """Write the interval that a claim's own words allow."""
    return interval_words(found, unit_of(claim))


def period(found: Period | None) -> str:
    """Write a period for people: "Jan–Oct 2018", "by 2030", "period not stated"."""
    if not found:
        return "period not stated"
    if found.startswith(".."):
        return f"by {period(found[2:])}"
    days = span(found)
    return _dates(*days) if days else _SYMBOLIC.get(found) or _symbolic_months(found)


def _dates(first: date, last: date) -> str:
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


def when(claim: Claim) -> str:
    """Say which period a claim is about; "" for a claim that has none by its nature."""
    return period(claim.period) if claim.period or claim.value is not None else ""


def about(claim: Claim) -> str:
    """Say what a claim is about, without its period: "trade, Belarus – Kazakhstan"."""
    what = measure(claim.noun or claim.measure) or measure(claim.event)
    where = subject(claim.subject) or (f"in {country(claim.country)}" if claim.country else "")
    place = f"{claim.who} in {country(claim.place)}" if claim.who and claim.place else claim.who or ""
    return ", ".join(part for part in (what, where, place) if part)


def who(statement: Statement) -> str:
    """Name who made a statement on record: "Olzhas Bektenov (prime minister, Kazakhstan)"."""
    side = country(statement.country) if statement.country else ""
    rest = ", ".join(part for part in (statement.office, side) if part)
    if statement.speaker:
        return f"{statement.speaker} ({rest})" if rest else statement.speaker
    return rest or "not known who"


def due(claim: Claim) -> str:
    """Say for when something is promised: "for 2018", "by 2030", "no date set"."""
    if not claim.period:
        return "no date set"
    return period(claim.period) if claim.period.startswith("..") else f"for {period(claim.period)}"


def needed(claim: Claim, outcome: BookOutcome) -> str:
    """Say how much a book's latest figure must still grow, beside the best growth it ever had."""
    if outcome.needed_growth is None:
        return ""
    pace = "a year" if claim.period else "in all"
    best = outcome.best_growth
    ever = f"; best ever {figure_value(best)} in {period(best.period)}" if best else ""
    return f"needs {amount(outcome.needed_growth, '%', digits=3)} {pace}{ever}"
