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
from sverka.faces.cli.brief_questions import (
    add_questions,
    asked_sections,
    check_questions,
    question_words,
    with_questions,
)
from sverka.faces.cli.country_argument import SameCountry, UnknownCountry, former_note, two_countries
from sverka.faces.cli.options import add_engine, command_parser, year
from sverka.faces.cli.output import OutputError, say, write_bytes, write_data, write_text
from sverka.faces.settings import default_book, one_thread_for_algebra

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from sverka.dossier.desk import Asked
    from sverka.dossier.formats.ordered_pictures import OrderedPictures
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
    add_questions(found)
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
    check_questions(asked, options)
    for code in (one, other):
        if note := former_note(code):
            say(f"note: {note}")
    places = [place for name in FORMATS if (place := getattr(options, name))]
    if len(set(places)) < len(places):
        asked.error("two outputs go to the same place: give each an OUT of its own")
    one_thread_for_algebra()
    with ExitStack() as stack:
        return _answer((one, other), years, options, _start_drawing(options, stack))


def _start_drawing(options: Namespace, stack: ExitStack) -> OrderedPictures | None:
    """Let a process beside this one load what draws the pictures of a page, which takes half a second."""
    if not options.html:
        return None
    from sverka.dossier.beside import Beside, Work  # noqa: PLC0415 - `--help` needs no processes

    drawer = stack.enter_context(Beside(Work.DRAW))
    from sverka.dossier.formats.ordered_pictures import OrderedPictures  # noqa: PLC0415 - it loads meanwhile
    from sverka.dossier.words.language import language  # noqa: PLC0415  likewise

    return OrderedPictures(language(options.lang), drawer.order)


def _answer(
    pair: tuple[Country, Country],
    years: tuple[int, int] | None,
    options: Namespace,
    pictures: OrderedPictures | None,
) -> int:
    with BriefProgress("opening the book") as progress:
        made = _made(pair, years, options, progress.tell, pictures)
    if isinstance(made, _Refused):
        say(made.why)
        return made.code
    return _emit(made, options, pictures)


def _made(
    pair: tuple[Country, Country],
    years: tuple[int, int] | None,
    options: Namespace,
    tell: Callable[[str], object],
    pictures: OrderedPictures | None,
) -> Outline | _Refused:
    from sverka.dossier.brief import NothingInYears  # noqa: PLC0415  NumPy and Narwhals: a quarter of a second
    from sverka.dossier.desk import Asked  # noqa: PLC0415  likewise

    question = with_questions(Asked(*pair, years, datetime.now(tz=UTC).date()), options)
    try:
        return _compose(question, options, tell, pictures)
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
    question: Asked, options: Namespace, tell: Callable[[str], object], pictures: OrderedPictures | None
) -> Outline:
    from sverka.dossier.brief import USUAL, brief  # noqa: PLC0415  likewise
    from sverka.dossier.desk import Desk  # noqa: PLC0415  likewise
    from sverka.ledger.engines import EngineName, start_engine  # noqa: PLC0415  likewise

    folder = options.book or default_book()
    with (
        opened_book(options.book) as ledger,
        closing(start_engine(EngineName(options.engine), folder)) as engine,
    ):
        desk = Desk(ledger, engine, question, tell)
        return brief(
            desk,
            asked=_again(question, options),
            chosen=(*(options.sections or USUAL), *asked_sections(options)),
            tell=tell,
            done=pictures.order if pictures else str,
        )


def _again(question: Asked, options: Namespace) -> str:
    """Write the command that composes the same briefing."""
    words = ["sverka", "brief", question.one, question.other]
    for option, value in (("--from", options.first), ("--to", options.last), ("--lang", options.lang)):
        words += [option, str(value)] if value and value != "en" else []
    words += ["--sections", ",".join(options.sections)] if options.sections else []
    words += question_words(options)
    return shlex.join(words)


def _emit(outline: Outline, options: Namespace, pictures: OrderedPictures | None) -> int:
    """Write every format; one that cannot be written does not keep the others from being."""
    from sverka.dossier.formats import FormatNotInstalled  # noqa: PLC0415 - after the questions are answered
    from sverka.dossier.formats.pdf import PageNotSet  # noqa: PLC0415  likewise
    from sverka.dossier.picture import PictureNotDrawn, PicturesNotInstalled  # noqa: PLC0415  likewise
    from sverka.dossier.words.language import language  # noqa: PLC0415  likewise

    refusals = (OutputError, FormatNotInstalled, PageNotSet, PicturesNotInstalled, PictureNotDrawn)
    words, code = language(options.lang), 0
    writers = _WRITERS | {"html": partial(_html, pictures)}
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


def _html(pictures: OrderedPictures | None, outline: Outline, words: Words, place: str) -> None:
    from sverka.dossier.formats.html import write_html  # noqa: PLC0415 - a format is loaded when it is asked for

    write_text(write_html(outline, words, pictures), place)


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
