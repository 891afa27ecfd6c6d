"""`sverka gravity event`: what trade did around visits, agreements or sanctions."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import TYPE_CHECKING, Any

from sverka.faces.cli.book import opened_book
from sverka.faces.cli.brief_progress import BriefProgress
from sverka.faces.cli.gravity import step_parser
from sverka.faces.cli.gravity_book import panel_of_book
from sverka.faces.cli.gravity_happened import Happened
from sverka.faces.cli.gravity_pair import (
    add_answer,
    give,
    pair_of_words,
    plain,
    require_arrived,
    require_compiler,
    told,
)
from sverka.faces.cli.options import day, year

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.event_study import EventStudy
    from sverka.models.gravity.event_window import Event
    from sverka.models.gravity.pair_dates import Dated

_MOST = 30
_YEAR_LENGTH = 4


class NoDates(LookupError):
    """The book dates nothing of a pair."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            f"The book dates no agreement and no sanction of {one} and {other}. Give a date, as in "
            "--event 2017-11-29, or post DESTA and GSDB: sverka fetch covariates, "
            "sverka post covariates PATH."
        )


class NoDatesInYears(LookupError):
    """What the book dates of a pair lies outside the panel."""

    def __init__(self, one: str, other: str, dates: Sequence[Dated], years: Sequence[int]) -> None:
        outside = ", ".join(dict.fromkeys(f"{dated.kind} of {dated.year}" for dated in dates))
        super().__init__(
            f"What the book dates of {one} and {other} lies outside the panel, in which the years from "
            f"{years[0]} to {years[1]} can be studied: {outside}. Give a date of your own, as in "
            f"--event {years[1]}."
        )


class NotBegun(LookupError):
    """Nothing of a kind begins in the years of the panel."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"No {kind} begin in the panel: the book has none, or they lie outside its years. Post them: "
            "sverka fetch covariates, sverka post covariates PATH."
        )


def parser() -> ArgumentParser:
    """Make the parser of `sverka gravity event`."""
    found = step_parser(
        "event", "sverka gravity event [A B] [--event DAY | --agreements | --sanctions] [options]"
    )
    add = found.add_argument
    add("pair", nargs="*", metavar="A B", help="two countries by code or name, as in BLR KAZ; without --event"
        " the newest date that the book has of them")  # fmt: skip
    what = found.add_mutually_exclusive_group()
    what.add_argument(
        "--event", type=_day_or_year, metavar="DAY", help="a date of the pair, as in 2017-11-29 or 2017"
    )
    what.add_argument(
        "--agreements", action="store_true", help="the agreements of all pairs, each from its first year"
    )
    what.add_argument(
        "--sanctions", action="store_true", help="the sanctions on trade of all pairs, by direction"
    )
    add(
        "--leads",
        type=_count,
        default=5,
        metavar="YEARS",
        help="years before it, all earlier ones together (5)",
    )
    add("--lags", type=_count, default=8, metavar="YEARS", help="years after it, all later ones together (8)")
    base = "the year that others are held against, counted from the event (-1)"
    add("--against", type=int, default=-1, metavar="YEAR", help=base)
    add_answer(found, "draw the years around the event")
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Study events and show what was found; return the exit code."""
    everyone = options.agreements or options.sanctions
    if bool(options.pair) == everyone:
        asked.error(
            "name a pair, as in BLR KAZ --event 2017-11-29, or --agreements or --sanctions of all pairs"
        )
    pair = pair_of_words(asked, options.pair) if options.pair else None
    with told() as outcome:
        require_compiler()
        with BriefProgress("making the panel") as progress:
            dates = _dates(pair, options)
            book = panel_of_book(options, options.years)
            happened = _happened(pair, dates, book, options)
            progress.tell("estimating")
            found = _studied(book, pair, happened, options)
        require_arrived(found.result.convergence)
        give(
            options,
            lambda: event_data(found, happened, book),
            lambda: _drawn(found),
            lambda: _show(found, happened, book),
        )
    return outcome.code


def _show(found: EventStudy, happened: Happened, book: BookPanel) -> None:
    from sverka.faces.cli.gravity_event_table import print_event  # noqa: PLC0415  rich costs time

    print_event(found, happened, book)


def _dates(pair: tuple[str, str] | None, options: Namespace) -> tuple[Dated, ...]:
    """Return what the book dates of the pair. Raises NoDates where a date is needed."""
    if pair is None:
        return ()
    from sverka.models.gravity.pair_dates import pair_dates  # noqa: PLC0415  after `--help`

    with opened_book(options.book) as ledger:
        dates = pair_dates(ledger, *pair)
    if not (dates or options.event):
        raise NoDates(*pair)
    return dates


def _happened(
    pair: tuple[str, str] | None, dates: tuple[Dated, ...], book: BookPanel, options: Namespace
) -> Happened:
    """Say what is studied: the given date, or the newest in the panel's years. Raises NoDatesInYears."""
    if pair is None:
        return Happened(f"{'agreements' if options.agreements else 'sanctions'} of all pairs")
    named, given = "–".join(pair), options.event
    if given:
        day = given if isinstance(given, date) else None
        return Happened(f"{named}: {given}", day.year if day else given, day, dates)
    first = book.years[0] - min(0, options.against)
    last = book.years[-1] - max(0, options.against)
    seen = [one for one in dates if first <= one.year <= last]
    if not seen:
        raise NoDatesInYears(*pair, dates, (first, last))
    newest = seen[-1]
    others = tuple(one for one in dates if one is not newest)
    return Happened(f"{named}: {newest.kind} of {newest.year}, {newest.words}", newest.year, None, others)


def _studied(
    book: BookPanel, pair: tuple[str, str] | None, happened: Happened, options: Namespace
) -> EventStudy:
    from sverka.models.gravity.ask_pair import ask_event  # noqa: PLC0415  likewise
    from sverka.models.gravity.book_tensor import began  # noqa: PLC0415  likewise
    from sverka.models.gravity.event_study import Study  # noqa: PLC0415  likewise
    from sverka.models.gravity.event_window import Window  # noqa: PLC0415  likewise
    from sverka.models.gravity.pair_dates import both_directions  # noqa: PLC0415  likewise

    events: tuple[Event, ...]
    if pair:
        events = both_directions(*pair, happened.year or 0)
    else:
        events = began(book, "rta" if options.agreements else "trade_sanction")
        if not events:
            raise NotBegun("agreements" if options.agreements else "sanctions")
    window = Window(options.leads, options.lags, options.against)
    return ask_event(book, Study(events=events, window=window))


def _drawn(found: EventStudy) -> str:
    from sverka.dossier.picture import draw  # noqa: PLC0415 - only where a picture is asked for
    from sverka.dossier.sections.event_parts import event_picture  # noqa: PLC0415  likewise
    from sverka.dossier.words.language import language  # noqa: PLC0415  likewise

    return draw(event_picture(found).specification(language("en")))


def event_data(found: EventStudy, happened: Happened, book: BookPanel) -> dict[str, Any]:
    """Return the answer as JSON-ready data; coefficients in logs, what is not known is null."""
    placebos = found.placebos
    return plain({
        "event": happened.title,
        "day": happened.day,
        "source": book.source,
        "countries": len(book.countries),
        "years": [book.years[0], book.years[-1]],
        "window": found.study.window,
        "level": found.study.level,
        "periods": found.periods,
        "after": found.after,
        "before": found.before,
        "pairs": found.pairs,
        "cohorts": {str(year): count for year, count in found.cohorts.items()},
        "caveats": found.caveats,
        "placebos": placebos and {"times": placebos.times, "own": placebos.own.tolist(), "pairs": [
            {"pair": pair, "coefficients": moved}
            for pair, moved in zip(placebos.pairs, placebos.coefficients.tolist(), strict=True)
        ]},
        "dropped": found.dropped,
        "other_dates": happened.others,
        "convergence": found.result.convergence,
        "origins": book.origins,
    })  # fmt: skip


def _day_or_year(text: str) -> date | int:
    """Read "2017-11-29" or "2017"."""
    return year(text) if len(text.strip()) == _YEAR_LENGTH else day(text)


def _count(text: str) -> int:
    """Read a number of years from 1 up."""
    if text.isdecimal() and text.isascii() and 1 <= int(text) <= _MOST:
        return int(text)
    message = f"“{text}” is no number of years: write one from 1 to {_MOST}"
    raise ArgumentTypeError(message)
