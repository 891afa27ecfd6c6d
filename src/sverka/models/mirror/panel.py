"""Turn the book's rows into a panel: the one module of this folder that knows frames.

Both sides' declarations of all pairs, with distance and contiguity where the book has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sverka.measures.addable import (
    HS_SUBHEADING,
    Side,
    between_countries,
    declared_by,
    of_level,
    of_pair,
    whole_years,
)
from sverka.measures.declared_years import ESTIMATED
from sverka.models.mirror.declared import Declared
from sverka.models.mirror.margin import TooFewMirrors, estimate_margin
from sverka.models.mirror.reports import Report
from sverka.models.mirror.unit_values import UnitValue, chapter_of, choose_pool
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narwhals import Expr
    from numpy.typing import NDArray

    from sverka.ledger.engine import Frame, FrameEngine
    from sverka.models.mirror.declared import Marks, Numbers
    from sverka.models.mirror.unit_values import Key, Pool
    from sverka.vocabulary.country import Pair

    Columns = Mapping[str, NDArray[Any]]

_KEY = ("exporter", "importer", "product", "revision", "year")
COLUMNS = (
    *_KEY,
    "export_fob",
    "import_cif",
    "import_fob",
    "exported",
    "imported",
    "export_unit",
    "import_unit",
)
"""Of a panel's rows: the key, the values of both sides in US dollars, their quantities and units."""
_TOTALS = ("exporter", "importer", "year", "export_fob", "import_cif", "import_fob")
_DISTANCES = ("distance_main_cities", "distance")  # the second where there is one
_LINKS = (*_DISTANCES, "contiguity", "landlocked")
_NOWHERE = -1  # the number of a country that is not in the panel
_TEACHING = 300  # flows that both sides declare of a product, to learn from its own mirrors alone
UNIT_VALUE = "ln unit value"
"""The regressor of pooled products: ln of their world median US dollars a unit."""


class Lessons(StrEnum):
    """Whose mirrors estimates are made from."""

    OWN = "own flows"
    POOLED = "products pooled with unit values"
    ALL = "all goods"


class Link(NamedTuple):
    """What a fact states of a country, or of a country towards another ("" for none)."""

    name: str
    country: str
    partner: str
    value: float


@dataclass(frozen=True, eq=False)
class Links:
    """Links by the hundred thousand: what each states (n,), in the order in which they are looked at."""

    name: NDArray[np.object_]
    country: NDArray[np.object_]
    partner: NDArray[np.object_]
    value: Numbers

    def of(self, name: str) -> tuple[list[str], list[str], Numbers]:
        """Return the countries, partners and values of one name."""
        chosen = self.name == name
        return self.country[chosen].tolist(), self.partner[chosen].tolist(), self.value[chosen]


@dataclass(frozen=True, eq=False)
class Rows:
    """A panel, and what its n flows are: `product` (n,) is a code, `revision` (n,) of which nomenclature.

    `lessons` and `goods` say which of them teach.
    """

    panel: Declared
    product: tuple[str, ...]
    revision: tuple[str, ...]
    lessons: Lessons
    goods: str

    def between(self, one: str, other: str) -> dict[tuple[str, str, str, int], int]:
        """Find the flows from one country to another: their numbers by exporter, code, revision and year."""
        panel, names = self.panel, self.panel.countries
        if one not in names or other not in names:
            return {}
        pair = (names.index(one), names.index(other))
        there = (panel.exporter == pair[0]) & (panel.importer == pair[1])
        back = (panel.exporter == pair[1]) & (panel.importer == pair[0])
        return {
            (names[panel.exporter[n]], self.product[n], self.revision[n], int(panel.year[n])): int(n)
            for n in np.flatnonzero(there | back)
        }


def read_links(facts: Frame, engine: FrameEngine) -> Links | Iterable[Link]:
    """Read distances, contiguity and landlocked countries from a frame of facts."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that `--help` does not need

    wanted = facts.filter(nw.col("name").is_in(_LINKS), ~nw.col("value").is_null())
    return Links(**engine.columns(wanted.select(*Link._fields)))


def read_panel(
    flows: Frame, engine: FrameEngine, product: str, links: Links | Iterable[Link], years: tuple[int, int]
) -> Rows:
    """Read what both sides declare of `product` in whole `years`, of all pairs, and what it is learned from.

    A figure that the publisher estimated is no declaration: that side is silent. Where too few mirrors of
    the product are there to learn from, its kin with unit values are read (`choose_pool`); where they
    cannot teach either, the flows of all goods.
    """
    import narwhals as nw  # noqa: PLC0415  likewise

    year, code, known = nw.col("year"), nw.col("product"), _links(links)
    columns = _TOTALS if product == TOTAL.code else COLUMNS
    within = flows.filter((year >= years[0]) & (year <= years[1]))
    rows = engine.columns(_ordered(_sides(within, (code == TOTAL.code) | (code == product)), columns))
    read = _rows(rows, product, known)
    chapter = chapter_of(product) if read.lessons is Lessons.ALL else None
    if chapter is None:
        return read
    # Bounds, not a prefix: engines skip the parts of a file outside them. ":" follows "9".
    is_kin = (code >= chapter) & (code < f"{chapter}:") & (code.str.len_chars() == len(product))
    own = _chosen(rows, rows["product"] == product)
    return _pooled(engine.cache(_sides(within, is_kin)), engine, product, own, known) or read


def read_reports(flows: Frame, engine: FrameEngine, pair: Pair, years: tuple[int, int]) -> Iterable[Report]:
    """Read what both sides of a pair declare of every product of six digits in whole `years`.

    The HS is the nomenclature; a figure that the publisher estimated is no declaration.
    """
    import narwhals as nw  # noqa: PLC0415  likewise

    year = nw.col("year")
    within = flows.filter(of_pair(pair), (year >= years[0]) & (year <= years[1]))
    wanted = of_level(HS_SUBHEADING) & nw.col("revision").str.starts_with("HS")
    return (Report(*row) for row in engine.collect(_ordered(_sides(within, wanted), Report._fields)))


def _ordered(sides: Frame, columns: Sequence[str] = COLUMNS) -> Frame:
    # In one order: sums of doubles depend on it, and engines give rows in any.
    return sides.select(*columns).sort(*(name for name in _KEY if name in columns))


def _chosen(rows: Columns, chosen: Marks) -> Columns:
    return {name: column[chosen] for name, column in rows.items()}


def _pooled(kin: Frame, engine: FrameEngine, product: str, own: Columns, links: Links) -> Rows | None:
    """Read the mirrors of the product's kin beside its own rows; None where they cannot teach."""
    import narwhals as nw  # noqa: PLC0415  likewise

    goods = ("product", "revision")
    mirrored = kin.filter(nw.col("export_fob") > 0, (nw.col("import_cif") > 0) | (nw.col("import_fob") > 0))
    counts = mirrored.group_by(*goods).agg(nw.len().cast(nw.Int64).alias("flows")).select(*goods, "flows")
    pool = choose_pool(
        product,
        {*_goods_keys(own)},
        (UnitValue(*row) for row in engine.collect(_unit_values(kin))),
        {(code, revision): flows for code, revision, flows in engine.collect(counts)},
    )
    if pool is None:
        return None
    code = nw.col("product")
    others = engine.columns(_ordered(mirrored.filter(code.is_in(pool.codes), code != product)))
    known = _chosen(others, np.array([key in pool.ln_unit_value for key in _goods_keys(others)], np.bool_))
    both = {name: np.concatenate([own[name], known[name]]) for name in COLUMNS}
    read = _rows(both, product, links, pool)
    return read if _can_teach(read.panel) else None


def _can_teach(panel: Declared) -> bool:
    """Tell whether a margin can be estimated, with an effect of every year: one without lessons gets none."""
    taught = set(panel.year[panel.lessons].tolist())
    if panel.lessons.sum() < _TEACHING or taught < set(panel.year.tolist()):
        return False
    try:
        estimate_margin(panel)
    except TooFewMirrors:
        return False
    return True


def _unit_values(kin: Frame) -> Frame:
    """Work out the median US dollars a unit of every product over its declared exports, unit by unit."""
    import narwhals as nw  # noqa: PLC0415  likewise

    key = ("product", "revision", "export_unit")
    exports = kin.filter(
        nw.col("export_fob") > 0, nw.col("exported") > 0, ~nw.col("export_unit").is_null()
    ).with_columns(
        (nw.col("export_fob").cast(nw.Float64) / nw.col("exported").cast(nw.Float64)).alias("each")
    )
    medians = exports.group_by(*key).agg(
        nw.col("each").median().alias("median"), nw.len().cast(nw.Int64).alias("exports")
    )
    return medians.select(*key, "median", "exports")


def _sides(flows: Frame, wanted: Expr) -> Frame:
    """Lay both sides' declarations of the wanted goods beside each other."""
    import narwhals as nw  # noqa: PLC0415  likewise

    fob, cif = (nw.col("valuation") == name for name in (Valuation.FOB.value, Valuation.CIF.value))
    exports, imports = declared_by(Side.EXPORTER) & fob, declared_by(Side.IMPORTER)
    value, quantity, unit = nw.col("value_usd"), nw.col("quantity"), nw.col("quantity_unit")
    chosen = flows.filter(
        whole_years(),
        wanted,
        between_countries(),
        exports | imports,
        ~nw.col("flag").str.starts_with(ESTIMATED),
    )
    return chosen.group_by(*_KEY).agg(
        nw.when(exports).then(value).max().alias("export_fob"),
        nw.when(imports & cif).then(value).max().alias("import_cif"),
        nw.when(imports & fob).then(value).max().alias("import_fob"),
        nw.when(exports).then(quantity).max().alias("exported"),
        nw.when(imports).then(quantity).max().alias("imported"),
        nw.when(exports).then(unit).max().alias("export_unit"),
        nw.when(imports).then(unit).max().alias("import_unit"),
    )


def rows_of(
    rows: Sequence[tuple[Any, ...]],
    product: str,
    links: Iterable[Link],
    names: Sequence[str] = COLUMNS,
    pool: Pool | None = None,
) -> Rows:
    """Make a panel of rows whose columns are `names`: those of COLUMNS, or as many of them as are known.

    `import_fob` is what a reporter declares that gives no CIF value; None says that a side is silent. What
    `names` leaves out is not known, the product the total of all goods. With a `pool` its products teach,
    and their unit values are a regressor of the margin.
    """
    cells = zip(*rows, strict=True) if rows else iter([()] * len(names))
    return _rows(dict(zip(names, map(_objects, cells), strict=True)), product, _links(links), pool)


def _rows(rows: Columns, product: str, links: Links, pool: Pool | None = None) -> Rows:
    """Make a panel of rows given by column, as `rows_of` says."""
    size = len(rows["year"])
    # Lists: what looks each of them up by the hundred thousand is twice as fast as with arrays of objects.
    sellers, buyers = rows["exporter"].tolist(), rows["importer"].tolist()
    countries = tuple(sorted({*sellers, *buyers}))
    number = {code: place for place, code in enumerate(countries)}
    exporter, importer = (
        np.fromiter(map(number.__getitem__, codes), np.int64, size) for codes in (sellers, buyers)
    )
    export_fob, import_cif, import_fob = (
        _values(rows, name) for name in ("export_fob", "import_cif", "import_fob")
    )
    is_fob = np.isnan(import_cif) & ~np.isnan(import_fob)
    import_cif = np.where(is_fob, import_fob, import_cif)
    distance, contiguity, coast = _geography(number, links)
    codes, revisions = _goods_columns(rows)
    value = None if pool is None else _looked_up(pool.ln_unit_value, zip(codes, revisions, strict=True))
    lessons = Lessons.POOLED if pool else _lessons(codes, product, (export_fob > 0) & (import_cif > 0))
    panel = Declared(
        countries=countries,
        exporter=exporter,
        importer=importer,
        year=rows["year"].astype(np.int64),
        export_fob=export_fob,
        import_cif=import_cif,
        ln_distance=distance[exporter, importer],
        contiguity=contiguity[exporter, importer],
        import_is_fob=is_fob,
        closeness=_closeness(rows) if "exported" in rows else np.ones(size),
        teaches=_teaching(codes, product, lessons) if value is None else ~np.isnan(value),
        further={
            "landlocked exporter": coast[exporter],
            "landlocked importer": coast[importer],
            **({} if value is None else {UNIT_VALUE: value}),
        },
    )
    return Rows(panel, codes, revisions, lessons, _goods(lessons, product, pool))


def _values(rows: Columns, name: str) -> Numbers:
    """Return a column as doubles, NaN where nothing is given, or where the column is not there."""
    return rows[name].astype(np.float64) if name in rows else np.full(len(rows["year"]), np.nan)


def _objects(cells: Sequence[Any]) -> NDArray[np.object_]:
    found = np.empty(len(cells), object)
    found[:] = cells
    return found


def _goods_columns(rows: Columns) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return each row's code and revision: those of the total where the columns are not there."""
    if "product" not in rows:
        size = len(rows["year"])
        return (TOTAL.code,) * size, (TOTAL.revision,) * size
    return tuple(rows["product"].tolist()), tuple(rows["revision"].tolist())


def _goods_keys(rows: Columns) -> Iterable[Key]:
    return zip(*_goods_columns(rows), strict=True)


def _closeness(rows: Columns) -> Numbers:
    """Return the smaller quantity over the larger, 1 where both are not declared in the same unit."""
    exported, imported = _values(rows, "exported"), _values(rows, "imported")
    units = zip(rows["export_unit"].tolist(), rows["import_unit"].tolist(), strict=True)
    same = np.array([one is not None and one == other for one, other in units], np.bool_)
    both = same & (exported > 0) & (imported > 0)
    least = np.minimum(exported, imported)
    return np.divide(least, np.maximum(exported, imported), out=np.ones(len(exported)), where=both)


def _looked_up(values: Mapping[Key, float], keys: Iterable[Key]) -> Numbers:
    return np.array([values.get(key, np.nan) for key in keys], np.float64)


def _lessons(codes: tuple[str, ...], product: str, mirrored: Marks) -> Lessons:
    if product == TOTAL.code:
        return Lessons.ALL
    of_product = np.array([code == product for code in codes], np.bool_)
    return Lessons.OWN if (of_product & mirrored).sum() >= _TEACHING else Lessons.ALL


def _teaching(codes: tuple[str, ...], product: str, lessons: Lessons) -> Marks:
    taught = product if lessons is Lessons.OWN else TOTAL.code
    return np.fromiter(map(taught.__eq__, codes), np.bool_, len(codes))


def _goods(lessons: Lessons, product: str, pool: Pool | None) -> str:
    if pool is not None:
        return f"{pool.prefix} ({len(pool.codes)} products, with their median US dollars a {pool.unit})"
    return product if lessons is Lessons.OWN else TOTAL.code


def _links(links: Links | Iterable[Link]) -> Links:
    if isinstance(links, Links):
        return links
    given = tuple(links)
    name, country, partner, value = zip(*given, strict=True) if given else ((), (), (), ())
    return Links(_objects(name), _objects(country), _objects(partner), np.array(value, np.float64))


def _geography(number: dict[str, int], links: Links) -> tuple[Numbers, Numbers, Numbers]:
    """Lay out ln distance and contiguity as C x C tables, and who is landlocked (C,); NaN where not known."""
    count = len(number)
    distance, contiguity = np.full((count, count), np.nan), np.full((count, count), np.nan)
    coast = np.full(count, np.nan)
    for name in _LINKS:
        countries, partners, value = links.of(name)
        one, other = (
            np.array([number.get(code, _NOWHERE) for code in codes], np.int64)
            for codes in (countries, partners)
        )
        if name == "landlocked":
            known = one != _NOWHERE
            coast[one[known]] = value[known]
            continue
        table = contiguity if name == "contiguity" else distance
        known = (one != _NOWHERE) & (other != _NOWHERE) & ((name == "contiguity") | (value > 0))
        table[one[known], other[known]] = value[known] if name == "contiguity" else np.log(value[known])
    # A country that the source of distances knows and says nothing of its coast has none missing there.
    return distance, contiguity, np.where(np.isnan(coast), 0.0, coast)
