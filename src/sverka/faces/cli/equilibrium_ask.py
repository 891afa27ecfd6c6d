"""Ask a model of the world as a command does: progress, draws kept beside the book, Ctrl-C, outputs."""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast

from sverka.faces.cli import INTERRUPTED
from sverka.faces.cli.book import opened_book
from sverka.faces.cli.brief_progress import BriefProgress
from sverka.faces.cli.country_argument import former_note, last_year
from sverka.faces.cli.draws_folder import draws_folder
from sverka.faces.cli.equilibrium_options import asked_options
from sverka.faces.cli.gravity_pair import COMMAND, INPUT, told
from sverka.faces.cli.output import STDOUT, OutputError, say
from sverka.faces.settings import default_book, one_thread_for_algebra

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Mapping

    from sverka.faces.cli.gravity_pair import Outcome
    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.equilibrium.pair.question import Options
    from sverka.sources.card import Card
    from sverka.vocabulary.country import Country

Answer = TypeVar("Answer")

_TRY = "As options: a smaller percentage or goal, or another --closure."


class FormerCountry(LookupError):
    """A country is in no world that could be asked about."""

    def __init__(self, note: str) -> None:
        super().__init__(
            f"{note} The world before is of a year in which both countries trade. Name countries of today, "
            "or a year of then with --model one --year YEAR."
        )


class NoOutlines(LookupError):
    """The book has no outlines of countries to draw a map of."""

    def __init__(self) -> None:
        super().__init__(
            "The book has no outlines of countries, which --map needs. Post them: sverka fetch world_atlas, "
            "sverka post world_atlas PATH. Or ask without --map."
        )


class NoWorldHeld(LookupError):
    """The book has neither input-output tables nor trade of all pairs."""

    def __init__(self, why: Exception, year: int | None = None) -> None:
        if year is not None:
            super().__init__(
                f"The book has no world of {year} that a change could be made in: neither input-output "
                "tables of that year nor trade of all pairs and their GDP. Leave out --year for the newest "
                "there is, or name another."
            )
            return
        super().__init__(
            "The book has no world that a change could be made in: neither input-output tables (post them: "
            "sverka post oecd_icio PATH) nor trade of all pairs and their GDP (sverka fetch imf_dots, sverka "
            f"post imf_dots PATH; the same of covariates). {why}"
        )


class NoTablesEither(LookupError):
    """The book has no input-output tables, and its trade of all pairs has no year that would do instead."""

    def __init__(self, why: Exception) -> None:
        super().__init__(
            f"{why} Or post the input-output tables of the world, which need nothing else: sverka post "
            "oecd_icio PATH (without PATH where sanction-simulator 0.1.4 is installed)."
        )


class UnreadableFile(ValueError):
    """The user's file of elasticities cannot be read."""

    def __init__(self, place: Path, why: object) -> None:
        super().__init__(
            f"Cannot read the elasticities in {place}: {why}. Give a CSV file in UTF-8 with the columns "
            "sector, elasticity and, if known, error; or head-mayer or caliendo-parro."
        )


class Asked(NamedTuple):
    """What a question is asked with."""

    ledger: Ledger
    engine: FrameEngine
    options: Options
    keep: Path | None
    tell: Callable[[str], object]
    progress: Callable[[int, int], object]


class Answered(NamedTuple, Generic[Answer]):
    """An answer, the book's cards, outlines for a map; where draws were cut short, how it goes on."""

    found: Answer
    cards: Mapping[str, Card]
    outlines: dict[Country, dict[str, object]]
    cut_short: str


class _Count:
    """Tell how many draws are done, and remember it."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self._tell = tell
        self.done = 0

    def __call__(self, done: int, wanted: int) -> None:
        self.done = max(self.done, done)
        self._tell(f"draws: {done} of {wanted}; Ctrl-C answers with these")


@contextmanager
def told_model() -> Iterator[Outcome]:
    """Say what keeps a question from being answered, and keep its exit code."""
    one_thread_for_algebra()
    from sverka.models.equilibrium.pair.question import QuestionError  # noqa: PLC0415  after `--help`

    with told() as outcome:
        try:
            yield outcome
        except QuestionError as problem:
            say(problem)
            outcome.code = COMMAND
        except ArithmeticError as problem:  # a model without a solution says which condition is missed
            say(f"{problem} {_TRY}")
            outcome.code = INPUT


def answer(
    options: Namespace, pair: tuple[Country, Country], ask: Callable[[Asked], Answer]
) -> Answered[Answer]:
    """Ask about a pair; interrupted among its draws, give the answer that these make.

    Raises FormerCountry, NoOutlines, OutputError, UnreadableFile and PicturesNotInstalled before the model
    starts; NoWorldHeld, NoTablesEither, and as the book and the model do, KeyboardInterrupt before the
    draws begin.
    """
    from sverka.models.equilibrium.icio_book import held_tables  # noqa: PLC0415  after `--help`
    from sverka.models.equilibrium.pair.answer import Model  # noqa: PLC0415  likewise
    from sverka.models.equilibrium.pair.ask_what_if import Interrupted  # noqa: PLC0415  likewise
    from sverka.models.equilibrium.pair.one_sector_world import NoWorld  # noqa: PLC0415  likewise
    from sverka.models.gravity.from_book import NoTradeHeld  # noqa: PLC0415  likewise

    wanted = _checked(options, pair)
    folder: Path = options.book or default_book()
    with (
        BriefProgress("opening the book") as progress,
        opened_book(options.book) as ledger,
        closing(_engine(options.engine, folder)) as engine,
    ):
        outlines = _outlines(ledger) if options.map else {}
        keep = draws_folder(folder) if wanted.uncertainty.draws else None
        count = _Count(progress.tell)
        try:
            found = ask(Asked(ledger, engine, wanted, keep, progress.tell, count))
        except Interrupted as cut:
            done = f"{count.done} of {wanted.uncertainty.draws} draws were taken"
            how = f"interrupted: {done}; {_goes_on(keep)}"
            return Answered(cast("Answer", cut.answer), ledger.cards(), outlines, how)
        except NoTradeHeld as problem:
            raise NoWorldHeld(problem, options.year) from problem
        except NoWorld as problem:
            if wanted.model is Model.ONE or held_tables(ledger, engine):
                raise
            raise NoTablesEither(problem) from problem
        return Answered(found, ledger.cards(), outlines, "")


def exit_code(answered: Answered[Answer]) -> int:
    """Return the exit code of an answer; of one that was interrupted, and say how it goes on."""
    if not answered.cut_short:
        return 0
    say(answered.cut_short)
    return INTERRUPTED


def places(options: Namespace) -> dict[str, str]:
    """Return where outputs go, by option."""
    return {name: place for name in ("json", "svg", "map") if (place := getattr(options, name))}


def _checked(options: Namespace, pair: tuple[Country, Country]) -> Options:
    """Return how it is asked, once nothing is left that could be refused without the book."""
    _refuse_former(pair, options.year)
    _require_outputs(options)
    wanted = asked_options(options)
    if wanted.elasticities_file:
        _require_text(wanted.elasticities_file)
    return wanted


def _goes_on(keep: Path | None) -> str:
    if keep is None:
        return "they were not kept: the same command begins anew"
    return f"they are kept in {keep}: the same command goes on from there"


def _engine(name: str, folder: Path) -> FrameEngine:
    from sverka.ledger.engines import EngineName, start_engine  # noqa: PLC0415  after `--help`

    return start_engine(EngineName(name), folder)


def _refuse_former(pair: tuple[Country, Country], year: int | None) -> None:
    for country in pair:
        last = last_year(country)
        if last is not None and (year is None or year > last):
            raise FormerCountry(former_note(country) or country)


def _require_text(place: Path) -> None:
    try:
        place.read_text("utf-8-sig")
    except OSError as problem:
        raise UnreadableFile(place, problem.strerror or problem) from problem
    except UnicodeDecodeError as problem:
        raise UnreadableFile(place, "it is no text in UTF-8") from problem


def _require_outputs(options: Namespace) -> None:
    """Raise before minutes of work what would keep its answer from being written."""
    given = places(options)
    if len(set(given.values())) < len(given):
        place = next(iter(given.values()))
        raise OutputError(place, "two outputs go to the same place")
    for place in given.values():
        if place != STDOUT and not Path(place).resolve().parent.is_dir():
            raise OutputError(place, "its folder does not exist")
    if options.svg or options.map:
        _require_drawer()


def _require_drawer() -> None:
    from importlib.util import find_spec  # noqa: PLC0415  likewise

    from sverka.dossier.picture import PicturesNotInstalled  # noqa: PLC0415  likewise

    if find_spec("vl_convert") is None:
        raise PicturesNotInstalled


def _outlines(ledger: Ledger) -> dict[Country, dict[str, object]]:
    from sverka.dossier.sections.country_outlines import read_outlines  # noqa: PLC0415  likewise

    found = read_outlines(ledger)
    if not found:
        raise NoOutlines
    return found
