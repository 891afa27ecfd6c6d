"""What place each country has among the other's partners, and who else is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import (
    Block,
    Cell,
    Gap,
    Lack,
    Land,
    Paragraph,
    Points,
    Section,
    Sentence,
    Table,
    Value,
    When,
)
from sverka.dossier.sections.lacking import goods_lacking, lacking_words
from sverka.dossier.sections.lists import listed
from sverka.dossier.sections.position_figures import TRADES, PartnerFigures, book_words
from sverka.dossier.sections.position_fit import fit_blocks
from sverka.dossier.sections.position_lines import line_blocks
from sverka.dossier.sections.position_map import map_blocks
from sverka.dossier.world import BEFORE, FEWEST, Standing, world_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sverka.dossier.desk import Desk
    from sverka.measures.position import Partner, Ranked
    from sverka.vocabulary.country import Country

ID = "position"
_AHEAD = 3  # larger partners that are named


def compose(desk: Desk) -> Section:
    """Write the section."""
    return Section(ID, Sentence("position.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    world = world_of(desk)
    sides = ((desk.asked.one, desk.asked.other), (desk.asked.other, desk.asked.one))
    standings = [standing for one, _ in sides if (standing := world.search(one).standing)]
    if standings:
        yield Paragraph((Sentence("position.rule", {"fewest": FEWEST}),))
    for country, partner in sides:
        yield from _side(desk, country, partner)
    yield from map_blocks(desk, standings)
    lacks = goods_lacking(desk)
    if lacks:
        yield Paragraph(tuple(lacking_words(desk, one, "taken") for one in lacks))
    yield from fit_blocks(desk)
    yield from line_blocks(desk)


def _side(desk: Desk, country: Country, partner: Country) -> Iterator[Block]:
    """Say what one country is to the other."""
    standing, passed = world_of(desk).search(country)
    if standing is None:
        yield Lack(Sentence("position.nothing", {"country": Land(country)}), _commands(desk, country))
        return
    for lacking in passed[:1]:
        yield Paragraph((lacking_words(desk, lacking, "taken" if lacking.now == standing else "passed"),))
    make = PartnerFigures(desk, standing)
    yield Points(tuple(_said(make, partner)))
    before = [one for years in BEFORE if (one := world_of(desk).before(standing, years))]
    changes = tuple(_changes(desk, make, partner, before))
    if changes:
        yield Points(changes)
    yield from _table(desk, [make, *(PartnerFigures(desk, one) for one in before)], partner)


def _commands(desk: Desk, country: Country) -> tuple[str, ...]:
    last = desk.asked.today.year - 1
    first, last = desk.asked.years or (last - max(BEFORE), last)
    fetch = f"sverka fetch imf_dots --reporter {country} --years {first}-{last}"
    return fetch, "sverka post imf_dots PATH"


def _said(make: PartnerFigures, partner: Country) -> Iterator[Sentence]:
    for trade in TRADES:
        if trade not in make.standing.trades:
            continue
        values = make.said(trade)
        values |= {"partner": Land(partner), "number": make.number(trade)}
        one = make.partner(trade, partner)
        share, rank = (make.share(trade, one), make.rank(trade, one)) if one else (None, None)
        if share is None or rank is None:
            yield Sentence(f"position.none_{trade}", values)
            if trade == "turnover":  # neither direction has a row then
                break
        else:
            yield Sentence(f"position.{trade}", values | {"share": share, "rank": rank})
    yield from _others(make, partner)


def _others(make: PartnerFigures, partner: Country) -> Iterator[Sentence]:
    """Name those before the partner, and say how concentrated the trade is."""
    main, trade = make.standing.main, Sentence(f"position.trade_{make.standing.main.trade}")
    ahead = _ahead(make, partner)
    if ahead:
        yield Sentence("position.ahead", {"trade": trade, "countries": listed(ahead)})
    spread = make.spread(main.trade)
    largest = make.share(main.trade, main.partners[0]) if main.partners else None
    if spread and largest:
        named: dict[str, Value] = {"trade": trade, "partner": Land(main.partners[0].country)}
        yield Sentence("position.spread", named | {"number": spread, "share": largest})


def _ahead(make: PartnerFigures, partner: Country) -> list[Sentence]:
    """Name the largest of those before the partner."""
    trade = make.standing.main.trade
    one = make.partner(trade, partner)
    if one is None or one.rank is None:
        return []
    above = [two for two in make.standing.main.partners if two.rank is not None and two.rank < one.rank]
    shares = ((two, make.share(trade, two)) for two in above[:_AHEAD])
    return [
        Sentence("position.partner_share", {"country": Land(two.country), "share": share})
        for two, share in shares
        if share
    ]


def _changes(
    desk: Desk, make: PartnerFigures, partner: Country, before: Iterable[Standing]
) -> Iterator[Sentence]:
    """Say share and rank before, where one source has both years from the same kind of book."""
    trade = make.standing.main.trade
    now = make.partner(trade, partner)
    for former in (PartnerFigures(desk, standing) for standing in before):
        old = former.partner(trade, partner)
        moved = now and make.moved(trade, now, former.standing)
        share, rank = (old and former.share(trade, old)), (old and former.rank(trade, old))
        if moved and share and rank:
            yield Sentence(
                f"position.changed_{trade}",
                {
                    "country": Land(former.standing.country),
                    "partner": Land(partner),
                    "before": When(str(former.standing.place.year)),
                    "share": share,
                    "rank": rank,
                    "moved": moved,
                },
            )


def _table(desk: Desk, makes: list[PartnerFigures], partner: Country) -> Iterator[Table]:
    """Lay out the years in which the partner has a row; nothing where it has none."""
    country = makes[0].standing.country
    rows = tuple(
        _row(desk, make, trade, one)
        for trade in TRADES
        for make in makes
        if trade in make.standing.trades and (one := make.partner(trade, partner))
    )
    if not rows:
        return
    heads = ("position.trade", "column.year", "column.value", "column.share", "column.rank")
    yield Table(
        id=f"position-{country}".lower(),
        caption=Sentence("position.table", {"country": Land(country), "partner": Land(partner)}),
        headings=(*map(Sentence, heads), Sentence("position.partners"), Sentence("column.book")),
        rows=rows,
        note=Sentence("position.table_note"),
    )


def _row(desk: Desk, make: PartnerFigures, trade: Ranked, one: Partner) -> tuple[Cell, ...]:
    standing, unranked = make.standing, Gap(Sentence("position.unranked"))
    values: tuple[Cell, ...] = (
        make.level(trade, one),
        make.share(trade, one) or unranked,
        make.rank(trade, one) or unranked,
    )
    book = book_words(standing.trades[trade].book)
    told = Sentence("position.book_of", {"book": book, "source": desk.cards[standing.place.source].publisher})
    name = Sentence(f"position.trade_{trade}")
    return name, When(str(standing.place.year)), *values, make.number(trade), told
