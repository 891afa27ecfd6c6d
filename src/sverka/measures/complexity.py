"""Economic complexity: how varied a country's exports are, and how few others manage the same products.

Unit: ECI and PCI in standard deviations of ECI over countries (mean 0); diversity and ubiquity in counts.
Formula: M(c, p) = 1 where RCA(c, p) >= 1; k(c) = sum over p of M, k(p) = sum over c of M; ECI is the
eigenvector of the second largest eigenvalue of sum over p of M(c, p) M(c', p) / (k(c) k(p)), with the sign
by which it rises with diversity; ECI(c) = sum over p of M(c, p) PCI(p) / k(c). Reference: C. Hidalgo,
R. Hausmann (2009), The building blocks of economic complexity, PNAS 106(26), 10570-10575; R. Hausmann and
others (2014), The Atlas of Economic Complexity, MIT Press; A. Tacchella and others (2012), A new metrics for
countries' fitness and products' complexity, Scientific Reports 2, 723, for `fitness`.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from sverka.vocabulary.country import Country

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from sverka.ledger.engine import Frame, FrameEngine

    Numbers: TypeAlias = npt.NDArray[np.float64]

LEAST_EXPORTS = 1_000_000_000
"""Dollars a year, below which the Atlas (2014) leaves a country out: few shipments would decide its place."""

FITNESS_STEPS = 19
"""Steps after which the R package economiccomplexity stops; products are not at rest yet."""

_ONE = 1e-9  # how near to one another eigenvalues count as the same


class Advantages(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Who has an advantage in what: `matrix` (C, P) of 0 and 1, countries in rows, products in columns.

    Every row and column has a 1; codes are in alphabetical order.
    """

    countries: tuple[Country, ...]
    products: tuple[str, ...]
    matrix: "Numbers"


class Complexity(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The indices: `diversity` and `eci` by country (C,), `ubiquity` and `pci` by product (P,).

    ECI has mean 0 and standard deviation 1 over countries (divided by C, not C - 1); PCI is on ECI's scale,
    so that a country's ECI is the mean PCI of its products. Growth Lab's programs do the same; the Atlas of
    2014 standardises PCI by itself.
    """

    advantages: Advantages
    diversity: "Numbers"
    ubiquity: "Numbers"
    eci: "Numbers"
    pci: "Numbers"


class Why(StrEnum):
    """Why there is no index."""

    NOTHING = "no country has an advantage in any product"
    APART = "countries fall into groups that share no product, and nothing compares the groups"
    ALIKE = "all countries have advantages in the same products or in none besides, and nothing ranks them"
    TIED = "two orders of the countries fit the data equally well"


class Undefined(msgspec.Struct, frozen=True, kw_only=True):
    """There is no index, and why; `groups` counts the groups of countries that share no product."""

    why: Why
    groups: int


def ask_complexity(
    advantages: "Frame", engine: "FrameEngine", *, least_usd: int = LEAST_EXPORTS
) -> Complexity | Undefined:
    """Return the indices of one year and nomenclature from the rows of `rca`, cached.

    Headings (4 digits) are usual. Countries that export less than `least_usd` are no rows of the matrix, yet
    part of the world of RCA.
    """
    return complexity(ask_advantages(advantages, engine, least_usd=least_usd))


def ask_advantages(
    advantages: "Frame", engine: "FrameEngine", *, least_usd: int = LEAST_EXPORTS
) -> Advantages:
    """Return who has an advantage in what; only pairs with one leave the engine."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    found = advantages.filter(nw.col("rca") >= 1, nw.col("of_country") >= least_usd)
    return advantages_of(engine.collect(found.select("exporter", "product")))


def advantages_of(pairs: Iterable[tuple[Country, str]]) -> Advantages:
    """Make the matrix of (country, product) with an advantage."""
    import numpy as np  # noqa: PLC0415

    known = set(pairs)
    countries = sorted({country for country, _ in known})
    products = sorted({product for _, product in known})
    row = {country: number for number, country in enumerate(countries)}
    column = {product: number for number, product in enumerate(products)}
    matrix = np.zeros((len(countries), len(products)))
    for country, product in known:
        matrix[row[country], column[product]] = 1.0
    return Advantages(countries=tuple(countries), products=tuple(products), matrix=matrix)


def complexity(found: Advantages) -> Complexity | Undefined:
    """Return the indices, or why there are none.

    The matrix over countries is made symmetric by k(c)^(1/2), so that its eigenvalues are real and exact.
    """
    import numpy as np  # noqa: PLC0415

    matrix = found.matrix
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    scaled = matrix / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)
    values, vectors = np.linalg.eigh(scaled @ scaled.T)
    why, groups = _why_not(values), int(np.sum(values > 1 - _ONE))
    if why is not None:
        return Undefined(why=why, groups=groups)
    kc = vectors[:, -2] / np.sqrt(diversity)
    kp = matrix.T @ kc / ubiquity / values[-2]
    rises = float(np.dot(kc - kc.mean(), diversity - diversity.mean()) / kc.std() / len(kc))
    if abs(rises) <= _ONE * diversity.mean():
        return Undefined(why=Why.TIED, groups=groups)
    scale = kc.std() if rises > 0 else -kc.std()
    return Complexity(
        advantages=found,
        diversity=diversity,
        ubiquity=ubiquity,
        eci=(kc - kc.mean()) / scale,
        pci=(kp - kc.mean()) / scale,
    )


def _why_not(values: "Numbers") -> Why | None:
    """Tell from the eigenvalues, in rising order, why they rank nothing; each group of countries has a 1."""
    if not len(values):
        return Why.NOTHING
    if len(values) == 1 or values[-2] <= _ONE:
        return Why.ALIKE
    if values[-2] > 1 - _ONE:
        return Why.APART
    third = values[-3] if len(values) > 2 else 0.0  # noqa: PLR2004
    return Why.TIED if values[-2] - third <= _ONE else None


def fitness(matrix: "Numbers", steps: int = FITNESS_STEPS) -> tuple["Numbers", "Numbers"]:
    """Return fitness (C,) and complexity (P,) of Tacchella and others (2012), each with mean 1.

    An alternative that no matrix leaves undefined; not standardised and not comparable with ECI and PCI.
    """
    import numpy as np  # noqa: PLC0415

    fit, quality = np.ones(matrix.shape[0]), np.ones(matrix.shape[1])
    for _ in range(steps):
        fit, quality = matrix @ quality, 1 / (matrix.T @ (1 / fit))
        fit, quality = fit / fit.mean(), quality / quality.mean()
    return fit, quality
