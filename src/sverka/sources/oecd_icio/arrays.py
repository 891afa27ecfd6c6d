"""Read the benchmark arrays of the package sanction-simulator: the world's intermediate trade of 2022."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from sverka.sources.oecd_icio.lookups import ArraysOf, Lookups
from sverka.sources.oecd_icio.totals import Stated, Trade, facts_of, flows_of, uses_of
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Dollars = npt.NDArray[np.int64]

_DOLLARS = 1_000_000  # published in millions of dollars
_TOLERANCE = 10_000  # dollars; published with four decimals of a million
KEYS = ("A", "omb", "z", "go", "dbar", "countries", "sectors")
"""Input shares A (each column adds up to 1), share of inputs in output omb = 1 - value added / output,
sales to final demand and the rest of the world z, gross output go, intermediate sales dbar, and the codes;
the nodes stand sector by sector."""


class UnknownArrays(ValueError):
    """A file of arrays is not one whose year and edition are known."""

    def __init__(self, name: str, digest: str) -> None:
        super().__init__(
            f"{name} holds arrays without year or edition, and its SHA-256 {digest} is not known. "
            "Post the file of sanction-simulator 0.1.4, or enter year and edition of this one "
            "under arrays in oecd_icio/lookups.yml."
        )


class MisshapenArrays(ValueError):
    """The arrays lack one that is needed or do not fit together."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The arrays of {name} cannot be used: {why}. "
            "The file is damaged or of another version; get it again."
        )


class Benchmark(NamedTuple):
    """The table in whole dollars: inputs[s, i, u, j] from industry s of country i to u of j; the rest [s, i].

    Every cell is rounded once, so that all sums are exact and the same on every machine.
    """

    countries: tuple[str, ...]
    industries: tuple[str, ...]
    inputs: "Dollars"
    output: "Dollars"
    value_added: "Dollars"
    other_sales: "Dollars"


def arrays_of(data: bytes, name: str, lookups: Lookups) -> ArraysOf:
    """Return what is known of a file of arrays; raise UnknownArrays."""
    digest = sha256(data).hexdigest()
    if digest not in lookups.arrays:
        raise UnknownArrays(name, digest)
    return lookups.arrays[digest]


def load_benchmark(data: bytes, name: str) -> Benchmark:
    """Recover the table X = A diag(omb go) from the arrays; raise MisshapenArrays."""
    import numpy as np  # noqa: PLC0415  only this source needs it

    try:
        with np.load(BytesIO(data), allow_pickle=False) as packed:
            arrays = {key: packed[key] for key in KEYS}
    except (KeyError, ValueError, OSError) as error:
        raise MisshapenArrays(name, str(error)) from error
    countries = tuple(str(code) for code in arrays["countries"])
    industries = tuple(str(code) for code in arrays["sectors"])
    grid = (len(industries), len(countries))
    nodes = len(industries) * len(countries)
    if arrays["A"].shape != (nodes, nodes) or any(arrays[k].shape != (nodes,) for k in ("omb", "z", "go")):
        raise MisshapenArrays(name, f"{grid[1]} countries times {grid[0]} industries are not their size")
    output, share = arrays["go"], arrays["omb"]
    inputs = arrays["A"]
    inputs *= (share * output)[None, :]
    return Benchmark(
        countries,
        industries,
        *(
            np.rint(millions * _DOLLARS).astype(np.int64).reshape(shape)
            for millions, shape in (
                (inputs, (*grid, *grid)),
                (output, grid),
                (output * (1 - share), grid),
                (arrays["z"], grid),
            )
        ),
    )


def read_flows(table: Benchmark, stated: Stated) -> Iterator[Flow]:
    """Yield the intermediate trade of each pair and selling industry, summed over buying industries."""
    dollars = table.inputs.sum(axis=2).transpose(1, 0, 2)  # [i, s, j]
    yield from flows_of(Trade(table.countries, table.industries, "", dollars), stated)


def read_facts(table: Benchmark, stated: Stated) -> Iterator[Fact]:
    """Yield output, value added and other sales of each country and industry, and the use of inputs."""
    for name, dollars in (
        ("output", table.output),
        ("value_added", table.value_added),
        ("sales_to_final_demand_and_rest_of_world", table.other_sales),
    ):
        yield from facts_of(name, table.countries, table.industries, dollars, stated)
    yield from uses_of(table.countries, table.industries, table.inputs.sum(axis=1), stated)


def check_sums(table: Benchmark, name: str) -> Iterator[Finding]:
    """Report the industries whose intermediate and other sales do not add up to their output."""
    gap = abs(table.output - table.inputs.sum(axis=(2, 3)) - table.other_sales)
    off = sorted(
        (
            (int(gap[s, i]), f"{table.countries[i]}_{table.industries[s]}")
            for s, i in zip(*(found.tolist() for found in (gap > _TOLERANCE).nonzero()), strict=True)
        ),
        reverse=True,
    )
    if off:
        yield Finding(
            check="adding up",
            severity=Severity.NOTE,
            about=name,
            message=f"The sales of {len(off)} of {gap.size} industries differ from their output by more than "
            f"{_TOLERANCE} dollars, at most by {off[0][0]}.",
            evidence=tuple(f"{node}: {dollars} dollars" for dollars, node in off[:5]),
        )
