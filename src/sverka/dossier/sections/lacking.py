"""What figures lack that are not a country's own: partners who had a part of its trade before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence, Value, When
from sverka.dossier.sections.lists import listed
from sverka.dossier.sections.position_figures import PartnerFigures, source_words
from sverka.dossier.world import world_of
from sverka.dossier.world_rows import Place

if TYPE_CHECKING:
    from sverka.dossier.desk import Desk
    from sverka.dossier.world import Lacking
    from sverka.vocabulary.country import Country

_NAMED = 3  # partners that are named, the largest


def goods_lacking(desk: Desk) -> tuple[Lacking, ...]:
    """Return which partners the source of products lacks, for each country of the pair."""
    world = world_of(desk)
    if world.goods is None:
        return ()
    place = Place(world.goods.source, world.goods.year)
    standings = (world.standing(country, place) for country in (desk.asked.one, desk.asked.other))
    found = (standing and world.lacking(standing) for standing in standings)
    return tuple(one for one in found if one)


def direction_lacking(desk: Desk, exporter: Country, importer: Country) -> bool:
    """Tell whether the source of products lacks what goes from one country to the other."""
    return any(
        (one.now.country == exporter and "exports" in one.lost)
        or (one.now.country == importer and "imports" in one.lost)
        for one in goods_lacking(desk)
    )


def lacking_words(desk: Desk, lacking: Lacking, what: str) -> Sentence:
    """Say which partners the figures of others lack, which were `passed` over or `taken` all the same."""
    make, trade = PartnerFigures(desk, lacking.before), lacking.trade
    named = (
        Sentence("position.partner_share", {"country": Land(one.country), "share": share})
        for one in (lacking.large or lacking.partners)[:_NAMED]
        if (share := make.share(trade, one))
    )
    values: dict[str, Value] = {
        "country": Land(lacking.now.country),
        "period": When(str(lacking.now.place.year)),
        "source": source_words(desk, lacking.now.place.source),
        "trade": Sentence(f"position.trade_{trade}"),
        "before": When(str(lacking.before.place.year)),
        "partners": listed(named),
    }
    return Sentence(f"position.lacking_{what}", values)
