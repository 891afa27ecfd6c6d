"""Nomenclatures of goods: their revisions in order, the years each was in force, the levels of a code.

The years are those for which the United Nations keep trade by the revision: a revision of the HS enters
into force on 1 January of its year, and countries move to it over the years that follow.
"""

from typing import NamedTuple

from sverka.vocabulary.product import TOTAL, Product


class Revision(NamedTuple):
    """A revision of a nomenclature: our name, Comtrade's, first and last year in force (None: still is)."""

    name: str
    comtrade: str
    first: int
    last: int | None

    @property
    def family(self) -> str:
        """Return the nomenclature without its revision: "HS", "SITC", "BEC"."""
        return self.name.rstrip("0123456789")


REVISIONS = (
    Revision("HS1992", "H0", 1988, 1995),
    Revision("HS1996", "H1", 1996, 2001),
    Revision("HS2002", "H2", 2002, 2006),
    Revision("HS2007", "H3", 2007, 2011),
    Revision("HS2012", "H4", 2012, 2016),
    Revision("HS2017", "H5", 2017, 2021),
    Revision("HS2022", "H6", 2022, None),
    Revision("SITC1", "S1", 1962, 1975),
    Revision("SITC2", "S2", 1976, 1987),
    Revision("SITC3", "S3", 1988, 2006),
    Revision("SITC4", "S4", 2007, None),
    Revision("BEC4", "B4", 1988, 2015),
    Revision("BEC5", "B5", 2016, None),
)
"""Every revision: those of one nomenclature together, the oldest first."""

_BY_NAME = {revision.name: revision for revision in REVISIONS}
_BY_COMTRADE = {revision.comtrade: revision for revision in REVISIONS}
_DIGITS = {"HS": 2, "SITC": 1, "BEC": 1}  # by which a level is longer than the one above


class UnknownRevision(LookupError):
    """No nomenclature has a revision of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is no revision of a nomenclature. "
            f"The revisions are {', '.join(_BY_NAME)}; Comtrade's names for them {', '.join(_BY_COMTRADE)}."
        )


def revision_named(name: str) -> Revision:
    """Return the revision called "HS2017", "hs2017" or, as Comtrade does, "H5"; raise UnknownRevision."""
    key = name.strip().upper()
    found = _BY_NAME.get(key) or _BY_COMTRADE.get(key)
    if found is None:
        raise UnknownRevision(name)
    return found


def revision_of_comtrade(code: str) -> str:
    """Return our name for Comtrade's classification code: "HS2017" for "H5"; raise UnknownRevision."""
    found = _BY_COMTRADE.get(code.strip().upper())
    if found is None:
        raise UnknownRevision(code)
    return found.name


def revision_of_year(family: str, year: int) -> str | None:
    """Return the revision of "HS", "SITC" or "BEC" in force in a year, None before the first."""
    for revision in REVISIONS:
        if revision.family == family and revision.first <= year <= (revision.last or year):
            return revision.name
    return None


def level(product: Product) -> int:
    """Count the digits by which a code is told apart: 6 for "854150", 2 for "85", 0 for all goods."""
    return 0 if product.code == TOTAL.code else len(product.code)


def parent(product: Product) -> Product | None:
    """Return what a code is a part of, by its digits: 8541 of 854150, all goods of 85; None of all goods.

    A code of SITC or BEC may have a parent that the nomenclature leaves out because it has one part only.
    Raises UnknownRevision.
    """
    if level(product) == 0:
        return None
    shorter = product.code[: -_DIGITS[revision_named(product.revision).family]]
    return Product(shorter, product.revision) if shorter else TOTAL


def name_fact(revision: str, language: str = "en") -> str:
    """Return the name under which the book keeps a revision's product names: `detail` is the code.

    Names in another language than English have its code at the end: "product name HS2022 ru".
    """
    return f"product name {revision}" if language == "en" else f"product name {revision} {language}"


def conversion_fact(revision: str, other: str) -> str:
    """Return the name under which the book keeps a publisher's choice among several counterparts.

    `detail` is the code, `text` the one code that the publisher converts it to. It is shown, never used.
    """
    return f"conversion {revision} to {other}"
