"""What figures lack that are not a country's own: partners who had a part of its trade before.

It is said of a year of a source once a document, wherever it comes first; other places refer to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence, Value, When
from sverka.dossier.sections.lists import listed
from sverka.dossier.sections.position_figures import PartnerFigures, source_words
from sverka.dossier.world import world_of
from sverka.dossier.world_rows import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def begin(desk: Desk, section: str) -> None:
    """Forget what a section said before: it is composed anew."""
    said = _said(desk)
    for key in [key for key, where in said.items() if where == section]:
        del said[key]


def passed_words(desk: Desk, section: str, lacking: Lacking) -> Sentence:
    """Say which partners figures lack that are not taken."""
    _said(desk)[lacking.now.country, lacking.now.place] = section
    return _words(desk, lacking, "passed")


def taken_words(desk: Desk, section: str, found: Iterable[Lacking]) -> Iterator[Sentence]:
    """Say which partners figures lack that are taken all the same; in short where it was said before."""
    said = _said(desk)
    known: list[Lacking] = []
    for lacking in found:
        key = lacking.now.country, lacking.now.place
        if key in said:
            known.append(lacking)
        else:
            said[key] = section
            yield _words(desk, lacking, "taken")
    if known:
        now = known[0].now
        values: dict[str, Value] = {
            "countries": listed(Land(one.now.country) for one in known),
            "period": When(str(now.place.year)),
            "source": source_words(desk, now.place.source),
            "section": Sentence(f"{said[now.country, now.place]}.title"),
        }
        yield Sentence("position.lacking_again", values)


def _said(desk: Desk) -> dict[tuple[Country, Place], str]:
    """Return the sections that said what figures lack: of which country, in which year of a source."""
    return desk.kept("where it is said which partners figures lack", dict[tuple["Country", Place], str])


def _words(desk: Desk, lacking: Lacking, what: str) -> Sentence:
    make, trade = PartnerFigures(desk, lacking.before), lacking.trade
    named = (make.named(trade, one) for one in (lacking.large or lacking.partners)[:_NAMED])
    values: dict[str, Value] = {
        "country": Land(lacking.now.country),
        "period": When(str(lacking.now.place.year)),
        "source": source_words(desk, lacking.now.place.source),
        "trade": Sentence(f"position.trade_{trade}"),
        "before": When(str(lacking.before.place.year)),
        "partners": listed(one for one in named if one),
    }
    return Sentence(f"position.lacking_{what}", values)
