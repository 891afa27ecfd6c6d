"""Trade intensity: how much more one country sells to the other than the other's weight in world imports.

Unit: a ratio, 1 where the partner takes as much of the exports as it takes of what the world without the
exporter imports. Formula: I(i, j) = (X(i, j) / X(i)) / (M(j) / (M(w) - M(i))). Reference: K. Kojima (1964),
The pattern of international trade among advanced countries, Hitotsubashi Journal of Economics 5(1), 16-36;
K. Anderson, H. Norheim (1993), From imperial to regional trade preferences: its effect on Europe's intra- and
extra-regional trade, Weltwirtschaftliches Archiv 129(1), 78-102.
"""

from typing import TYPE_CHECKING

import msgspec

from sverka.measures.country_goods import chosen_flows
from sverka.measures.declarants import BookOf, Goods, Trade, is_country
from sverka.vocabulary.country import Country

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine


class Intensity(msgspec.Struct, frozen=True, kw_only=True):
    """The index of one direction and the whole dollars it is made of.

    `sent_usd` is X(i, j), None where no row tells it; `exports_usd` X(i); `imports_usd` M(j); `world_usd`
    M(w), the sum of all countries' imports; `own_usd` M(i). Exports are FOB and imports CIF where their own
    book stands; `export_book` and `import_book` say so. `index` is None without X(i, j) or with nothing to
    divide by.
    """

    exporter: Country
    importer: Country
    year: int
    export_book: BookOf
    import_book: BookOf
    sent_usd: int | None
    exports_usd: int
    imports_usd: int
    world_usd: int
    own_usd: int
    index: float | None


def intensity(sent: int, exports: int, imports: int, world: int, own: int) -> float | None:
    """Return the index from X(i, j), X(i), M(j), M(w) and M(i) in one unit; None where a divisor is zero."""
    others = world - own
    if exports <= 0 or imports <= 0 or others <= 0:
        return None
    return (sent / exports) / (imports / others)


def ask_intensity(
    frame: "Frame", engine: "FrameEngine", goods: Goods, exporter: Country, importer: Country
) -> Intensity:
    """Ask for one direction; `goods` are published totals (`total_goods`) or products, which are added up."""
    imported = import_totals(frame, engine, goods)
    return intensity_among(frame, engine, goods, (exporter, importer), imported)


def import_totals(frame: "Frame", engine: "FrameEngine", goods: Goods) -> dict[Country, int]:
    """Return what every country imports in a year, in dollars: one answer serves all pairs."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    flows = chosen_flows(frame, goods, Trade.IMPORTS)
    value = nw.col("value_usd").sum().cast(nw.Int64).alias("dollars")
    rows = engine.collect(flows.group_by("importer").agg(value))
    return dict(sorted((country, dollars) for country, dollars in rows if is_country(country)))


def intensity_among(
    frame: "Frame",
    engine: "FrameEngine",
    goods: Goods,
    direction: tuple[Country, Country],
    imported: dict[Country, int],
) -> Intensity:
    """Ask for one direction, (exporter, importer), where the imports of all countries are known."""
    import narwhals as nw  # noqa: PLC0415

    exporter, importer = direction
    flows = chosen_flows(frame.filter(nw.col("exporter") == exporter), goods, Trade.EXPORTS)
    value = nw.col("value_usd")
    rows = flows.group_by("importer").agg(
        value.sum().cast(nw.Int64).alias("dollars"), value.count().cast(nw.Int64).alias("known")
    )
    sold = {partner: dollars for partner, dollars, known in engine.collect(rows) if known}
    sent, exports, world = sold.get(importer), sum(sold.values()), sum(imported.values())
    theirs, own = imported.get(importer, 0), imported.get(exporter, 0)
    return Intensity(
        exporter=exporter,
        importer=importer,
        year=goods.year,
        export_book=goods.book(exporter, Trade.EXPORTS),
        import_book=goods.book(importer, Trade.IMPORTS),
        sent_usd=sent,
        exports_usd=exports,
        imports_usd=theirs,
        world_usd=world,
        own_usd=own,
        index=None if sent is None else intensity(sent, exports, theirs, world, own),
    )
