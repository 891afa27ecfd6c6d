"""The world around a pair: what a briefing asks of all countries' trade, each question once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sverka.dossier.world_goods import WorldGoods
from sverka.dossier.world_rows import Place, WorldRows
from sverka.measures.addable import WORLD, of_level
from sverka.measures.declarants import BookOf, Trade, choose_goods, is_country, total_goods
from sverka.measures.intensity import import_totals, intensity_among
from sverka.measures.position import estimates, partners

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sverka.dossier.desk import Desk
    from sverka.ledger.engine import Frame
    from sverka.measures.declarants import Goods
    from sverka.measures.intensity import Intensity
    from sverka.measures.position import Partner, Partners, Ranked
    from sverka.vocabulary.country import Country

FEWEST = 20
"""Partners that a source must have of a country in a year, unless it publishes the total of the world."""

LACKING = 0.1
"""The part of a country's former trade that may be missing from figures that are not its own."""

SMALL = 0.01
"""The part of a country's former trade below which a partner who is missing is not named."""

BEFORE = (5, 10)
"""How many years before a position is compared with."""

_BACK = 6  # years of a source that are tried before its newest is taken with what it lacks


class Standing(NamedTuple):
    """A country's partners in a year of a source, by trade: those for which the source holds the world.

    `guessed` tells of each partner's value in the country's own book whether its publisher estimated it.
    """

    country: Country
    place: Place
    trades: Mapping[Ranked, Partners]
    guessed: Mapping[Trade, Mapping[Country, bool]]

    @property
    def main(self) -> Partners:
        """Return the turnover, or the one direction that there is."""
        return self.trades.get("turnover") or next(iter(self.trades.values()))


class Lacking(NamedTuple):
    """Partners who have no row in a standing's `trade` though they had a part of it `before`, largest first.

    `trade` is the direction that lacks most; `lost` are those that lack the other country of the pair.
    """

    now: Standing
    before: Standing
    trade: Ranked
    partners: tuple[Partner, ...]
    lost: frozenset[Ranked]

    @property
    def large(self) -> tuple[Partner, ...]:
        """Return those who had a part that is not SMALL."""
        return tuple(one for one in self.partners if (one.share or 0) >= SMALL)


class Search(NamedTuple):
    """A country's newest standing (None: the book has none), and the newer ones that were passed over."""

    standing: Standing | None
    passed: tuple[Lacking, ...]


class World:
    """What a briefing asks about all countries."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows = WorldRows(desk)
        self._standings: dict[tuple[Country, Place], Standing | None] = {}
        self._searches: dict[Country, Search] = {}

    def search(self, country: Country) -> Search:
        """Return the newest year in which a source holds the world for a country of the pair.

        Both directions go before one. Figures of others than the country itself are passed over where they
        lack partners of more than LACKING of its former trade, but not beyond _BACK years of a source.
        """
        if country not in self._searches:
            self._searches[country] = self._search(country)
        return self._searches[country]

    def standing(self, country: Country, place: Place) -> Standing | None:
        """Return a country's partners in a year of a source, None where it does not hold the world."""
        key = country, place
        if key not in self._standings:
            near = self._rows.near(place)
            self._standings[key] = None if near is None else self._standing(country, place, near)
        return self._standings[key]

    def _standing(self, country: Country, place: Place, near: Frame) -> Standing | None:
        found = partners(near, self._desk.engine, country)
        trades = {one.trade: one for one in found if _holds_world(one)}
        if not trades:
            return None
        guessed = estimates(near, self._desk.engine, country)
        return Standing(
            country,
            place,
            trades,
            {trade: book for (year, trade), book in guessed.items() if year == place.year},
        )

    def before(self, now: Standing, years: int) -> Standing | None:
        """Return a country's standing some years before: of the same source, else of another one."""
        year, asked = now.place.year - years, self._desk.asked.years
        if asked and not asked[0] <= year <= asked[1]:
            return None
        sources = (now.place.source, *(one for one in self._rows.newest if one != now.place.source))
        found = (self.standing(now.country, Place(source, year)) for source in sources)
        return next((one for one in found if one is not None), None)

    def lacking(self, now: Standing) -> Lacking | None:
        """Tell which of a country's former partners others' figures do not have; None where it is little.

        Exports and imports are looked at on their own. The other country of the pair is missed from SMALL of
        a direction on. A country's own book is taken to have all partners.
        """
        before = next((one for years in BEFORE if (one := self.before(now, years))), None)
        if now.main.book is BookOf.OWN or before is None:
            return None
        ways: tuple[Ranked, ...] = ("exports", "imports")
        gone = {trade: _gone(now, before, trade) for trade in ways}
        parts = {trade: sum(one.share or 0 for one in gone[trade]) for trade in ways}
        lost = frozenset(trade for trade in ways if _part(gone[trade], self._desk.pair) >= SMALL)
        worst = max(ways, key=lambda trade: parts[trade] + (trade in lost))
        if parts[worst] <= LACKING and not lost:
            return None
        return Lacking(now, before, worst, gone[worst], lost)

    @cached_property
    def together(self) -> Place | None:
        """Return the newest year of a source that holds the world for both countries."""
        found = [self.search(country).standing for country in self._desk.pair]
        places = sorted((one.place for one in found if one), key=lambda place: -place.year)
        return next((place for place in places if self._holds_both(place)), None)

    def intensity(self, exporter: Country, importer: Country) -> Intensity | None:
        """Return the intensity of a direction in `together`; None without such a year."""
        near = None if self.together is None else self._rows.near(self.together)
        if near is None or self._totals is None:
            return None
        return intensity_among(near, self._desk.engine, self._totals, (exporter, importer), self._imported)

    @cached_property
    def goods(self) -> WorldGoods | None:
        """Return the newest year in which a source has products of the world, both countries' among them."""
        found: list[WorldGoods] = []
        for source, newest in self._rows.newest.items():
            if found and newest < found[0].year:
                break
            asked = (self._goods(Place(source, year)) for year in self._goods_years(source))
            found += [one for one in (next((one for one in asked if one), None),) if one]
            found.sort(key=lambda one: (-one.year, -len(one.goods.exporters)))
        return found[0] if found else None

    def _search(self, country: Country) -> Search:
        found: list[Standing] = []
        passed: list[Lacking] = []
        for source, newest in self._rows.newest.items():
            if any("turnover" in one.trades and one.place.year > newest for one in found):
                break
            for standing, lacking in self._of_source(country, source):
                if lacking:
                    passed.append(lacking)
                else:
                    found.append(standing)
        if not found:
            return Search(passed[0].now if passed else None, tuple(passed[:1]))
        best = max(found, key=lambda one: ("turnover" in one.trades, one.place.year, len(one.main.partners)))
        return Search(best, tuple(one for one in passed if one.now.place.year > best.place.year))

    def _of_source(self, country: Country, source: str) -> Iterator[tuple[Standing, Lacking | None]]:
        """Yield a source's standings, the newest first, to the first that lacks little."""
        tried = 0
        for year in self._years(source, country):
            standing = self.standing(country, Place(source, year))
            if standing is None:
                continue
            lacking = self.lacking(standing)
            yield standing, lacking
            tried += 1
            if lacking is None or tried > _BACK:
                return

    def _years(self, source: str, country: Country) -> Iterator[int]:
        """Yield the newest year of a source, then the others in which it may hold the world for a country."""
        newest = self._rows.newest[source]
        yield newest
        for year, met in self._rows.met(source, country).items():
            if year != newest and (WORLD in met.partners or len(met.partners) >= FEWEST):
                yield year

    def _goods_years(self, source: str) -> Iterator[int]:
        """Yield the newest year of a source, then the others in which it has both countries' products."""
        newest = self._rows.newest[source]
        yield newest
        one, other = (self._rows.met(source, country) for country in self._desk.pair)
        for year, met in one.items():
            if year != newest and met.products and year in other and other[year].products:
                yield year

    def _goods(self, place: Place) -> WorldGoods | None:
        """Return a year's products where enough countries have them, both of the pair among them."""
        rows, near = self._rows.of_year(place), self._rows.near(place)
        if rows is None or near is None:
            return None
        goods = choose_goods(self._rows.declared(place), place.year, self._desk.pair)
        if goods is None or not self._has_both(near, goods):
            return None
        return WorldGoods(self._desk, place.source, goods, rows, near)

    def _has_both(self, near: Frame, goods: Goods) -> bool:
        import narwhals as nw  # noqa: PLC0415  0.2 s that commands without rows do not need

        level = near.filter(of_level(goods.digits), nw.col("revision") == goods.revision)
        ends = self._desk.engine.collect(level.select("exporter", "importer").unique())
        met = {country for row in ends for country in row if is_country(country) and country != WORLD}
        enough = goods.reconciled or len(goods.exporters | goods.importers) >= FEWEST
        return enough and len(met) > FEWEST and met.issuperset(self._desk.pair)

    def _holds_both(self, place: Place) -> bool:
        """Tell whether a year holds the world for both, and lacks no more than what had to be taken."""
        for country in self._desk.pair:
            standing = self.standing(country, place)
            taken = standing == self.search(country).standing
            if standing is None or not (taken or self.lacking(standing) is None):
                return False
        return True

    @cached_property
    def _totals(self) -> Goods | None:
        """Return how all goods are declared in `together`: as totals, else as products to be added up."""
        if self.together is None:
            return None
        declared, year = self._rows.declared(self.together), self.together.year
        return total_goods(declared, year) or choose_goods(declared, year, self._desk.pair)

    @cached_property
    def _imported(self) -> dict[Country, int]:
        rows = None if self.together is None else self._rows.of_year(self.together)
        if rows is None or self._totals is None:
            return {}
        return import_totals(rows, self._desk.engine, self._totals)


def world_of(desk: Desk) -> World:
    """Return the world as the desk's book has it: one for all sections of a briefing."""
    return desk.kept("world", lambda: World(desk))


def _holds_world(found: Partners) -> bool:
    """Tell whether shares and ranks among these partners say something."""
    ranked = sum(one.rank is not None for one in found.partners)
    return (found.book is BookOf.OWN and found.world_published) or ranked >= FEWEST


def _gone(now: Standing, before: Standing, trade: Ranked) -> tuple[Partner, ...]:
    """Return the partners of a direction before who have no row in it now, the largest first.

    A direction that the source does not have at all, now or before, lacks nobody.
    """
    theirs, former = now.trades.get(trade), before.trades.get(trade)
    if theirs is None or former is None:
        return ()
    there = {one.country for one in theirs.partners}
    gone = (one for one in former.partners if one.country not in there)
    return tuple(sorted(gone, key=lambda one: -(one.share or 0)))


def _part(gone: Iterable[Partner], pair: Iterable[Country]) -> float:
    """Return the part of a direction that the countries of a pair had among those who are gone."""
    countries = set(pair)
    return sum(one.share or 0.0 for one in gone if one.country in countries)
