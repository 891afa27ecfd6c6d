"""Product space: which products the same countries manage, and how near a country's own are to another.

Unit: proximity and density as fractions of one. Formula: phi(p, q) = min(P(p|q), P(q|p)) = sum over c of
M(c, p) M(c, q) / max(k(p), k(q)); density(c, p) = sum over q of M(c, q) phi(p, q) / sum over q of phi(p, q),
the product itself included. Reference: C. Hidalgo, B. Klinger, A.-L. Barabasi, R. Hausmann (2007), The
product space conditions the development of nations, Science 317, 482-487.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sverka.measures.complexity import Advantages, Numbers

NEAR = 0.55
"""The proximity from which Hidalgo and others (2007) draw a link beside those of the tree."""


class Link(NamedTuple):
    """Two products by code, the first before the second, and their proximity."""

    one: str
    other: str
    proximity: float


def proximity(matrix: "Numbers") -> "Numbers":
    """Return phi (P, P), symmetric with ones on the diagonal, from a matrix (C, P) of 0 and 1.

    Of the transposed matrix it is the proximity of countries (C, C). 5,000 products take 200 MB.
    """
    import numpy as np  # noqa: PLC0415

    together = matrix.T @ matrix
    alone = np.diag(together)
    phi: Numbers = together / np.maximum(alone[:, None], alone)
    return phi


def density(matrix: "Numbers", phi: "Numbers") -> "Numbers":
    """Return the density (C, P) of every country's advantages around every product."""
    around: Numbers = matrix @ phi / phi.sum(axis=0)
    return around


def links(found: "Advantages", phi: "Numbers", *, near: float = NEAR) -> tuple[Link, ...]:
    """Return what a picture of the product space draws: the tree of the nearest, and all of at least `near`.

    The tree spans each group of products that any country links; of equal proximities it takes those whose
    codes come first.
    """
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415  0.2 s
    from scipy.sparse.csgraph import minimum_spanning_tree  # noqa: PLC0415

    upper = np.triu(phi, 1)
    rows, columns = np.nonzero(upper)
    distance = csr_array((2 - upper[rows, columns], (rows, columns)), shape=phi.shape)
    chosen = set(zip(*minimum_spanning_tree(distance).nonzero(), strict=True))
    chosen |= set(zip(*np.nonzero(upper >= near), strict=True))
    ends = sorted({(int(min(pair)), int(max(pair))) for pair in chosen})
    codes = found.products
    return tuple(Link(codes[one], codes[other], float(phi[one, other])) for one, other in ends)
