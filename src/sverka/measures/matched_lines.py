"""Lines of two years side by side: what one book has of a product in the one year and in the other.

A year without a row for a product counts as a year without trade in it: trade statistics publish the lines
that were traded. A row without a value does not: its product is set apart in both years. Where the years
are declared in different revisions, codes are compared in groups (`revision_bridge.py`), or not at all.
"""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

import msgspec

from sverka.measures.book_year import BookYear, book_years
from sverka.measures.known_values import known_values
from sverka.measures.missing import Missing
from sverka.measures.product_history import ProductYear
from sverka.measures.revision_bridge import Bridge, groups_of, no_bridge
from sverka.vocabulary.concordance import Concordance, Group
from sverka.vocabulary.country import Country, Subject, goods_flow
from sverka.vocabulary.nomenclature import REVISIONS

_ORDER = {revision.name: place for place, revision in enumerate(REVISIONS)}


class Comparison(NamedTuple):
    """What is compared: one direction in one book ("" for reconciled flows), an earlier and a later year."""

    exporter: Country
    importer: Country
    reporter: Country
    before: int
    after: int

    @property
    def subject(self) -> Subject:
        """Write the direction: "BLR>KAZ"."""
        return goods_flow(self.exporter, self.importer)

    def missing(self, measure: str, reason: str) -> Missing:
        """Say why a measure of this comparison cannot be given."""
        book, period = self.reporter or None, str(self.after)
        return Missing(measure=measure, subject=self.subject, period=period, book=book, reason=reason)


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What two years were compared on; `later_revision` is that of the later year's codes."""

    exporter: Country
    importer: Country
    reporter: Country
    valuation: str
    before: int
    after: int
    revision: str
    later_revision: str


class Amount(msgspec.Struct, frozen=True):
    """A line in a year: whole US dollars, and the quantity in its unit where the book gives both.

    `marked` tells that a row carries a publisher's mark, such as "estimated".
    """

    value_usd: int
    quantity: int | None = None
    unit: str | None = None
    marked: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A product, or a group of products, in two years; the codes are those that have a row in the year."""

    codes: tuple[str, ...]
    later_codes: tuple[str, ...]
    before: Amount
    after: Amount

    @property
    def label(self) -> str:
        """Write the codes of the later year, those of the earlier where there are none: "010121+010129"."""
        return "+".join(self.later_codes or self.codes)


class Why(StrEnum):
    """Why a product cannot be compared."""

    NO_VALUE = "no value"
    NO_CORRESPONDENCE = "no correspondence"


class Unmatched(msgspec.Struct, frozen=True):
    """A product of a year that stays out of the comparison; `value_usd` is None where it is not known."""

    product: str
    revision: str
    year: int
    value_usd: int | None
    why: Why


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of two years, in order of their codes, and what could not be compared."""

    basis: Basis
    lines: tuple[Line, ...]
    unmatched: tuple[Unmatched, ...]


def match_lines(
    measure: str, rows: Iterable[ProductYear], asked: Comparison, bridge: Bridge = no_bridge
) -> Lines | Missing:
    """Put the lines of two years side by side, for a measure; Missing says why they cannot be.

    Both years are taken in the same valuation and, where the book allows, in the same revision, the newest.
    Raises TwoRows, MixedLevels, NegativeValue.
    """
    wanted = {(*asked[:3], year) for year in asked[3:]}
    years = book_years(row for row in rows if (row.exporter, row.importer, row.reporter, row.year) in wanted)
    chosen = _choose(years, asked)
    if isinstance(chosen, str):
        return asked.missing(measure, chosen)
    groups = _groups(*chosen, bridge)
    if isinstance(groups, str):
        return asked.missing(measure, groups)
    lines, unmatched = _compare(*chosen, groups)
    for year, compared in (
        (asked.before, any(line.codes for line in lines)),
        (asked.after, any(line.later_codes for line in lines)),
    ):
        if not compared:  # else the other year's lines would all pass for new, or for vanished
            lack = "each lacks a value in one of the two years, or a correspondence"
            return asked.missing(measure, f"no product of {year} can be compared: {lack}")
    return Lines(basis=_basis(*chosen), lines=lines, unmatched=unmatched)


def comparisons(rows: Iterable[ProductYear], years: tuple[int, int] | None) -> list[Comparison]:
    """List what to compare of each direction and book: two given years, or the last two there are.

    Where there is one year only it stands on both sides, and match_lines says so.
    """
    held: dict[tuple[str, str, str], set[int]] = {}
    for row in rows:
        held.setdefault((row.exporter, row.importer, row.reporter), set()).add(row.year)
    return [
        Comparison(*book, *(years or (sorted(known)[-2:][0], max(known))))
        for book, known in sorted(held.items())
    ]


def _choose(years: Collection[BookYear], asked: Comparison) -> tuple[BookYear, BookYear] | str:
    if asked.before >= asked.after:
        return f"a change needs an earlier and a later year, not {asked.before} and {asked.after}"
    earlier = [one for one in years if one.year == asked.before]
    later = [one for one in years if one.year == asked.after]
    for year, found in ((asked.before, earlier), (asked.after, later)):
        if not found:
            return f"the book has no products of {asked.subject} for {year}"
    alike = [(one, other) for one in earlier for other in later if one.valuation == other.valuation]
    if not alike:
        valuations = [", ".join(sorted({one.valuation for one in found})) for found in (earlier, later)]
        return (
            f"{asked.before} is valued {valuations[0]} and {asked.after} {valuations[1]}: "
            "their difference would hold the freight"
        )
    return max(alike, key=_preference)


def _preference(pair: tuple[BookYear, BookYear]) -> tuple[object, ...]:
    one, other = pair
    usual = {one.exporter: "FOB", one.importer: "CIF"}.get(one.reporter, "reconciled")
    newest = other.revision.startswith("HS"), _ORDER.get(other.revision, -1), other.revision, one.revision
    return one.revision == other.revision, one.valuation == usual, newest, one.valuation


def _groups(one: BookYear, other: BookYear, bridge: Bridge) -> list[Group] | str:
    if one.revision == other.revision:
        products = sorted(one.products.keys() | other.products.keys())
        return [Group(_present(code, one), _present(code, other)) for code in products]
    two = f"{one.year} is declared in {one.revision} and {other.year} in {other.revision}"
    concordance = bridge(one.revision, other.revision)
    if concordance is None:
        return f"{two}, the book has no correspondence between them, and lines cannot be matched one by one"
    lengths = _lengths(concordance)
    if one.digits not in lengths[0] or other.digits not in lengths[1]:
        return f"{two}, and their correspondence is not for codes of {one.digits} digits"
    return list(groups_of(concordance, one.products, other.products))


def _present(code: str, year: BookYear) -> tuple[str, ...]:
    return (code,) if code in year.products else ()


def _lengths(concordance: Concordance) -> tuple[set[int], set[int]]:
    return {len(code) for code, _ in concordance.lines}, {len(other) for _, other in concordance.lines}


def _compare(
    one: BookYear, other: BookYear, groups: Iterable[Group]
) -> tuple[tuple[Line, ...], tuple[Unmatched, ...]]:
    """Set groups with a row without value apart, whole; and, last, the codes that are in no group."""
    unknown = set(known_values(one.values).unknown), set(known_values(other.values).unknown)
    lines: list[Line] = []
    unmatched: list[Unmatched] = []
    placed: tuple[set[str], set[str]] = (set(), set())
    for group in groups:
        placed[0].update(group.codes)
        placed[1].update(group.others)
        if unknown[0].isdisjoint(group.codes) and unknown[1].isdisjoint(group.others):
            before, after = _amount(one, group.codes), _amount(other, group.others)
            lines.append(Line(codes=group.codes, later_codes=group.others, before=before, after=after))
        else:
            unmatched += _apart(one, group.codes, Why.NO_VALUE)
            unmatched += _apart(other, group.others, Why.NO_VALUE)
    for year, held in ((one, placed[0]), (other, placed[1])):
        unmatched += _apart(year, sorted(year.products.keys() - held), Why.NO_CORRESPONDENCE)
    return tuple(lines), tuple(unmatched)


def _apart(year: BookYear, codes: Iterable[str], why: Why) -> Iterator[Unmatched]:
    for code in codes:
        yield Unmatched(code, year.revision, year.year, year.products[code].value_usd, why)


def _amount(year: BookYear, codes: Collection[str]) -> Amount:
    """Add the values of codes; the quantity of several is none, since their mix would pass for a price."""
    rows = [year.products[code] for code in codes]
    value, marked = sum(row.value_usd or 0 for row in rows), any(row.flag != "reported" for row in rows)
    if len(rows) != 1:
        return Amount(value, marked=marked)
    return Amount(value, rows[0].quantity, rows[0].quantity_unit, marked)


def _basis(one: BookYear, other: BookYear) -> Basis:
    return Basis(
        exporter=one.exporter,
        importer=one.importer,
        reporter=one.reporter,
        valuation=one.valuation,
        before=one.year,
        after=other.year,
        revision=one.revision,
        later_revision=other.revision,
    )
