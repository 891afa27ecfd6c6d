"""Sets of trade elasticities with how uncertain they are: those that Sverka carries, and the user's own."""

import csv
from datetime import date
from math import isfinite, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sverka.models.equilibrium.many_sectors.economy import BadElasticity
from sverka.models.equilibrium.many_sectors.elasticities import MissingElasticity, read_concordance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OTHERS = "*"
"""In a file: all industries that it does not name."""

_COLUMNS = ("sector", "elasticity", "error")
_NUMBER, _WITH_ERROR = 2, 3


class ElasticitiesError(ValueError):
    """A set or file of elasticities cannot be used."""


class UnknownSet(ElasticitiesError):
    """There is no set of elasticities of that name."""

    def __init__(self, name: str, known: "Sequence[str]") -> None:
        super().__init__(
            f"There is no set of elasticities “{name}”. Take {' or '.join(known)}, or give a CSV file with "
            "the columns sector, elasticity and, if known, error."
        )


class UnreadableElasticities(ElasticitiesError):
    """A line of the user's file is no elasticity."""

    def __init__(self, place: Path, line: int, why: str) -> None:
        super().__init__(
            f"{place}, line {line}: {why}. Every line has a sector (an ICIO code such as C28, a sector of "
            f"Caliendo and Parro, or {OTHERS} for all others), its elasticity above zero and, if known, its "
            "standard error: C28,5.5,1.2"
        )


class NoElasticityForAll(ElasticitiesError):
    """The model of one sector needs one elasticity, and a set has them by sector only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The elasticities “{name}” are by sector, and the model of one sector needs one for all goods. "
            f"Take head-mayer, or a file with a line for {OTHERS}."
        )


class Drawn(NamedTuple):
    """The numbers to draw: `names` one an industry (some share one), and mean and error of each name."""

    names: tuple[str, ...]
    numbers: dict[str, tuple[float, float]]


class Elasticities(msgspec.Struct, frozen=True, kw_only=True):
    """A set of elasticities, all above zero, with its errors.

    `of`: by ICIO industry or by sector of the concordance, an industry's own first; `services` for industries
    of no sector there; `for_all`: for whatever else, `OTHERS` of a file. `errors`: standard errors by the
    same names, where somebody states them; for others `error` is the error as a part of the elasticity,
    assumed unless the user asked for it (`asked`). Raises BadElasticity.
    """

    name: str
    cites: str
    for_all: float | None = None
    of: dict[str, float] = {}
    services: float | None = None
    errors: dict[str, float] = {}
    error: float = 0.2
    asked: bool = False

    def __post_init__(self) -> None:
        """Check signs."""
        rest = (("all sectors", self.for_all), ("services", self.services))
        for sector, value in (*self.of.items(), *rest):
            if value is not None and not (isfinite(value) and value > 0):
                raise BadElasticity(sector, value)

    def with_error(self, error: float | None) -> "Elasticities":
        """Return the set with that error, a part of each elasticity, in place of all others; None keeps."""
        if error is None:
            return self
        return msgspec.structs.replace(self, error=error, errors={}, asked=True)

    def drawn(self, industries: "Sequence[str]") -> Drawn:
        """Return what to draw for industries; those that take one sector's figure share its draw.

        The mean of several sectors has the error of a mean of independent numbers. Raises MissingElasticity.
        """
        sectors_of = read_concordance().sectors_of
        names, numbers = [], {}
        for industry in industries:
            name, parts = self._parts(industry, sectors_of)
            names.append(name)
            numbers[name] = _mean([self._one(part) for part in parts])
        return Drawn(tuple(names), numbers)

    def drawn_for_all(self, goods: str) -> Drawn:
        """Return what to draw for one sector called `goods`; raise NoElasticityForAll."""
        if self.for_all is None:
            raise NoElasticityForAll(self.name)
        return Drawn((goods,), {goods: self._one(OTHERS)})

    @property
    def assumed(self) -> bool:
        """Tell whether errors are assumed, of some elasticities at least."""
        return not self.asked and set(self.errors) != {*self._values()}

    @property
    def error_part(self) -> float | None:
        """Return the error as a part of every elasticity, None where they differ."""
        return None if self.errors else self.error

    @property
    def error_words(self) -> str:
        """Say how uncertain the elasticities are taken to be, and who says so."""
        part = f"{100 * self.error:g} % of each elasticity"
        if self.asked:
            return f"{part}, as asked"
        if not self.errors:
            return f"{part}: ASSUMED, published by nobody"
        told = f"as {self.name} states for {', '.join(self.errors)}"
        return f"{told}; for others {part}: ASSUMED" if self.assumed else told

    @property
    def words(self) -> str:
        """Say whose elasticities they are, and their size."""
        values = self._values().values()
        low, high = min(values), max(values)
        size = f"{low:g} for everything" if low == high else f"{low:g} to {high:g} by sector"
        return f"{self.name}, {size}: {self.cites}"

    def _values(self) -> "Mapping[str, float]":
        rest = ((OTHERS, self.for_all), ("services", self.services))
        return {**self.of, **{name: value for name, value in rest if value is not None}}

    def _parts(
        self, industry: str, sectors_of: "Mapping[str, tuple[str, ...]]"
    ) -> tuple[str, tuple[str, ...]]:
        if industry in self.of:
            return industry, (industry,)
        sectors = sectors_of.get(industry, ())
        if sectors and all(sector in self.of for sector in sectors):
            return " + ".join(sectors), sectors
        rest = "services" if not sectors and self.services is not None else OTHERS
        if rest == OTHERS and self.for_all is None:
            missing = [sector for sector in sectors if sector not in self.of] or [industry]
            raise MissingElasticity(f"{missing[0]}, which {industry} needs,", sorted(self._values()))
        return rest, (rest,)

    def _one(self, name: str) -> tuple[float, float]:
        value = self._values()[name]
        return value, self.errors.get(name, self.error * value)


class _Set(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cites: str
    for_all: float | None = None
    of: dict[str, float] = {}
    services: float | None = None


class _Sets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decided_on: date
    decided_by: str
    error_assumed: float
    sets: dict[str, _Set]


def set_names() -> tuple[str, ...]:
    """Return the names of the sets that Sverka carries."""
    return tuple(_sets().sets)


def read_elasticities(name: str) -> Elasticities:
    """Return a set that Sverka carries; raise UnknownSet."""
    known = _sets()
    if name not in known.sets:
        raise UnknownSet(name, tuple(known.sets))
    one = known.sets[name]
    return Elasticities(
        name=name,
        cites=one.cites,
        for_all=one.for_all,
        of=one.of,
        services=one.services,
        error=known.error_assumed,
    )


def elasticities_file(place: Path, industries: "Sequence[str]" = ()) -> Elasticities:
    """Read the user's CSV of sector, elasticity and perhaps error; a head line may come first.

    A sector is one of `industries` (those of all editions unless given), of the concordance, "services" or
    "*". Raises UnreadableElasticities, which names the line, and OSError.
    """
    known = {*industries, *_known(), "services", OTHERS}
    values: dict[str, float] = {}
    errors: dict[str, float] = {}
    with place.open(encoding="utf-8-sig", newline="") as file:
        for line, cells in enumerate(csv.reader(file), start=1):
            row = [cell.strip() for cell in cells]
            head = line == 1 and tuple(cell.lower() for cell in row) in {_COLUMNS, _COLUMNS[:2]}
            if head or not any(row):
                continue
            sector, value, error = _row(place, line, row)
            if sector not in known:
                raise UnreadableElasticities(place, line, f"“{sector}” is no industry or sector")
            if sector in values:
                raise UnreadableElasticities(place, line, f"{sector} stands a second time")
            values[sector] = value
            if error is not None:
                errors[sector] = error
    if not values:
        raise UnreadableElasticities(place, 1, "there is no elasticity in the file")
    return Elasticities(
        name=place.name,
        cites="the user's own file",
        for_all=values.pop(OTHERS, None),
        services=values.pop("services", None),
        of=values,
        errors=errors,
        error=_sets().error_assumed,
    )


def _row(place: Path, line: int, row: list[str]) -> tuple[str, float, float | None]:
    if len(row) not in {_NUMBER, _WITH_ERROR}:
        raise UnreadableElasticities(place, line, f"{len(row)} cells stand there")
    found = [_number(place, line, cell) for cell in row[1:] if cell]
    if not found or not row[1]:
        raise UnreadableElasticities(place, line, f"{row[0]} has no elasticity")
    if not found[0] > 0:
        raise UnreadableElasticities(
            place, line, f"the elasticity of {row[0]} is {found[0]:g}, not above zero"
        )
    if len(found) == _NUMBER and found[1] < 0:
        raise UnreadableElasticities(place, line, f"the error of {row[0]} is below zero")
    return row[0], found[0], found[1] if len(found) == _NUMBER else None


def _number(place: Path, line: int, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise UnreadableElasticities(place, line, f"“{cell}” is no number")
    return value


def _known() -> "Iterator[str]":
    from sverka.models.equilibrium.pair.industries import read_industries  # noqa: PLC0415  only files ask

    yield from read_concordance().order
    for group in read_industries().groups.values():
        yield from group.codes


def _mean(parts: "Sequence[tuple[float, float]]") -> tuple[float, float]:
    count = len(parts)
    return sum(value for value, _ in parts) / count, sqrt(sum(error**2 for _, error in parts)) / count


def _sets() -> _Sets:
    return msgspec.yaml.decode(Path(__file__).with_name("elasticities.yml").read_bytes(), type=_Sets)
