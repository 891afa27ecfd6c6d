"""`sverka gravity estimate`: a formula on a panel, from a file or from the book."""

from __future__ import annotations

import time
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sverka.faces.cli import INTERRUPTED
from sverka.faces.cli.book import BookError
from sverka.faces.cli.gravity import step_parser
from sverka.faces.cli.gravity_book import add_book_rules, book_rules_given, panel_of_book, telling
from sverka.faces.cli.gravity_file import file_of, is_file, named_columns, regressors_of, renamed
from sverka.faces.cli.gravity_general import refuse_elsewhere, run_general
from sverka.faces.cli.gravity_pair import require_compiler
from sverka.faces.cli.gravity_sectors import run_sectors
from sverka.faces.cli.options import years as span
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping

    from sverka.faces.cli.gravity_diagnosed import Diagnosed
    from sverka.models.gravity.formula import Formula
    from sverka.models.gravity.result import GravityResult
    from sverka.models.gravity.spec import GravitySpec
    from sverka.models.gravity.wider_panel import WiderPanel

EFFECTS = {
    "pairs": "exporter-years, importer-years, each pair and direction",
    "symmetric": "the same with one effect for both directions of a pair",
    "symmetric-pooled": "likewise, and one for all domestic trade, as the Advanced Guide",
    "two-way": "exporter-years and importer-years",
    "countries": "exporters and importers",
    "none": "none, a constant",
}
CLUSTERS = {
    "pair": "pair, by direction where pairs have effects by direction",
    "directed-pair": "a pair's direction",
    "undirected-pair": "both directions of a pair together",
    "exporter": "exporter",
    "importer": "importer",
    "exporter-importer": "exporter and importer, two-way",
    "exporter-importer-year": "exporter, importer and year, three-way",
    "none": "robust to heteroskedasticity only",
}
SMALL = ("ppml", "ppmlhdfe", "fixest", "none")
_INPUT, _COMMAND, _BOOK = 1, 2, 3
_PANEL = (
    "CSV or Parquet with exporter, importer, year, trade and the formula's columns; without it, or for -, "
    "the book itself"
)
_FORMULA = (
    "“trade ~ rta + lead(rta, 4) + log(distance)”, or “log(trade) ~ …” for least squares; given several "
    "times, one after another"
)
_SMALL = "the convention for small samples: as Stata's ppml or ppmlhdfe, as R's fixest, or none (ppml)"
_BIAS = "correct three-way PPML and its errors for their bias (Weidner and Zylkin 2021)"
_YEARS = "estimate on these: 1992-2020, 1986-2006/4 (every fourth) or 1990,1995; leads and lags look at all"
_SECTORS = "estimate each value of a column of the file apart, a process a core, and print all in one table"
_KEEP = "a folder that receives each sector as it is estimated and is read from where the same is asked again"
_ABSORB = (
    "effects of any columns of the file in place of --effects, as in “exporter^year^sector, "
    "importer^year^sector, exporter^importer^sector”; estimated by fereg (pip install 'sverka[general]')"
)
_CLUSTER_COLUMNS = "; with --absorb also columns, as in “exporter^sector, importer”"
_DIAGNOSTICS = "add RESET, and the pairs without which the coefficients move most"
_COLUMNS = "what the file calls exporter, importer, year or trade, as in trade=flow,year=t"


class _Estimated(NamedTuple):
    """A result, how long it took in seconds, and its diagnostics where they were asked for."""

    result: GravityResult
    seconds: float
    diagnosed: Diagnosed | None = None


def parser() -> ArgumentParser:
    """Make the parser of `sverka gravity estimate`."""
    found = step_parser("estimate", 'sverka gravity estimate [PANEL] --formula "trade ~ rta + ..." [options]')
    add = found.add_argument
    add("panel", nargs="?", metavar="PANEL", help=_PANEL)
    add("--formula", action="append", required=True, metavar="TEXT", help=_FORMULA)
    add("--effects", choices=EFFECTS, default="pairs", help=_listed(EFFECTS))
    add("--absorb", metavar="COLUMNS", help=_ABSORB)
    add("--cluster", default="pair", metavar="WAY", help=_listed(CLUSTERS) + _CLUSTER_COLUMNS)
    add("--small", choices=SMALL, default=SMALL[0], help=_SMALL)
    add("--bias-corrected", action="store_true", help=_BIAS)
    add("--years", type=years, metavar="YEARS", help=_YEARS)
    add("--weights", metavar="COLUMN", help="a column of weights")
    add("--columns", type=renamed, default={}, metavar="NAME=COLUMN,…", help=_COLUMNS)
    add("--no-domestic", action="store_true", help="leave out a country's trade with itself")
    add("--strict", action="store_true", help="stop at a regressor that effects or others tell already")
    add("--diagnostics", action="store_true", help=_DIAGNOSTICS)
    add("--level", type=_level, default=0.95, metavar="SHARE", help="the level of intervals (0.95)")
    add("--json", nargs="?", const=STDOUT, metavar="OUT", help="write the results as data")
    add("--sectors", metavar="COLUMN", help=_SECTORS)
    add("--keep", type=Path, metavar="FOLDER", help=_KEEP)
    add_book_rules(found)
    return found


def years(text: str) -> tuple[int, ...]:
    """Read "1992-2020", "1986-2006/4", "1990,1995" or a mixture of them."""
    found: set[int] = set()
    for part in text.split(","):
        written, slash, step = part.partition("/")
        first, last = span(written)
        if slash and not (step.strip().isdecimal() and int(step)):
            message = f"“{part}” has no step of years after the slash: write 1986-2006/4"
            raise ArgumentTypeError(message)
        found.update(range(first, last + 1, int(step) if slash else 1))
    return tuple(sorted(found))


def run(asked: ArgumentParser, options: Namespace) -> int:
    """Estimate each formula, show each as it is ready, and return the exit code."""
    from sverka.models.gravity.formula import UnreadableFormula, read_formula  # noqa: PLC0415  after `--help`
    from sverka.models.gravity.ppml import NoCompiler  # noqa: PLC0415  likewise

    _refuse_unheard(asked, options)
    if options.absorb is not None:
        refuse_elsewhere(asked, options)
        return run_general(options)
    if options.cluster not in CLUSTERS:
        asked.error(f"--cluster is one of {', '.join(CLUSTERS)}; columns go with --absorb")
    try:
        formulas = [read_formula(text) for text in options.formula]
        require_compiler()
        if options.sectors:
            return run_sectors(
                _spec(formulas[0], options), file_of(options, named_columns(formulas)), options
            )
        panel = _panel(options, formulas)
    except (UnreadableFormula, NoCompiler) as problem:
        say(problem)
        return _COMMAND
    except BookError as problem:
        say(problem)
        return _INPUT if options.panel else _BOOK
    except (ValueError, LookupError) as problem:
        say(problem)
        return _INPUT
    done: list[_Estimated] = []
    try:
        code = max(_estimate(formula, panel, options, done) for formula in formulas)
    except KeyboardInterrupt:
        say(f"interrupted: {len(done)} of {len(formulas)} formulas estimated")
        code = INTERRUPTED
    return _written(done, options) or code


def _refuse_unheard(asked: ArgumentParser, options: Namespace) -> None:
    """End with the parser's usage where an option would not be heard."""
    if options.sectors and not (is_file(options) and len(options.formula) == 1):
        asked.error("--sectors goes with a file and one formula")
    if options.sectors and options.diagnostics:
        asked.error("--diagnostics are of one panel: leave them out, or take the sector as a file of its own")
    if options.keep and not options.sectors:
        asked.error("--keep goes with --sectors")
    if not is_file(options):
        if options.columns:
            asked.error("--columns goes with a file: the book's panel has its own names")
        return
    on_spark = ("--engine",) if options.sectors else ()
    given = [name for name in book_rules_given(asked, options) if name not in on_spark]
    if given:
        asked.error(f"{', '.join(given)}: for a panel from the book; a file is taken as it is")


def _estimate(formula: Formula, panel: WiderPanel, options: Namespace, done: list[_Estimated]) -> int:
    """Estimate one formula and print it; say what kept it from being estimated."""
    from sverka.models.gravity.estimate import estimate  # noqa: PLC0415  likewise

    start = time.perf_counter()
    try:
        with telling(f"estimating {formula}; the first time, its loops are compiled"):
            result = estimate(_spec(formula, options), panel)
    except ValueError as problem:  # a panel or a specification that nothing can be estimated from
        say(f"{formula}: {problem}")
        return _INPUT
    seconds = time.perf_counter() - start
    one = _Estimated(result, seconds, _diagnosed(result, options))
    done.append(one)
    if options.json != STDOUT:
        from sverka.faces.cli.gravity_estimate_table import print_result  # noqa: PLC0415 - rich costs time

        print_result(result, one.seconds, one.diagnosed)
    if result.convergence.arrived:
        return 0
    say(f"{formula}: the fit has not arrived, {result.convergence.why}: do not use these numbers")
    return _INPUT


def _written(done: list[_Estimated], options: Namespace) -> int:
    try:
        if options.json:
            write_data([result_data(one.result, one.seconds, one.diagnosed) for one in done], options.json)
    except OutputError as problem:
        say(problem)
        return _COMMAND
    return 0


def _diagnosed(result: GravityResult, options: Namespace) -> Diagnosed | None:
    if not options.diagnostics:
        return None
    from sverka.faces.cli.gravity_diagnosed import diagnose  # noqa: PLC0415  likewise

    return diagnose(result)


def result_data(result: GravityResult, seconds: float, diagnosed: Diagnosed | None = None) -> dict[str, Any]:
    """Return a result as JSON-ready data; a number that does not exist is null."""
    import msgspec  # noqa: PLC0415  likewise

    told: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(result.summary))
    if diagnosed is not None:
        from sverka.faces.cli.gravity_diagnosed import diagnosed_data  # noqa: PLC0415  likewise

        told["diagnostics"] = diagnosed_data(diagnosed)
    return told | {"seconds": seconds}


def _spec(formula: Formula, options: Namespace) -> GravitySpec:
    from sverka.models.gravity.effects import Clusters, Effects, Pairs, SmallSample  # noqa: PLC0415  likewise
    from sverka.models.gravity.spec import Collinear, GravitySpec  # noqa: PLC0415  likewise

    pairs = {
        "pairs": Pairs.DIRECTED,
        "symmetric": Pairs.SYMMETRIC,
        "symmetric-pooled": Pairs.DOMESTIC_POOLED,
    }
    clusters = {
        "exporter": Clusters.EXPORTER,
        "importer": Clusters.IMPORTER,
        "exporter-importer": Clusters.EXPORTER_IMPORTER,
        "exporter-importer-year": Clusters.EXPORTER_IMPORTER_YEAR,
        "none": Clusters.NONE,
    }
    return GravitySpec(
        formula=formula,
        effects=Effects(
            country_years=options.effects not in {"countries", "none"},
            pairs=pairs.get(options.effects, Pairs.NONE),
        ),
        countries=options.effects == "countries",
        years=options.years or (),
        domestic=not options.no_domestic,
        clusters=clusters.get(options.cluster, Clusters.PAIR),
        directed={"directed-pair": True, "undirected-pair": False}.get(options.cluster),
        small=SmallSample(options.small),
        bias_corrected=options.bias_corrected,
        collinear=Collinear.STOP if options.strict else Collinear.LEAVE_OUT,
        level=options.level,
    )


def _panel(options: Namespace, formulas: list[Formula]) -> WiderPanel:
    """Read the columns that the formulas name, of a file or of the book, into a panel."""
    named = named_columns(formulas)
    if is_file(options):
        return file_of(options, named).panel()
    from sverka.models.gravity.from_table import panel_of  # noqa: PLC0415  likewise

    with telling("making the panel from the book"):
        columns = panel_of_book(options, None).to_table()
    return panel_of(columns, regressors_of(named, tuple(columns)), options.weights)


def _level(text: str) -> float:
    """Read "0.95"."""
    try:
        level = float(text)
    except ValueError:
        level = 0.0
    if not 0 < level < 1:
        message = f"“{text}” is no level of an interval: write a share between 0 and 1, as in 0.95"
        raise ArgumentTypeError(message)
    return level


def _listed(choices: Mapping[str, str]) -> str:
    return "; ".join(_each(choices))


def _each(choices: Mapping[str, str]) -> Iterator[str]:
    for name, meaning in choices.items():
        yield f"{name}: {meaning}"
