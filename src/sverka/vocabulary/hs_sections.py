"""Sections of the Harmonized System: the 21 parts that its chapters are gathered in."""

from typing import Final, NamedTuple

from sverka.vocabulary.nomenclature import revision_named
from sverka.vocabulary.product import Product


class Section(NamedTuple):
    """A section, 1 to 21, with its first and last chapter."""

    number: int
    first: int
    last: int


SECTIONS: Final = (
    Section(1, 1, 5),
    Section(2, 6, 14),
    Section(3, 15, 15),
    Section(4, 16, 24),
    Section(5, 25, 27),
    Section(6, 28, 38),
    Section(7, 39, 40),
    Section(8, 41, 43),
    Section(9, 44, 46),
    Section(10, 47, 49),
    Section(11, 50, 63),
    Section(12, 64, 67),
    Section(13, 68, 70),
    Section(14, 71, 71),
    Section(15, 72, 83),
    Section(16, 84, 85),
    Section(17, 86, 89),
    Section(18, 90, 92),
    Section(19, 93, 93),
    Section(20, 94, 96),
    Section(21, 97, 97),
)
"""The sections in order. The bounds have been the same in every revision since 1988."""

_RESERVED: Final = 77  # left empty by every revision for later use
_BY_CHAPTER = {
    f"{chapter:02}": section.number
    for section in SECTIONS
    for chapter in range(section.first, section.last + 1)
    if chapter != _RESERVED
}


def hs_section(product: Product) -> int | None:
    """Return the section of a code of the HS, 1 to 21.

    None for codes of no section: those of other nomenclatures, all goods, and chapters 77 (empty), 98 and 99,
    which countries use as they like. Raises UnknownRevision.
    """
    if not product.revision or revision_named(product.revision).family != "HS":
        return None
    return _BY_CHAPTER.get(product.code[:2])
