"""Read what a gravity model holds trade against: the book's facts of pairs and countries, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sverka.ledger import NothingHeld
from sverka.models.gravity.book_panel import Column
from sverka.sources.covariates.gsdb import restricts
from sverka.vocabulary.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sverka.ledger import Ledger
    from sverka.ledger.engine import FrameEngine
    from sverka.models.gravity.book_panel import Words
    from sverka.models.gravity.tensor import Marks, Numbers
    from sverka.vocabulary.country import Country

SOURCE = "covariates"
GDP = ("gdp_exporter", "gdp_importer")
"""The columns of GDP, in US dollars at current prices."""

_NAMED = 12


class Square(NamedTuple):
    """The countries and the years of a panel, both in order."""

    countries: tuple[Country, ...]
    years: tuple[int, ...]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return (N, N, T)."""
        return len(self.countries), len(self.countries), len(self.years)

    def rows(self) -> tuple[Words, Words, NDArray[np.int64]]:
        """Return exporter, importer and year of each row."""
        n, _, t = self.shape
        codes = np.array(self.countries)
        return (
            np.repeat(codes, n * t),
            np.tile(np.repeat(codes, t), n),
            np.tile(np.array(self.years, np.int64), n * n),
        )


class _Pairwise(NamedTuple):
    """A column of pairs that no year changes, and the fact it is."""

    column: str
    fact: str
    meaning: str


_PAIRWISE = (
    _Pairwise(
        "distance", "distance", "km between the largest cities, weighted by population (GeoDist distw)"
    ),
    _Pairwise(
        "distance_main_cities", "distance_main_cities", "km between the two main cities (GeoDist dist)"
    ),
    _Pairwise("contiguity", "contiguity", "1 where they share a border (GeoDist contig)"),
    _Pairwise("common_language", "common_language_official", "1 with a common official language (GeoDist)"),
    _Pairwise(
        "common_language_ethnic",
        "common_language_ethnic",
        "1 with a language that 9 % of both peoples speak (GeoDist)",
    ),
    _Pairwise("colony", "colonial_link", "1 where one was ever the other's colony (GeoDist colony)"),
)
_RTA = Column(name="rta", fact="agreement", meaning="1 in years with a trade agreement in force (DESTA)")
_SANCTION = Column(
    name="sanction", fact="sanction", meaning="1 in years in which either sanctions the other (GSDB)"
)
_TRADE_SANCTION = Column(
    name="trade_sanction",
    fact="sanction",
    meaning="1 in years with a sanction on this flow: the exporter's on its exports, the importer's on its "
    "imports (GSDB)",
)
_GDP = "gdp"
_LN = "ln_"


@dataclass(frozen=True, eq=False)
class Covariates:
    """Columns (N·N·T,) in the panel's order of rows, and where they came from."""

    columns: Mapping[str, Numbers]
    origins: tuple[Column, ...]
    findings: tuple[Finding, ...]


class _Desk(NamedTuple):
    """What all readers of facts share."""

    ledger: Ledger
    square: Square
    engine: FrameEngine | None
    findings: list[Finding]
    wanted: frozenset[str] | None = None

    def wants(self, *columns: str) -> bool:
        """Tell whether any of these columns, or its logarithm, is asked for."""
        return self.wanted is None or not self.wanted.isdisjoint(
            (*columns, *(f"{_LN}{column}" for column in columns))
        )

    def facts(self, name: str) -> dict[str, NDArray[Any]]:
        """Return country, partner, period, value and text of the facts of a name between these countries."""
        import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

        empty: dict[str, NDArray[Any]] = {
            column: np.array([], object) for column in ("country", "partner", "period", "value", "text")
        }
        try:
            frame = self.ledger.facts_frame(source=SOURCE, engine=self.engine)
        except NothingHeld:
            return empty
        chosen = frame.filter(nw.col("name") == name).select(*empty)
        if self.engine:
            return self.engine.columns(chosen)
        rows = self.ledger.collect(chosen)
        return {column: np.array([row[k] for row in rows], object) for k, column in enumerate(empty)}

    def places(self, countries: NDArray[Any]) -> NDArray[np.int64]:
        """Return the places of countries, -1 of those that are not in the panel."""
        place = {one: n for n, one in enumerate(self.square.countries)}
        return np.fromiter((place.get(one, -1) for one in countries), np.int64, len(countries))

    def tell(self, severity: Severity, about: str, message: str, next_step: str | None = None) -> None:
        """Add a finding."""
        self.findings.append(
            Finding(check="covariates", severity=severity, about=about, message=message, next_step=next_step)
        )

    def missing(self, fact: str, column: str) -> None:
        """Say that the book lacks a fact altogether."""
        self.tell(
            Severity.WARNING,
            column,
            f"The book has no fact “{fact}” of these countries: “{column}” is missing throughout.",
            "Post the file that has it: sverka post covariates PATH.",
        )


def read_covariates(
    ledger: Ledger, square: Square, engine: FrameEngine | None, wanted: Collection[str] | None = None
) -> Covariates:
    """Read the facts of the panel's countries into columns; what the book lacks is missing and said so.

    Facts that no column `wanted` rests on are not read; None wants all.
    """
    desk = _Desk(ledger, square, engine, [], None if wanted is None else frozenset(wanted))
    tensors = _tensors(desk)
    columns = {
        name: np.ascontiguousarray(np.broadcast_to(values, square.shape)).reshape(-1)
        for name, values in tensors.items()
        if desk.wanted is None or name in desk.wanted
    }
    return Covariates(columns, tuple(_origins(desk)), tuple(desk.findings))


def _tensors(desk: _Desk) -> dict[str, Numbers]:
    """Return what can be broadcast to columns (N, N, T): the facts that are wanted, and their logarithms."""
    found: dict[str, Numbers] = {}
    for one in _PAIRWISE:
        if desk.wants(one.column):
            found[one.column] = _pairwise(desk, one)
            if one.column == "distance":
                with np.errstate(divide="ignore"):
                    found["ln_distance"] = np.log(found["distance"])
    _unknown_pairs(desk, found)
    if desk.wants(_RTA.name):
        found[_RTA.name] = _agreements(desk)
    if desk.wants(_SANCTION.name, _TRADE_SANCTION.name):
        found |= _sanctions(desk)
    if desk.wants(*GDP):
        gdp = _gdp(desk)
        for column, values in zip(GDP, (gdp[:, None, :], gdp[None, :, :]), strict=True):
            found[column] = values
            found[f"{_LN}{column}"] = np.log(values)
    return found


def _pairwise(desk: _Desk, one: _Pairwise) -> Numbers:
    """Return a fact of directed pairs (N, N, 1), NaN where nobody states it."""
    n = len(desk.square.countries)
    found = np.full((n, n, 1), np.nan)
    rows = desk.facts(one.fact)
    i, j = desk.places(rows["country"]), desk.places(rows["partner"])
    kept = (i >= 0) & (j >= 0)
    found[i[kept], j[kept], 0] = rows["value"][kept].astype(np.float64)
    if not kept.any():
        desk.missing(one.fact, one.column)
    return found


def _unknown_pairs(desk: _Desk, tensors: Mapping[str, Numbers]) -> None:
    """Name the countries of which columns are missing altogether, and count the other pairs without."""
    nowhere: dict[tuple[str, ...], list[str]] = {}
    for one in _PAIRWISE:
        if one.column not in tensors:
            continue
        unknown: Marks = np.isnan(tensors[one.column][:, :, 0])
        if unknown.all():
            continue
        never = np.asarray(unknown.all(axis=1))
        names = tuple(name for name, none in zip(desk.square.countries, never, strict=True) if none)
        if names:
            nowhere.setdefault(names, []).append(one.column)
        some = int(np.count_nonzero(unknown & ~never[:, None] & ~never[None, :]))
        if some:
            told = f"“{one.column}” is missing of {some:,} directed pairs of other countries."
            desk.tell(Severity.NOTE, one.column, told)
    for names, columns in nowhere.items():
        desk.tell(
            Severity.WARNING,
            listed(names),
            f"{', '.join(columns)}: missing of {len(names)} countries altogether; their rows are left out "
            "where a formula asks for it.",
        )


def _spans(
    desk: _Desk, rows: Mapping[str, NDArray[Any]], kept: NDArray[np.bool_]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield country, partner, first and last place of years of facts that reach into the panel."""
    first, count = desk.square.years[0], len(desk.square.years)
    i, j = desk.places(rows["country"]), desk.places(rows["partner"])
    for row in np.flatnonzero(kept & (i >= 0) & (j >= 0)):
        start, _, end = str(rows["period"][row]).partition("..")
        low, high = max(int(start[:4]) - first, 0), min(int((end or start)[:4]) - first, count - 1)
        if low <= high:
            yield int(i[row]), int(j[row]), low, high


def _last_year(rows: Mapping[str, NDArray[Any]]) -> int:
    return max((int(str(period).rpartition("..")[2][:4]) for period in set(rows["period"])), default=0)


def _agreements(desk: _Desk) -> Numbers:
    """Return 1 in the years of an agreement in force (N, N, T), NaN after the last year of the list."""
    rows = desk.facts(_RTA.fact)
    found = np.zeros(desk.square.shape)
    if not len(rows["period"]):
        desk.missing(_RTA.fact, _RTA.name)
        return np.full_like(found, np.nan)
    for i, j, low, high in _spans(desk, rows, np.ones(len(rows["period"]), np.bool_)):
        found[i, j, low : high + 1] = 1
    _note_signed(desk, found)
    _after(desk, found, _last_year(rows), _RTA)
    return found


def _note_signed(desk: _Desk, in_force: Numbers) -> None:
    """Count the pairs whose only agreement was signed and is not known to be in force."""
    signed = desk.facts("agreement_signed")
    ends = (desk.places(signed[side]).tolist() for side in ("country", "partner"))
    pairs = {(min(pair), max(pair)) for pair in zip(*ends, strict=True) if min(pair) >= 0}
    never = sum(not in_force[one, other].any() for one, other in pairs)
    if never:
        desk.tell(
            Severity.NOTE,
            _RTA.name,
            f"{never:,} pairs signed agreements whose entry into force DESTA does not date and have no other "
            "one: they count as without an agreement.",
        )


def _sanctions(desk: _Desk) -> dict[str, Numbers]:
    """Return (N, N, T) whether either side sanctions the other, and whether this flow is restricted."""
    rows = desk.facts(_SANCTION.fact)
    any_, flow = np.zeros(desk.square.shape), np.zeros(desk.square.shape)
    if not len(rows["period"]):
        desk.missing(_SANCTION.fact, _SANCTION.name)
        return {_SANCTION.name: any_ + np.nan, _TRADE_SANCTION.name: flow + np.nan}
    told = {text: restricts(text or "") for text in set(rows["text"])}
    exports, imports = (np.array([told[text][side] for text in rows["text"]], np.bool_) for side in (0, 1))
    for target, sender, low, high in _spans(desk, rows, np.ones(len(exports), np.bool_)):
        any_[target, sender, low : high + 1] = any_[sender, target, low : high + 1] = 1
    for target, sender, low, high in _spans(desk, rows, exports):  # what the sender sells to the target
        flow[sender, target, low : high + 1] = 1
    for target, sender, low, high in _spans(desk, rows, imports):  # what it buys from it
        flow[target, sender, low : high + 1] = 1
    last = _last_year(rows)
    _after(desk, any_, last, _SANCTION)
    _after(desk, flow, last, _TRADE_SANCTION)
    return {_SANCTION.name: any_, _TRADE_SANCTION.name: flow}


def _after(desk: _Desk, found: Numbers, last: int, column: Column) -> None:
    """Make what lies after a publisher's last year missing."""
    beyond = [t for t, year in enumerate(desk.square.years) if year > last]
    if beyond:
        found[:, :, beyond] = np.nan
        desk.tell(
            Severity.WARNING,
            column.name,
            f"“{column.name}” is missing after {last}, the last year of its publisher's list.",
            "End the panel there, or post a newer list.",
        )


def _gdp(desk: _Desk) -> Numbers:
    """Return GDP (N, T) in current US dollars, NaN where the World Bank gives none."""
    rows = desk.facts(_GDP)
    found = np.full((len(desk.square.countries), len(desk.square.years)), np.nan)
    i = desk.places(rows["country"])
    t = np.array([int(period) for period in rows["period"]], np.int64) - desk.square.years[0]
    kept = (i >= 0) & (t >= 0) & (t < len(desk.square.years))
    found[i[kept], t[kept]] = rows["value"][kept].astype(np.float64)
    never = np.isnan(found).all(axis=1)
    names = [one for one, without in zip(desk.square.countries, never, strict=True) if without]
    if not kept.any():
        desk.missing(_GDP, ", ".join(GDP))
    elif names:
        told = f"{', '.join(GDP)}: missing of {len(names)} countries altogether."
        desk.tell(Severity.WARNING, listed(names), told)
    return found


def _origins(desk: _Desk) -> Iterator[Column]:
    """Say of every column which fact it is and where that was read."""
    gdp = "GDP in current US dollars (World Bank)"
    told = [
        *(Column(name=one.column, fact=one.fact, meaning=one.meaning) for one in _PAIRWISE),
        *(_RTA, _SANCTION, _TRADE_SANCTION),
        Column(name=", ".join(GDP), fact=_GDP, meaning=gdp),
    ]
    told = [column for column in told if desk.wants(*column.name.split(", "))]
    known: dict[str, Any] = {}
    for column in told:
        if column.fact not in known:
            known[column.fact] = _first_origin(desk, column.fact)
        yield Column(name=column.name, fact=column.fact, meaning=column.meaning, origin=known[column.fact])


def _first_origin(desk: _Desk, fact: str) -> Any:  # noqa: ANN401  an Origin or None
    from msgspec.structs import replace  # noqa: PLC0415

    for country in desk.square.countries:
        found = desk.ledger.facts(fact, country=country, source=SOURCE)
        if found:
            return replace(found[0].origin, place=f"facts “{fact}”")
    return None


def listed(names: Sequence[str]) -> str:
    """Name the first dozen and count the rest."""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
