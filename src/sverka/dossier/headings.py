"""Headings: who has an advantage in which four-digit heading, how complex that makes them, and the space.

ECI is worked out three times: with the advantages as the book has them, and with the threshold of 1 as low
and as high as usual revisions can put a ratio. The three are its interval: how far it may move, not a bound
for every revision.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sverka.measures.complexity import LEAST_EXPORTS, Advantages, Complexity, Undefined, complexity
from sverka.measures.product_space import Link, links, proximity
from sverka.measures.rca import advantages
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sverka.ledger.engine import Frame, FrameEngine
    from sverka.vocabulary.country import Country, Pair

HEADING = 4
"""Digits of the codes."""


Ratio: TypeAlias = tuple[str, str, float, int, int]
"""A country, a heading, the RCA, what the country exports in all, what the world exports of the heading."""


class Index(NamedTuple):
    """A country's ECI with the interval of three thresholds, and its rank among `of` countries."""

    eci: float
    allowed: Interval
    rank: int
    of: int


class Headings:
    """Who has an advantage in what; `tilt` is the most by which revisions lower a ratio, as a factor.

    `ratios` are known from `tilt` squared on; a lower one is as good as none.
    """

    def __init__(self, ratios: Sequence[Ratio], tilt: float) -> None:
        import numpy as np  # noqa: PLC0415  0.1 s that a book without products does not need

        countries, codes, rca, exports, world = zip(*ratios, strict=True) if ratios else ((),) * 5
        self._tilt = tilt
        self._size: dict[str, int] = dict(zip(codes, world, strict=True))
        self._codes = sorted(self._size)
        self._countries = sorted(set(countries))
        columns = {code: number for number, code in enumerate(self._codes)}
        self._rows = {country: number for number, country in enumerate(self._countries)}
        self._rca = np.zeros((len(self._countries), len(self._codes)))
        self._exports = np.zeros(len(self._countries))
        rows = [self._rows[country] for country in countries]
        self._rca[rows, [columns[code] for code in codes]] = rca
        self._exports[rows] = exports

    @cached_property
    def complexity(self) -> Complexity | Undefined:
        """Return the indices of all countries that export enough, or why there are none."""
        return complexity(self._found(1.0, self._codes))

    def index(self, country: Country) -> Index | None:
        """Return a country's ECI; None where it exports too little, or where there is no index."""
        main = _eci(self.complexity, country)
        if main is None or isinstance(self.complexity, Undefined):
            return None
        found = [main, *(one for way in self._moved if (one := _eci(way, country)) is not None)]
        rank = 1 + int((self.complexity.eci > main).sum())
        countries = len(self.complexity.advantages.countries)
        return Index(main, Interval(min(found), max(found)), rank, countries)

    def advantages(self, country: Country) -> frozenset[str]:
        """Return the headings in which a country has an advantage."""
        if country not in self._rows:
            return frozenset()
        ratios = self._rca[self._rows[country]]
        return frozenset(code for code, ratio in zip(self._codes, ratios, strict=True) if ratio >= 1)

    def largest(self, most: int) -> tuple[str, ...]:
        """Return the headings that the world exports most of, of those in which somebody has an advantage."""
        best = self._rca.max(axis=0, initial=0.0)
        codes = [code for code, ratio in zip(self._codes, best, strict=True) if ratio >= 1]
        return tuple(sorted(codes, key=lambda code: (-self._size[code], code))[:most])

    def links(self, headings: Iterable[str]) -> tuple[Link, ...]:
        """Return which of the headings the same countries export side by side."""
        found = self._found(1.0, headings)
        return links(found, proximity(found.matrix)) if found.countries else ()

    @cached_property
    def _moved(self) -> tuple[Complexity | Undefined, ...]:
        """Work the indices out with the threshold at both ends of what revisions can do to a ratio."""
        ends = (self._tilt**2, 1 / self._tilt**2)
        return tuple(complexity(self._found(end, self._codes)) for end in ends)

    def _found(self, threshold: float, headings: Iterable[str]) -> Advantages:
        wanted = frozenset(headings)
        matrix = (self._rca >= threshold) & (self._exports >= LEAST_EXPORTS)[:, None]
        columns = [number for number, code in enumerate(self._codes) if code in wanted]
        columns = [number for number in columns if matrix[:, number].any()]
        rows = [row for row in range(len(matrix)) if matrix[row, columns].any()]
        return Advantages(
            countries=tuple(self._countries[row] for row in rows),
            products=tuple(self._codes[column] for column in columns),
            matrix=matrix[rows][:, columns].astype(float),
        )


def ask_headings(exports: Frame, engine: FrameEngine, pair: Pair, tilt: float) -> Headings:
    """Add the sums of `country_goods` up to headings and return those whose RCA may be 1 or more.

    Of the pair all are returned, however little they export.
    """
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    keys = ("exporter", "year", "revision", "product")
    cut = exports.with_columns(nw.col("product").str.slice(0, HEADING).alias("product"))
    sums = [nw.col(name).sum().cast(nw.Int64).alias(name) for name in ("dollars", "known", "rows")]
    rows = advantages(engine.cache(cut.group_by(*keys).agg(*sums)))
    exporter = nw.col("exporter")
    asked = (nw.col("of_country") >= LEAST_EXPORTS) | (exporter == pair.first) | (exporter == pair.second)
    near = rows.filter(nw.col("rca") >= tilt**2, asked)
    found = engine.collect(near.select("exporter", "product", "rca", "of_country", "of_product"))
    return Headings(found, tilt)


def _eci(found: Complexity | Undefined, country: Country) -> float | None:
    if isinstance(found, Undefined) or country not in found.advantages.countries:
        return None
    return float(found.eci[found.advantages.countries.index(country)])
