"""A bridge between revisions: groups of codes that can be compared when two years are declared in two.

Formula: the groups are the connected components of the correspondence between the revisions, so that the
goods of a group are the same in both years and none is divided by a guess. Reference: J. R. Pierce,
P. K. Schott (2012), Concording U.S. Harmonized System codes over time, Journal of Official Statistics
28(1), 53-68; I. Van Beveren, A. B. Bernard, H. Vandenbussche (2012), Concording EU trade and production
data over time, NBER Working Paper 18604.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from sverka.vocabulary.concordance import Concordance, Group

Bridge: TypeAlias = Callable[[str, str], Concordance | None]
"""Returns the concordance from one revision to another, None where the book has no tables that meet.

`functools.partial(find_concordance, held=ledger.correspondences)` is one.
"""


def no_bridge(_revision: str, _other: str) -> Concordance | None:
    """Have no concordance: years in different revisions are then not compared."""
    return None


def groups_of(concordance: Concordance, codes: Iterable[str], others: Iterable[str]) -> Iterator[Group]:
    """Yield each group that holds one of `codes`, or one of `others` of the other revision, once.

    Of a group only the codes given are named. A code that no line leads from or to is in no group: even the
    same digits may mean other goods there.
    """
    asked, met = set(codes), set(others)
    for group in concordance.groups:
        here, there = asked.intersection(group.codes), met.intersection(group.others)
        if here or there:
            yield Group(tuple(sorted(here)), tuple(sorted(there)))
