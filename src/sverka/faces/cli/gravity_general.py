"""`sverka gravity estimate --absorb`: effects of any columns of a file, estimated by a general program."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sverka.faces.cli import INTERRUPTED
from sverka.faces.cli.book import BookError
from sverka.faces.cli.gravity_book import telling
from sverka.faces.cli.gravity_file import is_file
from sverka.faces.cli.output import STDOUT, OutputError, say, write_data
from sverka.ledger.table_file import opened_table

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sverka.models.gravity.formula import Formula
    from sverka.models.gravity.general import GeneralResult
    from sverka.models.gravity.general_rows import GeneralSpec

_INPUT, _COMMAND = 1, 2
_CLUSTERS = {
    "exporter": "exporter",
    "importer": "importer",
    "pair": "exporter^importer",
    "directed-pair": "exporter^importer",
    "exporter-importer": "exporter, importer",
    "exporter-importer-year": "exporter, importer, year",
}
_ELSEWHERE = ("sectors", "keep", "years", "no_domestic", "strict", "diagnostics", "bias_corrected")
"""Options of the estimator on the tensor, which mean nothing to rows with effects of any columns."""


class NoColumnOfClusters(LookupError):
    """The table lacks a column that a named way of clustering needs."""

    def __init__(self, way: str, name: str, has: Sequence[str]) -> None:
        super().__init__(
            f"Errors are clustered by {_CLUSTERS[way]} (--cluster {way}), and the table has no column "
            f"“{name}”; it has {', '.join(has)}. Name columns it has, as in "
            f"--cluster {has[0]}, or --cluster none."
        )


def refuse_elsewhere(asked: ArgumentParser, options: Namespace) -> None:
    """End with the parser's usage where --absorb stands with what does not go with it."""
    if not is_file(options):
        asked.error("--absorb goes with a file")
    given = [f"--{name.replace('_', '-')}" for name in _ELSEWHERE if getattr(options, name)]
    if options.effects != "pairs":
        given.insert(0, "--effects")
    if given:
        asked.error(f"--absorb does not go with {', '.join(given)}")
    if options.cluster == "undirected-pair":
        asked.error("--absorb knows no undirected-pair: name a column that both directions share")


def run_general(options: Namespace) -> int:
    """Estimate each formula with the effects of --absorb, show each, and return the exit code."""
    from sverka.models.gravity.formula import UnreadableFormula, read_formula  # noqa: PLC0415  after `--help`
    from sverka.models.gravity.general import NoGeneralPeer  # noqa: PLC0415  likewise
    from sverka.models.gravity.general_rows import UnreadableColumns  # noqa: PLC0415  likewise

    done: list[tuple[GeneralResult, float]] = []
    try:
        specs = [_spec(read_formula(text), options) for text in options.formula]
        columns = _columns(specs, options)
        done.extend(_estimate(spec, columns, options) for spec in specs)
    except (UnreadableFormula, UnreadableColumns, NoGeneralPeer) as problem:
        say(problem)
        return _COMMAND
    except (BookError, ValueError, LookupError) as problem:
        say(problem)
        return _written(done, options) or _INPUT
    except KeyboardInterrupt:
        say(f"interrupted: {len(done)} of {len(options.formula)} formulas estimated")
        return _written(done, options) or INTERRUPTED
    return _written(done, options) or max(_judged(result) for result, _ in done)


def _spec(formula: Formula, options: Namespace) -> GeneralSpec:
    from sverka.models.gravity.effects import SmallSample  # noqa: PLC0415  likewise
    from sverka.models.gravity.general_rows import GeneralSpec, read_columns  # noqa: PLC0415  likewise

    clusters = _CLUSTERS.get(options.cluster, options.cluster)
    return GeneralSpec(
        formula=formula,
        absorb=read_columns(options.absorb),
        clusters=() if clusters == "none" else read_columns(clusters),
        small=SmallSample(options.small),
        weights=options.weights,
        level=options.level,
    )


def _columns(specs: list[GeneralSpec], options: Namespace) -> Mapping[str, NDArray[Any]]:
    """Read what the models name; what the file lacks is left to the estimation to say."""
    from sverka.models.gravity.general_rows import NoSuchColumn  # noqa: PLC0415  likewise

    called: Mapping[str, str] = options.columns
    named = dict.fromkeys(name for spec in specs for name in spec.columns)
    with opened_table(Path(options.panel)) as table:
        for name in named:
            if called.get(name, name) in table.columns:
                continue
            if options.cluster in _CLUSTERS and not any(name in _asked_for(spec) for spec in specs):
                raise NoColumnOfClusters(options.cluster, name, table.columns)
            raise NoSuchColumn(called.get(name, name), table.columns)
        found = table.read([*dict.fromkeys(called.get(name, name) for name in named)])
    return {name: found[called.get(name, name)] for name in named}


def _asked_for(spec: GeneralSpec) -> tuple[str, ...]:
    """Return the columns that a model names but for its clusters."""
    from msgspec import structs  # noqa: PLC0415  likewise

    return structs.replace(spec, clusters=()).columns


def _estimate(
    spec: GeneralSpec, columns: Mapping[str, NDArray[Any]], options: Namespace
) -> tuple[GeneralResult, float]:
    from sverka.models.gravity.general import estimate_general  # noqa: PLC0415  likewise

    start = time.perf_counter()
    with telling(f"estimating {spec.formula} with fereg"):
        result = estimate_general(spec, columns)
    seconds = time.perf_counter() - start
    if options.json != STDOUT:
        from sverka.faces.cli.gravity_estimate_table import print_general  # noqa: PLC0415 - rich costs time

        print_general(result, seconds)
    return result, seconds


def _judged(result: GeneralResult) -> int:
    if result.convergence.arrived:
        return 0
    say(f"{result.formula}: the fit has not arrived, {result.convergence.why}: do not use these numbers")
    return _INPUT


def _written(done: list[tuple[GeneralResult, float]], options: Namespace) -> int:
    import msgspec  # noqa: PLC0415  likewise

    try:
        if options.json:
            told = [msgspec.to_builtins(one) | {"seconds": seconds} for one, seconds in done]
            write_data(msgspec.json.decode(msgspec.json.encode(told)), options.json)
    except OutputError as problem:
        say(problem)
        return _COMMAND
    return 0
