"""Maps of whom each country trades with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sverka.dossier.outline import Block, Cell, Gap, Lack, Land, Picture, Sentence, Table, Value, When
from sverka.dossier.pictures.partners_map import PartnersMap
from sverka.dossier.sections.columns import filled
from sverka.dossier.sections.country_outlines import BRING, PUBLISHER, country_outlines
from sverka.dossier.sections.lists import listed
from sverka.dossier.sections.position_figures import PartnerFigures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sverka.dossier.desk import Desk
    from sverka.dossier.world import Standing
    from sverka.vocabulary.country import Country

_SHOWN = 15  # partners in the table behind a map, and the other country of the pair


def map_blocks(desk: Desk, standings: Iterable[Standing]) -> Iterator[Block]:
    """Draw each country's partners; say what is missing where the book has no outlines."""
    known = tuple(standings)
    outlines = country_outlines(desk) if known else {}
    if known and not outlines:
        yield Lack(Sentence("position.no_map"), BRING)
        return
    for standing in known:
        yield _map(desk, standing, outlines)


def _map(desk: Desk, standing: Standing, outlines: Mapping[Country, Mapping[str, Any]]) -> Picture:
    country, main = standing.country, standing.main
    partner = desk.pair.other(country)
    named: dict[str, Value] = {
        "country": Land(country),
        "partner": Land(partner),
        "period": When(str(standing.place.year)),
        "trade": Sentence(f"position.trade_{main.trade}"),
    }
    return Picture(
        id=f"position-map-{country}".lower(),
        caption=Sentence("position.map", named),
        alt=Sentence("position.map_alt", named),
        drawing=PartnersMap(
            home=country,
            partner=partner,
            values={one.country: float(one.value_usd) for one in main.partners if one.rank is not None},
            outlines=outlines,
            publisher=PUBLISHER,
        ),
        table=_table(desk, standing, partner, Sentence("position.map", named)),
    )


def _table(desk: Desk, standing: Standing, partner: Country, caption: Sentence) -> Table:
    make, trade = PartnerFigures(desk, standing), standing.main.trade
    ranked = [one for one in standing.main.partners if one.rank is not None]
    shown = ranked[:_SHOWN] + [one for one in ranked[_SHOWN:] if one.country == partner]
    unknown: Cell = Gap(Sentence("position.unranked"))
    heads = ("column.partner", "column.rank", "column.value", "column.share")
    guessed = [Land(one.country) for one in shown if not make.is_declared(trade, one.country)]
    every = Sentence("position.estimated_all") if len(guessed) == len(shown) else None
    table = Table(
        id=f"position-map-table-{standing.country}".lower(),
        caption=caption,
        headings=tuple(map(Sentence, heads)),
        rows=tuple(
            (
                Land(one.country),
                make.rank(trade, one) or unknown,
                make.level(trade, one),
                make.share(trade, one) or unknown,
            )
            for one in shown
        ),
        note=every or (Sentence("position.estimated", {"countries": listed(guessed)}) if guessed else None),
    )
    return filled(table)
