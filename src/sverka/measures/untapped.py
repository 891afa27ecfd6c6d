"""Untapped lines: what one country exports competitively to the world and the other buys from elsewhere.

Unit: US dollars, whole, of the importer's imports; shares as fractions of one. Formula: for each product p
with RCA(a, p) >= 1 and M(a>b, p) / M(b, p) < X(a, p) / X(p):
potential = (X(a, p) / X(p)) M(b, p) - M(a>b, p), at most X(a, p) - X(a>b, p), what a sends to others, and
M(b, p) - M(a>b, p), what b buys from others. It assumes that a reaches in b the market share it has in the
world. Reference: International Trade Centre,
Y. Decreux, J. Spies (2016), Export potential assessments: a methodology to identify export opportunities for
developing countries (its simplest case, without growth, tariffs and distance); B. Balassa (1965) for RCA.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sverka.measures.country_goods import chosen_flows
from sverka.measures.declarants import BookOf, Goods, Trade
from sverka.vocabulary.country import Country

if TYPE_CHECKING:
    from sverka.ledger.engine import Frame, FrameEngine

LEAST_EXPORTS = 1_000_000
"""Dollars a year that the exporter sells to the world, below which a line says little."""


class Assumption(StrEnum):
    """What the value at stake supposes."""

    WORLD_SHARE = "the exporter reaches its share of world exports"


class Offer(NamedTuple):
    """What the exporter sells of a product: to the world, to the importer; what the world does; its RCA."""

    product: str
    exports_usd: int
    to_importer_usd: int
    world_usd: int
    rca: float


class Demand(NamedTuple):
    """What the importer buys of a product: from all, and from the exporter (None where no row tells it)."""

    imports_usd: int
    current_usd: int | None


class UntappedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A product, and what it would add a year in whole dollars: `potential_usd`.

    `share` is the exporter's part of the importer's purchases, `world_share` its part of world exports.
    `current_usd` is None where the importer's book has no such purchase; it counts as none. `capped` says
    that the potential is bounded by what the exporter sends or the importer buys elsewhere.
    """

    product: str
    potential_usd: int
    current_usd: int | None
    imports_usd: int
    exports_usd: int
    share: float
    world_share: float
    rca: float
    capped: bool


class Untapped(msgspec.Struct, frozen=True, kw_only=True):
    """The untapped lines of one direction, the most at stake first, and how they came about.

    `competitive` counts the exporter's products with an advantage and at least `least_usd` of exports,
    `wanted` those of them that the importer buys from anybody; `potential_usd` is the sum over `lines`.
    """

    exporter: Country
    importer: Country
    year: int
    revision: str
    digits: int | None
    export_book: BookOf
    import_book: BookOf
    assumption: Assumption
    least_usd: int
    competitive: int
    wanted: int
    potential_usd: int
    lines: tuple[UntappedLine, ...]


def untapped(
    frame: "Frame",
    engine: "FrameEngine",
    goods: Goods,
    advantages: "Frame",
    direction: tuple[Country, Country],
    *,
    least_usd: int = LEAST_EXPORTS,
) -> Untapped:
    """Return the lines that the exporter could sell to the importer, who are the `direction`.

    `advantages` are those of `rca.advantages(country_goods(frame, goods, Trade.EXPORTS))`, cached: one answer
    serves all directions. They are of products as they are in `goods`, not added up to headings.
    """
    exporter, importer = direction
    sent = _sent(frame, engine, goods, direction)
    offers = _offers(advantages, engine, exporter, sent)
    competitive = [one for one in offers if one.rca >= 1 and one.exports_usd >= least_usd]
    demands = _demands(frame, engine, goods, direction)
    lines = untapped_lines(competitive, demands)
    return Untapped(
        exporter=exporter,
        importer=importer,
        year=goods.year,
        revision=goods.revision,
        digits=goods.digits,
        export_book=goods.book(exporter, Trade.EXPORTS),
        import_book=goods.book(importer, Trade.IMPORTS),
        assumption=Assumption.WORLD_SHARE,
        least_usd=least_usd,
        competitive=len(competitive),
        wanted=sum(one.product in demands and demands[one.product].imports_usd > 0 for one in competitive),
        potential_usd=sum(one.potential_usd for one in lines),
        lines=lines,
    )


def untapped_lines(offers: Iterable[Offer], demands: Mapping[str, Demand]) -> tuple[UntappedLine, ...]:
    """Compare offers with demands, product by product; lines worth less than a dollar are left out."""
    found = (_line(one, demands[one.product]) for one in offers if one.product in demands)
    lines = [one for one in found if one is not None]
    return tuple(sorted(lines, key=lambda one: (-one.potential_usd, one.product)))


def _line(offer: Offer, demand: Demand) -> UntappedLine | None:
    current = demand.current_usd or 0
    if demand.imports_usd <= 0 or offer.world_usd <= 0:
        return None
    share, world_share = current / demand.imports_usd, offer.exports_usd / offer.world_usd
    reached = world_share * demand.imports_usd - current
    bound = min(offer.exports_usd - offer.to_importer_usd, demand.imports_usd - current)
    potential = round(min(reached, bound))
    if share >= world_share or potential <= 0:
        return None
    return UntappedLine(
        product=offer.product,
        potential_usd=potential,
        current_usd=demand.current_usd,
        imports_usd=demand.imports_usd,
        exports_usd=offer.exports_usd,
        share=share,
        world_share=world_share,
        rca=offer.rca,
        capped=bound < reached,
    )


def _sent(
    frame: "Frame", engine: "FrameEngine", goods: Goods, direction: tuple[Country, Country]
) -> dict[str, int]:
    """Ask the exporter's book for what it sells to the importer, by product."""
    import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

    between = frame.filter(nw.col("exporter") == direction[0], nw.col("importer") == direction[1])
    flows = chosen_flows(between, goods, Trade.EXPORTS).filter(~nw.col("value_usd").is_null())
    return dict(engine.collect(flows.select("product", "value_usd")))


def _offers(
    advantages: "Frame", engine: "FrameEngine", exporter: Country, sent: Mapping[str, int]
) -> list[Offer]:
    import narwhals as nw  # noqa: PLC0415

    theirs = advantages.filter(nw.col("exporter") == exporter, ~nw.col("rca").is_null())
    rows = engine.collect(theirs.select("product", "value_usd", "of_product", "rca"))
    return [Offer(code, exports, sent.get(code, 0), of, ratio) for code, exports, of, ratio in sorted(rows)]


def _demands(
    frame: "Frame", engine: "FrameEngine", goods: Goods, direction: tuple[Country, Country]
) -> dict[str, Demand]:
    """Ask the importer's book for what it buys of each product, from all and from the exporter."""
    import narwhals as nw  # noqa: PLC0415

    exporter, importer = direction
    value, theirs = nw.col("value_usd"), nw.col("exporter") == exporter
    flows = chosen_flows(frame.filter(nw.col("importer") == importer), goods, Trade.IMPORTS)
    rows = flows.group_by("product").agg(
        value.sum().cast(nw.Int64).alias("imports"),
        nw.when(theirs).then(value).max().alias("current"),
        value.count().cast(nw.Int64).alias("known"),
    )
    return {code: Demand(imports, current) for code, imports, current, known in engine.collect(rows) if known}
