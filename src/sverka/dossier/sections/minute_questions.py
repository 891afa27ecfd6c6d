"""What to ask: questions that follow from the page's own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence, Value, When
from sverka.dossier.sections.joining import joined
from sverka.dossier.sections.own_years import is_gone, own_flows, reconciled_flows
from sverka.dossier.sections.promise_levels import is_estimate, promise_levels
from sverka.measures.missing import Missing
from sverka.measures.promise_meter import PromiseMeter, promise_meter
from sverka.models.mirror.question import MirrorError
from sverka.vocabulary.claim import Unit
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.period import deadline
from sverka.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.checks.promise import BookOutcome, Promise
    from sverka.dossier.desk import Desk
    from sverka.models.mirror.figures import Line
    from sverka.vocabulary.country import Country

_COUNTED = (Verdict.MISSED, Verdict.KEPT, Verdict.OPEN, Verdict.REPEATED)
_STALE = 5  # years
_PENDING = {Verdict.OPEN, Verdict.REPEATED}


def book_of(book: Country | None) -> Value:
    """Name the book that a figure stands in."""
    return Land(book) if book else Sentence("minute.both_sides")


def questions(desk: Desk) -> Iterator[Sentence]:
    """Yield what to ask both sides, the silent side, and those who promised."""
    yield from _about_the_gap(desk)
    yield from _about_silence(desk)
    yield from _about_promises(desk)


def widest_gap(desk: Desk) -> Line | None:
    """Return the direction whose newest two-sided year is least explained, else the one with the widest gap.

    The year of each direction is the one that the turnover section takes apart; one that is many years
    older than the other's is left out.
    """
    if isinstance(desk.mirror, MirrorError):
        return None
    newest = []
    for subject in desk.subjects:
        lines = [line for line in desk.mirror.lines if f"{line.exporter}>{line.importer}" == subject]
        newest += [line for line in lines if line.gap is not None][-1:]
    last = max((int(line.period) for line in newest), default=0)
    return max((line for line in newest if int(line.period) > last - _STALE), key=_width, default=None)


def _width(line: Line) -> tuple[bool, float]:
    told = line.rest if line.contested else line.gap
    return line.contested, abs(told.value) if told else 0.0


def _about_the_gap(desk: Desk) -> Iterator[Sentence]:
    line = widest_gap(desk)
    if line is not None and line.contested and line.rest is not None:
        values: dict[str, Value] = {"exporter": Land(line.exporter), "importer": Land(line.importer)}
        values |= {"period": When(line.period), "rest": line.rest}
        yield Sentence("minute.ask_gap", values)


def _about_silence(desk: Desk) -> Iterator[Sentence]:
    """Ask for the years after a country's last own figure that another book or a third party has."""
    one, other = desk.asked.one, desk.asked.other
    last = {country: max(own_flows(desk, country), default=0) for country in (one, other)}
    newest = max(last.values())
    for country, partner in ((one, other), (other, one)):
        if last[country] < newest and not is_gone(desk, country):
            yield from _ask_country(desk, country, partner, last[country])
    third = max(reconciled_flows(desk), default=0)
    if third > newest and not (is_gone(desk, one) or is_gone(desk, other)):
        shown = _newest(desk, None, third)
        if shown:
            yield Sentence("minute.ask_both", {"period": When(shown.period), "level": _said(desk, shown)})


def _ask_country(desk: Desk, country: Country, partner: Country, last: int) -> Iterator[Sentence]:
    shown = _newest(desk, partner, max(own_flows(desk, partner)))
    if shown is None:
        return
    values: dict[str, Value] = {
        "country": Land(country),
        "partner": Land(partner),
        "level": _said(desk, shown),
    }
    values |= {"shown": When(shown.period), "level": _said(desk, shown)}
    first, newest = last + 1, int(shown.period[:4])
    if not last:
        yield Sentence("minute.ask_never", values)
    elif first <= newest:
        period = str(newest) if first == newest else f"{first}..{newest}"
        yield Sentence("minute.ask_silent", values | {"period": When(period)})


def _newest(desk: Desk, book: Country | None, year: int) -> Figure | None:
    """Return what a book shows for a year: its turnover, else the larger direction."""
    whole = desk.books.level(desk.pair.subject, book, str(year))
    if whole is not None:
        return whole
    found = [one for subject in desk.subjects if (one := desk.books.level(subject, book, str(year)))]
    return max(found, key=lambda one: one.value, default=None)


def _said(desk: Desk, shown: Figure) -> Value:
    """Name the direction of a level that has one only: it is no turnover."""
    if shown.subject == desk.pair.subject:
        return shown
    exporter, importer = shown.subject.split(">")
    values: dict[str, Value] = {"exporter": Land(exporter), "importer": Land(importer), "level": shown}
    return Sentence("minute.one_way", values)


def _about_promises(desk: Desk) -> Iterator[Sentence]:
    """Say how many promises there are and what became of them; ask about the newest that is still open."""
    promises = [one for one in desk.promises.promises if one.statement.origin is not None]
    if not promises:
        return
    counted: dict[str, Value] = {
        verdict.name.lower(): _count(desk, [one for one in promises if one.verdict is verdict], promises)
        for verdict in _COUNTED
    }
    tally = Sentence("minute.promises", counted | {"all": _count(desk, promises, promises)})
    pending = [(one, out) for one in promises if (out := _hardest(desk, one))]
    yield joined(tally, _ask_promise(desk, *pending[-1])) if pending else tally


def _count(desk: Desk, chosen: list[Promise], of: list[Promise]) -> Figure:
    """Count promises; none at all is told from all that were looked through."""
    known = chosen or of
    years = sorted(one.statement.said_on.year for one in known if one.statement.said_on)
    return Figure(
        measure="promises",
        subject=desk.pair.subject,
        value=float(len(chosen)),
        unit="promises" if chosen is of else "count",
        period=f"{years[0]}..{years[-1]}" if years else str(desk.asked.today.year),
        book=None,
        valuation="",
        method="targets and forecasts on record, by the verdict of the promises section",
        allowed=Interval(len(chosen), len(chosen)),
        origins=tuple(dict.fromkeys(one.statement.origin for one in known if one.statement.origin)),
    )


def _hardest(desk: Desk, promise: Promise) -> BookOutcome | None:
    """Choose the book to tell what an open promise takes: a country's own, the newest level, the lower one.

    A declared level goes before an estimate. None where nothing is open, or where the date is past and only
    the books are late.
    """
    due = deadline(promise.claim.period)
    if promise.verdict not in _PENDING or (due is not None and due < desk.asked.today):
        return None
    told = [(one, one.latest) for one in promise.outcomes if one.latest and (one.needed_growth or 0) > 0]
    ranked = sorted(
        told,
        key=lambda one: (
            one[0].book is not None,
            not is_estimate(desk, one[1]),
            one[1].period,
            -one[1].value,
        ),
    )
    return ranked[-1][0] if ranked else None


def _ask_promise(desk: Desk, promise: Promise, outcome: BookOutcome) -> Sentence:
    due, meter = deadline(promise.claim.period), _metered(desk, promise, outcome)
    latest = meter.latest if meter else outcome.latest
    needed = meter.needed if meter else _needed(promise, outcome)
    takes: dict[str, Value] = {"needed": needed, "book": book_of(outcome.book)}
    if latest is not None:
        takes |= {"latest": latest, "period": When(latest.period)}
    level: dict[str, Value] = {"level": _promised(promise, outcome)}
    said = Sentence("minute.undated", level)
    if due is not None:
        said = Sentence("minute.due", level | {"due": When(promise.claim.period or "")})
    asked: dict[str, Value] = {"promise": said}
    asked["takes"] = Sentence("minute.takes_a_year" if due else "minute.takes_in_all", takes)
    if latest is not None and is_estimate(desk, latest):
        asked["takes"] = Sentence("minute.takes_from_estimate", {"takes": asked["takes"]})
    grown = [one.best_growth for one in promise.outcomes if one.best_growth]
    best = max(grown, key=lambda one: one.value, default=None)
    if best is None:
        return Sentence("minute.ask_promise", asked)
    record: dict[str, Value] = {"period": When(best.period), "best": best, "book": book_of(best.book)}
    asked["best"] = Sentence("minute.best", record)
    return Sentence("minute.ask_promise_best", asked)


def _promised(promise: Promise, outcome: BookOutcome) -> Figure:
    """Make the promised level: as it was said, or what a promised growth comes to in a book."""
    claim, origin = promise.claim, promise.statement.origin
    said = claim.unit is Unit.MONEY and claim.value is not None
    value = abs(claim.value or 0.0) if said else outcome.goal.low
    half = (claim.half_step or 0.0) if said else 0.0
    latest = outcome.latest
    return Figure(
        measure="promise",
        subject=claim.subject or "",
        value=value,
        unit="USD",
        period=claim.period or "now",
        book=None if said else outcome.book,
        valuation="",
        method="as promised" if said else "the promised growth on the level that it counts from",
        allowed=Interval(value - half, value + half),
        origins=(*((origin,) if origin else ()), *(latest.origins if latest and not said else ())),
    )


def _metered(desk: Desk, promise: Promise, outcome: BookOutcome) -> PromiseMeter | None:
    """Return the promise meter as the outlook has it; None where it has none."""
    claim, due = promise.claim, deadline(promise.claim.period)
    if due is None or claim.unit is not Unit.MONEY or not claim.value or claim.subject is None:
        return None
    levels = promise_levels(desk, claim.subject, outcome.book)
    meter = promise_meter(levels, claim.value, str(due.year))
    return None if isinstance(meter, Missing) else meter


def _needed(promise: Promise, outcome: BookOutcome) -> Figure:
    """Make a figure of the growth that a promise still takes; the base's usual revisions reach it."""
    latest, due = outcome.latest, deadline(promise.claim.period)
    assert latest is not None  # noqa: S101 - chosen so
    years = due.year - int(latest.period) if due else 1
    factor = 1 + (outcome.needed_growth or 0.0) / 100
    low, high = (
        100 * (factor * (latest.value / base) ** (1 / years) - 1)
        for base in (latest.allowed.high, latest.allowed.low)
    )
    origin = promise.statement.origin
    return Figure(
        measure="promise_meter",
        subject=latest.subject,
        value=outcome.needed_growth or 0.0,
        unit="%",
        period=promise.claim.period or "now",
        book=latest.book,
        valuation=latest.valuation,
        method=f"growth that the promised level takes {'a year' if due else 'in all'} from {latest.period}",
        allowed=Interval(low, high),
        origins=(*((origin,) if origin else ()), *latest.origins),
    )
