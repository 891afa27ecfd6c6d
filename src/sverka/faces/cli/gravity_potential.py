"""`sverka gravity potential`: a pair's actual trade beside what a gravity model expects of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sverka.faces.cli.brief_progress import BriefProgress
from sverka.faces.cli.gravity import step_parser
from sverka.faces.cli.gravity_book import panel_of_book
from sverka.faces.cli.gravity_pair import (
    add_answer,
    give,
    pair_of_words,
    plain,
    require_arrived,
    require_compiler,
    told,
)

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sverka.models.gravity.book_panel import BookPanel
    from sverka.models.gravity.potential import Potential


class NothingToDraw(LookupError):
    """No year has both actual and expected trade."""

    def __init__(self) -> None:
        super().__init__(
            "There is no picture to draw: in no year is the pair's trade known and above zero. "
            "Leave --svg out to see what is expected of it."
        )


def parser() -> ArgumentParser:
    """Make the parser of `sverka gravity potential`."""
    found = step_parser("potential", "sverka gravity potential A B [options]")
    found.add_argument("pair", nargs="+", metavar="A B", help="two countries by code or name, as in BLR KAZ")
    add_answer(found, "draw the ratio of actual to expected trade over the years")
    return found


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Hold a pair's trade against the model and show it; return the exit code."""
    pair = pair_of_words(asked, options.pair)
    with told() as outcome:
        require_compiler()
        from sverka.models.gravity.ask_pair import ask_potential  # noqa: PLC0415  after `--help`

        with BriefProgress("making the panel") as progress:
            book = panel_of_book(options, options.years)
            progress.tell("estimating")
            found = ask_potential(book, *pair)
        require_arrived(found.result.convergence)
        give(options, lambda: potential_data(found, book), lambda: _drawn(found), lambda: _show(found, book))
    return outcome.code


def _show(found: Potential, book: BookPanel) -> None:
    from sverka.faces.cli.gravity_potential_table import print_potential  # noqa: PLC0415  rich costs time

    print_potential(found, book)


def _drawn(found: Potential) -> str:
    """Draw the ratios. Raises NothingToDraw."""
    if not any(year.ratio for direction in found.directions for year in direction.years):
        raise NothingToDraw
    from sverka.dossier.picture import draw  # noqa: PLC0415 - only where a picture is asked for
    from sverka.dossier.sections.potential_parts import ratio_picture  # noqa: PLC0415  likewise
    from sverka.dossier.words.language import language  # noqa: PLC0415  likewise

    return draw(ratio_picture(found).specification(language("en")))


def potential_data(found: Potential, book: BookPanel) -> dict[str, Any]:
    """Return the answer as JSON-ready data; amounts in US dollars, what is not known is null."""
    return plain({
        "source": book.source,
        "countries": len(book.countries),
        "years": [book.years[0], book.years[-1]],
        "level": found.level,
        "directions": found.directions,
        "model": found.result.summary,
        "origins": book.origins,
        "findings": book.findings,
    })  # fmt: skip
