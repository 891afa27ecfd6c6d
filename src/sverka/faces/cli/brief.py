"""`sverka brief`: the briefing about a pair, every number with its source."""

from __future__ import annotations

import shlex
from argparse import ArgumentTypeError
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sverka.faces.cli.book import BookError, opened_book
from sverka.faces.cli.brief_progress import BriefProgress
from sverka.faces.cli.country_argument import SameCountry, UnknownCountry, former_note, two_countries
from sverka.faces.cli.options import add_engine, command_parser, year
from sverka.faces.cli.output import OutputError, say, write_bytes, write_data, write_text
from sverka.faces.settings import default_book

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Mapping

    from sverka.dossier.beside import Beside, Work
    from sverka.dossier.desk import Asked
    from sverka.dossier.outline import Outline
    from sverka.dossier.words.language import Words
    from sverka.vocabulary.country import Country

LANGUAGES = ("en", "ru", "kk", "be")
FORMATS = {
    "html": "one file that works offline and prints",
    "pdf": "a tagged PDF",
    "docx": "a Word document with footnotes",
    "xlsx": "a workbook with number cells",
    "json": "all of it as data",
}


class _Refused(NamedTuple):
    """Why there is no briefing, and the exit code that says so."""

    code: int
    why: Exception


def parser() -> ArgumentParser:
    """Make the parser of `sverka brief`."""
    found = command_parser("brief", "sverka brief A B [options]")
    add = found.add_argument
    add("countries", nargs="+", metavar="A B", help="two countries by code or name, as in BLR KAZ")
    add("--from", dest="first", type=year, metavar="YEAR", help="the first year to look at")
    add("--to", dest="last", type=year, metavar="YEAR", help="the last year to look at")
    add("--lang", choices=LANGUAGES, default="en", help="the language of the briefing (en)")
    add("--sections", type=sections, metavar="NAME,…", help="these sections only, as in minute,turnover")
    for name, what in FORMATS.items():
        add(f"--{name}", metavar="OUT", help=f"write {what}; - for standard output")
    add_engine(found)
    return found


def sections(text: str) -> tuple[str, ...]:
    """Read "minute,turnover"."""
    from sverka.dossier.brief import NAMES  # noqa: PLC0415 - `--help` needs no sections

    chosen = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = [name for name in chosen if name not in NAMES]
    if unknown or not chosen:
        named = ", ".join(f"“{name}”" for name in unknown) or "nothing"
        message = f"{named} is no section of a briefing: the sections are {', '.join(NAMES)}"
        raise ArgumentTypeError(message)
    return chosen


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Compose the briefing and write it in every format that is asked for; return the exit code."""
    try:
        one, other = two_countries(options.countries)
    except (UnknownCountry, SameCountry) as problem:
        asked.error(str(problem))
    years = _years(asked, options)
    for code in (one, other):
        if note := former_note(code):
            say(f"note: {note}")
    places = [place for name in FORMATS if (place := getattr(options, name))]
    if len(set(places)) < len(places):
        asked.error("two outputs go to the same place: give each an OUT of its own")
    with ExitStack() as stack:
        beside = _start_beside(options, stack)
        return _answer((one, other), years, options, beside)


def _start_beside(options: Namespace, stack: ExitStack) -> dict[Work, Beside]:
    """Let processes beside this one load what this one will need at the end: each takes them a second."""
    from sverka.dossier.beside import Beside, Work  # noqa: PLC0415 - `--help` needs no processes

    forecasts = not options.sections or "outlook" in options.sections
    wanted = [*([Work.DRAW] if options.html else []), *([Work.THETA] if forecasts else [])]
    return {work: stack.enter_context(Beside(work)) for work in wanted}


def _answer(
    pair: tuple[Country, Country],
    years: tuple[int, int] | None,
    options: Namespace,
    beside: Mapping[Work, Beside],
) -> int:
    with BriefProgress("opening the book") as progress:
        made = _made(pair, years, options, beside, progress.tell)
    if isinstance(made, _Refused):
        say(made.why)
        return made.code
    return _emit(made, options, beside)


def _made(
    pair: tuple[Country, Country],
    years: tuple[int, int] | None,
    options: Namespace,
    beside: Mapping[Work, Beside],
    tell: Callable[[str], object],
) -> Outline | _Refused:
    from sverka.dossier.brief import NothingInYears  # noqa: PLC0415  numpy, SciPy and Narwhals: half a second
    from sverka.dossier.desk import Asked  # noqa: PLC0415  likewise

    try:
        return _compose(Asked(*pair, years, datetime.now(tz=UTC).date()), options, beside, tell)
    except BookError as problem:
        return _Refused(3, problem)
    except NothingInYears as problem:
        return _Refused(2, problem)


def _years(asked: ArgumentParser, options: Namespace) -> tuple[int, int] | None:
    if options.first is None and options.last is None:
        return None
    first, last = options.first or 1, options.last or 9999
    if first > last:
        asked.error(f"--from {first} is later than --to {last}: turn them round")
    return first, last


def _compose(
    question: Asked, options: Namespace, beside: Mapping[Work, Beside], tell: Callable[[str], object]
) -> Outline:
    from sverka.dossier.beside import Work  # noqa: PLC0415  likewise
    from sverka.dossier.brief import NAMES, brief  # noqa: PLC0415  likewise
    from sverka.dossier.desk import Desk  # noqa: PLC0415  likewise
    from sverka.ledger.engines import EngineName, start_engine  # noqa: PLC0415  likewise

    folder = options.book or default_book()
    theta = beside.get(Work.THETA)
    with (
        opened_book(options.book) as ledger,
        closing(start_engine(EngineName(options.engine), folder)) as engine,
    ):
        desk = Desk(ledger, engine, question, theta.ask if theta else None)
        return brief(desk, asked=_again(question, options), chosen=options.sections or NAMES, tell=tell)


def _again(question: Asked, options: Namespace) -> str:
    """Write the command that composes the same briefing."""
    words = ["sverka", "brief", question.one, question.other]
    for option, value in (("--from", options.first), ("--to", options.last), ("--lang", options.lang)):
        words += [option, str(value)] if value and value != "en" else []
    words += ["--sections", ",".join(options.sections)] if options.sections else []
    return shlex.join(words)


def _emit(outline: Outline, options: Namespace, beside: Mapping[Work, Beside]) -> int:
    """Write every format; one that cannot be written does not keep the others from being."""
    from sverka.dossier.formats import FormatNotInstalled  # noqa: PLC0415 - after the questions are answered
    from sverka.dossier.formats.pdf import PageNotSet  # noqa: PLC0415  likewise
    from sverka.dossier.picture import PictureNotDrawn, PicturesNotInstalled  # noqa: PLC0415  likewise
    from sverka.dossier.words.language import language  # noqa: PLC0415  likewise

    refusals = (OutputError, FormatNotInstalled, PageNotSet, PicturesNotInstalled, PictureNotDrawn)
    words, code = language(options.lang), 0
    writers = _WRITERS | {"html": partial(_html, beside)}
    places = {name: place for name in FORMATS if (place := getattr(options, name))}
    for name, place in places.items():
        try:
            with BriefProgress(name):
                writers[name](outline, words, place)
        except refusals as problem:
            say(problem)
            code = 2
    if not places:
        from sverka.faces.cli.brief_text import print_brief  # noqa: PLC0415 - rich costs time

        print_brief(outline, words)
    return code


def _html(beside: Mapping[Work, Beside], outline: Outline, words: Words, place: str) -> None:
    from sverka.dossier.beside import Work  # noqa: PLC0415 - a format is loaded when it is asked for
    from sverka.dossier.formats.html import write_html  # noqa: PLC0415  likewise

    write_text(write_html(outline, words, beside[Work.DRAW].order), place)


def _pdf(outline: Outline, words: Words, place: str) -> None:
    from sverka.dossier.formats.pdf import write_pdf  # noqa: PLC0415  likewise

    write_bytes(write_pdf(outline, words), place)


def _docx(outline: Outline, words: Words, place: str) -> None:
    from sverka.dossier.formats.docx import write_docx  # noqa: PLC0415  likewise

    write_bytes(write_docx(outline, words), place)


def _xlsx(outline: Outline, words: Words, place: str) -> None:
    from sverka.dossier.formats.xlsx import write_xlsx  # noqa: PLC0415  likewise

    write_bytes(write_xlsx(outline, words), place)


def _json(outline: Outline, words: Words, place: str) -> None:
    from sverka.dossier.formats.json import write_json  # noqa: PLC0415  likewise

    write_data(write_json(outline, words), place)


_WRITERS: dict[str, Callable[[Outline, Words, str], None]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "json": _json,
}
