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
from sverka.dossier.sections.columns import filled
from sverka.dossier.sections.joining import joined
from sverka.dossier.sections.lacking import begin, goods_lacking, passed_words, taken_words
from sverka.dossier.sections.lists import listed
from sverka.dossier.sections.position_figures import TRADES, PartnerFigures
from sverka.dossier.sections.position_fit import fit_blocks
from sverka.dossier.sections.position_lines import line_blocks
from sverka.dossier.sections.position_map import map_blocks
from sverka.dossier.sections.together import ended, placed, was_there
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
    own = placed(desk)
    if own is None:
        yield Lack(Sentence("position.never_together", _both(desk)), ())
        return
    begin(own, ID)
    world = world_of(own)
    sides = ((own.asked.one, own.asked.other), (own.asked.other, own.asked.one))
    standings = [standing for one, _ in sides if (standing := world.search(one).standing)]
    if standings:
        yield Paragraph((Sentence("position.rule", {"fewest": FEWEST}), *_ended(own)))
    for country, partner in sides:
        yield from _side(own, country, partner)
    yield from map_blocks(own, standings)
    lacks = tuple(taken_words(own, ID, goods_lacking(own)))
    if lacks:
        yield Paragraph(lacks)
    yield from fit_blocks(own)
    yield from line_blocks(own)


def _both(desk: Desk) -> dict[str, Value]:
    return {"one": Land(desk.asked.one), "other": Land(desk.asked.other)}


def _ended(desk: Desk) -> Iterator[Sentence]:
    """Say which country has ceased to exist, so that newer years are not looked at."""
    for country in (desk.asked.one, desk.asked.other):
        end = ended(country, desk.asked.today.year)
        if end is not None:
            yield Sentence("position.ended", {"country": Land(country), "period": When(str(end))})


def _side(desk: Desk, country: Country, partner: Country) -> Iterator[Block]:
    """Say what one country is to the other."""
    world = world_of(desk)
    standing, passed = world.search(country)
    if standing is None:
        yield Lack(Sentence("position.nothing", {"country": Land(country)}), _commands(desk, country))
        return
    for lacking in passed[:1]:
        taken = lacking.now == standing
        yield Paragraph(
            tuple(taken_words(desk, ID, passed[:1])) if taken else (passed_words(desk, ID, lacking),)
        )
    make = PartnerFigures(desk, standing)
    yield Points(tuple(_said(make, partner)))
    before = [one for years in BEFORE if (one := world.before(standing, years))]
    before = [one for one in before if all(was_there(code, one.place.year) for code in desk.pair)]
    changes = tuple(_changes(desk, make, partner, before))
    if changes:
        yield Points(changes)
    yield from _table(desk, [make, *(PartnerFigures(desk, one) for one in before)], partner)


def _commands(desk: Desk, country: Country) -> tuple[str, ...]:
    last = desk.asked.today.year - 1
    first, last = desk.asked.years or (last - max(BEFORE), last)
    years = f"{max(first, last - max(BEFORE))}-{last}"
    return f"sverka fetch imf_dots --reporter {country} --years {years}", "sverka post imf_dots PATH"


def _said(make: PartnerFigures, partner: Country) -> Iterator[Sentence]:
    for trade in TRADES:
        if trade not in make.standing.trades:
            continue
        values = make.said(trade, partner)
        values |= {"partner": Land(partner), "number": make.number(trade)}
        one = make.partner(trade, partner)
        share, rank = (make.share(trade, one), make.rank(trade, one)) if one else (None, None)
        if share is None or rank is None:
            nothing = "none" if one is None or one.value_usd else "zero"
            yield Sentence(f"position.{nothing}_{trade}", values)
            if trade == "turnover":  # neither direction has a row then, or one that is not zero
                break
        else:
            yield Sentence(f"position.{trade}", values | {"share": share, "rank": rank})
    yield from _others(make, partner)


def _others(make: PartnerFigures, partner: Country) -> Iterator[Sentence]:
    """Name those before the partner, and say how concentrated the trade is."""
    main, trade = make.standing.main, Sentence(f"position.trade_{make.standing.main.trade}")
    yield from _doubts(make)
    ahead = _ahead(make, partner)
    if ahead:
        yield Sentence("position.ahead", {"trade": trade, "countries": listed(ahead)})
    spread = make.spread(main.trade)
    largest = make.share(main.trade, main.partners[0]) if main.partners else None
    if spread and largest:
        named: dict[str, Value] = {"trade": trade, "partner": Land(main.partners[0].country)}
        yield Sentence("position.spread", named | {"number": spread, "share": largest})


def _doubts(make: PartnerFigures) -> Iterator[Sentence]:
    """Say how much of the ranking the publisher estimated, and which world total cannot be right."""
    main, standing = make.standing.main, make.standing
    values: dict[str, Value] = {"country": Land(main.country), "period": When(str(main.year))}
    found = make.estimated(main.trade)
    if found:
        number, share = found
        trade = Sentence(f"position.trade_{main.trade}")
        yield Sentence("position.estimates", values | {"trade": trade, "number": number, "share": share})
    for trade_, theirs in standing.trades.items():
        if theirs.finding is not None:
            yield Sentence("position.contradicted", values | {"trade": Sentence(f"position.trade_{trade_}")})


def _ahead(make: PartnerFigures, partner: Country) -> list[Sentence]:
    """Name the largest of those before the partner."""
    trade = make.standing.main.trade
    one = make.partner(trade, partner)
    if one is None or one.rank is None:
        return []
    above = [two for two in make.standing.main.partners if two.rank is not None and two.rank < one.rank]
    return [named for two in above[:_AHEAD] if (named := make.named(trade, two))]


def _changes(
    desk: Desk, make: PartnerFigures, partner: Country, before: Iterable[Standing]
) -> Iterator[Sentence]:
    """Say share and rank before, where one source has both years from the same kind of book.

    An estimate of the publisher has no change, as the turnover section has no growth of it.
    """
    trade = make.standing.main.trade
    now = make.partner(trade, partner)
    for former in (PartnerFigures(desk, standing) for standing in before):
        old = former.partner(trade, partner)
        if now is None or not make.is_declared(trade, partner) or not former.is_declared(trade, partner):
            continue
        moved = make.moved(trade, now, former.standing)
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
    """Lay out the years in which the partner has a row; nothing where it has none.

    Where all rows are of one book the note names it, else a column does.
    """
    country = makes[0].standing.country
    known = [
        (make, trade, one)
        for trade in TRADES
        for make in makes
        if trade in make.standing.trades and (one := make.partner(trade, partner))
    ]
    if not known:
        return
    rows = [_row(*found) for found in known]
    books = [_book(desk, make, trade, one) for make, trade, one in known]
    heads = ("position.trade", "column.year", "column.value", "column.share", "column.rank")
    headings = (*map(Sentence, heads), Sentence("position.partners"))
    note = Sentence("position.table_note")
    if all(book == books[0] for book in books):
        note = joined(note, Sentence("position.one_book", {"book": books[0]}))
    else:
        headings = (*headings, Sentence("column.book"))
        rows = [(*row, book) for row, book in zip(rows, books, strict=True)]
    table = Table(
        id=f"position-{country}".lower(),
        caption=Sentence("position.table", {"country": Land(country), "partner": Land(partner)}),
        headings=headings,
        rows=tuple(rows),
        note=note,
    )
    yield filled(table)


def _row(make: PartnerFigures, trade: Ranked, one: Partner) -> tuple[Cell, ...]:
    unranked = Gap(Sentence("position.unranked"))
    return (
        Sentence(f"position.trade_{trade}"),
        When(str(make.standing.place.year)),
        make.level(trade, one),
        make.share(trade, one) or unranked,
        make.rank(trade, one) or unranked,
        make.number(trade),
    )


def _book(desk: Desk, make: PartnerFigures, trade: Ranked, one: Partner) -> Sentence:
    publisher = desk.cards[make.standing.place.source].publisher
    return Sentence("position.book_of", {"book": make.book(trade, one.country), "source": publisher})
