"""`sverka measure`: a measure of a pair from every source that has it, by name."""

from __future__ import annotations

from argparse import ArgumentTypeError
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from sverka.faces.cli.book import BookError, opened_book
from sverka.faces.cli.options import add_engine, command_parser, years
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data
from sverka.faces.settings import default_book
from sverka.ledger.engines import EngineName, start_engine
from sverka.measures.measure import SourceTable, measure
from sverka.measures.question import Measure, Question
from sverka.vocabulary.concordance import find_concordance
from sverka.vocabulary.country import PairError, parse_pair

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine

_NAMES = {
    Measure.PAIR_TOTALS: "what moved between them each year, in each book",
    Measure.PRODUCT_HISTORY: "the same, product by product",
    Measure.MIRROR_JOIN: "what the exporter and what the importer declares, side by side",
    Measure.DECOMPOSITION: "what each product adds to growth between two years, new and vanished ones apart",
    Measure.PRICE_QUANTITY: "how much of that is dearer goods and how much more of them",
    Measure.CONCENTRATION: "how far each year rests on few products",
    Measure.INTRA_INDUSTRY: "how much goes both ways in the same products",
    Measure.UNIT_VALUES: "dollars a unit, and which are out of line with other years",
    Measure.RCA: "which products weigh more in their exports than in the world's",
    Measure.SIMILARITY: "how alike the goods are that the two export",
    Measure.POSITION: "each one's share and rank among the other's partners",
    Measure.COMPETITORS: "who else supplies the main lines, in the last year",
    Measure.COMPLEMENTARITY: "how well what one exports fits what the other imports, in the last year",
    Measure.INTENSITY: "how much more they trade than their weight in the world's, in the last year",
    Measure.UNTAPPED: "what one exports competitively and the other buys elsewhere, in the last year",
    Measure.COMPLEXITY: "how varied and rare their exports are, in the last year",
}


def parser() -> ArgumentParser:
    """Make the parser of `sverka measure`."""
    found = command_parser("measure", "sverka measure NAME A B [options]")
    add = found.add_argument
    names = "; ".join(f"{name}: {meaning}" for name, meaning in _NAMES.items())
    add("name", metavar="NAME", choices=[name.value for name in Measure], help=names)
    add("countries", nargs="+", metavar="A B", help="two countries by ISO alpha-3 code, as in BLR KAZ")
    add("--years", type=years, metavar="FIRST-LAST", help="these years only, as in 2004-2023 or 2017")
    add("--product", type=code, metavar="CODE", help="products whose codes begin so, as in 8701")
    add("--source", metavar="NAME", help="the figures of one source (all that have the pair)")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write all rows as data")
    add_engine(found)
    return found


def code(text: str) -> str:
    """Read the beginning of a product's code."""
    if text.isalnum() and text.isascii():
        return text
    raise ArgumentTypeError(f"“{text}” is no product code: write its digits without dots, as in 8701")


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Ask a measure of every source that has the pair, or of one, and show it; return the exit code."""
    try:
        pair = parse_pair("-".join(options.countries))
    except PairError as problem:
        asked.error(str(problem))
    question = Question(Measure(options.name), pair, options.years, options.product)
    folder = options.book or default_book()
    try:
        with (
            opened_book(options.book) as ledger,
            closing(start_engine(EngineName(options.engine), folder)) as engine,
        ):
            found = list(_ask(ledger, engine, question, options.source))
    except BookError as problem:
        say(problem)
        return 3
    return _emit(found, question, options)


def _ask(
    ledger: Ledger, engine: FrameEngine, question: Question, source: str | None
) -> Iterator[SourceTable]:
    cards = ledger.cards()
    bridge = partial(find_concordance, held=ledger.correspondences)
    for name in [source] if source else ledger.sources(question.pair):
        frame = ledger.frame(source=name, years=question.years, engine=engine)
        table = measure(frame, engine, question, bridge)
        if table.rows or source:
            yield SourceTable(name, cards.get(name), table)


def _emit(found: list[SourceTable], question: Question, options: Namespace) -> int:
    try:
        if options.json:
            write_data(measure_data(found, question, options.engine), options.json)
    except OutputError as problem:
        say(problem)
        return 2
    if options.json != STDOUT:
        from sverka.faces.cli.measure_table import print_measure  # noqa: PLC0415 - rich costs time

        print_measure(found, question)
    return 0


def measure_data(found: list[SourceTable], question: Question, engine: str) -> dict[str, Any]:
    """Return the tables as JSON-ready data: a row is an object; a reconciled flow has no reporter."""
    return {
        "measure": question.measure,
        "pair": question.pair.subject,
        "years": question.years,
        "product": question.product,
        "engine": engine,
        "sources": [
            {
                "source": one.source,
                "title": one.card and one.card.title,
                "publisher": one.card and one.card.publisher,
                "licence": one.card and one.card.licence,
                "unit": one.table.unit,
                "digits": one.table.digits,
                "rows": [_row_data(one.table.columns, row) for row in one.table.rows],
            }
            for one in found
        ],
    }


def _row_data(columns: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    found = dict(zip(columns, row, strict=True))
    return found | {"reporter": found["reporter"] or None} if "reporter" in found else found
