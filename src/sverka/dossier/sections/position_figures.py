"""Figures about a country's partners: shares, ranks and numbers, with whose declarations they are."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence, When
from sverka.dossier.sections.goods_figures import WHOLE, About, GoodsFigures
from sverka.measures.concentration import concentration
from sverka.measures.declarants import BookOf, Trade
from sverka.vocabulary.country import goods_flow, pair_of
from sverka.vocabulary.interval import Interval

if TYPE_CHECKING:
    from sverka.dossier.desk import Desk
    from sverka.dossier.outline import Value
    from sverka.dossier.world import Standing
    from sverka.measures.position import Partner, Partners, Ranked
    from sverka.vocabulary.country import Country, Subject
    from sverka.vocabulary.figure import Figure

TRADES: tuple[Ranked, ...] = ("turnover", "exports", "imports")


class Guess(Enum):
    """How much of a value in a country's own book its publisher estimated: a turnover may be so in part."""

    NONE = "none"
    PART = "part"
    ALL = "all"


class ByPartners(About):
    """What figures are about that the partners of a silent country declare."""

    __slots__ = ()

    @property
    def method(self) -> str:
        """Say who declared it."""
        return "as the partners declare it"


class Estimated(About):
    """What figures are about that the publisher put into a country's book."""

    __slots__ = ()

    @property
    def method(self) -> str:
        """Say that nobody declared it."""
        return "estimated by the publisher: the country did not declare it"


class EstimatedInPart(About):
    """What figures are about that a country declared in part, its publisher estimating the rest."""

    __slots__ = ()

    @property
    def method(self) -> str:
        """Say who declared a part of it."""
        return f"as declared by {self.reporter}, in part estimated by the publisher"


def about_book(subject: Subject, country: Country, book: BookOf, valuation: str, year: int) -> About:
    """Tell what figures of a kind of book are about; a reporter stands only for a country's own."""
    if book is BookOf.PARTNERS:
        return ByPartners(subject, "", valuation, (year,))
    reconciled = book is BookOf.RECONCILED
    return About(subject, "" if reconciled else country, "reconciled" if reconciled else valuation, (year,))


def book_words(book: BookOf) -> Sentence:
    """Name a kind of book."""
    if book is BookOf.OWN:
        return Sentence("position.book_own")
    return Sentence("position.book_partners" if book is BookOf.PARTNERS else "position.book_reconciled")


def source_words(desk: Desk, source: str) -> str:
    """Name a source by its publisher and title."""
    return f"{desk.cards[source].publisher}, {desk.cards[source].title}"


class PartnerFigures:
    """Makes figures of one standing."""

    def __init__(self, desk: Desk, standing: Standing) -> None:
        self.standing = standing
        self._make = GoodsFigures(desk, standing.place.source)

    def partner(self, trade: Ranked, country: Country) -> Partner | None:
        """Return a partner's row, None where the book has none."""
        found = self.standing.trades.get(trade)
        return next((one for one in found.partners if one.country == country), None) if found else None

    def guess(self, trade: Ranked, partner: Country | None) -> Guess:
        """Tell how much of a partner's value the publisher estimated; of all partners' for None."""
        theirs = self.standing.trades[trade]
        if theirs.book is not BookOf.OWN:
            return Guess.NONE
        ways = tuple(Trade) if trade == "turnover" else (Trade(trade),)
        books = [self.standing.guessed.get(way, {}) for way in ways]
        codes = [partner] if partner else [one.country for one in theirs.partners]
        marks = [book[code] for book in books for code in codes if code in book]
        if not any(marks):
            return Guess.NONE
        return Guess.ALL if all(marks) else Guess.PART

    def is_declared(self, trade: Ranked, partner: Country) -> bool:
        """Tell whether no part of a partner's value is an estimate; also where the book has no row of it."""
        return trade not in self.standing.trades or self.guess(trade, partner) is Guess.NONE

    def level(self, trade: Ranked, one: Partner) -> Figure:
        """Make a partner's value: a published total is one of the turnover section's, a sum is not."""
        about, what = self._about(trade, one.country), f"all goods ({trade})"
        allowed = self._make.around(one.value_usd)
        measure = trade if one.published else "level"
        return self._make.figure(measure, one.value_usd, "USD", about, what=what, allowed=allowed)

    def share(self, trade: Ranked, one: Partner) -> Figure | None:
        """Make a partner's share in percent, None of nothing."""
        whole = self.standing.trades[trade].world_usd
        if not whole:
            return None
        about, what = self._about(trade, one.country), f"part of {self._whole(trade)}"
        return self._make.part(one.value_usd, whole, about, what)

    def rank(self, trade: Ranked, one: Partner) -> Figure | None:
        """Make a partner's rank, None for an area that is no country."""
        if one.rank is None:
            return None
        return self._exact("rank", one.rank, "rank", self._about(trade, one.country), trade)

    def number(self, trade: Ranked) -> Figure:
        """Make the number of countries that are ranked."""
        ranked = sum(one.rank is not None for one in self.standing.trades[trade].partners)
        return self._exact("partners", ranked, "countries", self._about(trade, None), trade)

    def estimated(self, trade: Ranked) -> tuple[Figure, Figure] | None:
        """Make the number of ranked countries with estimated values, and their share; None without any."""
        theirs = self.standing.trades[trade]
        ranked = [one for one in theirs.partners if one.rank is not None]
        guessed = [one for one in ranked if not self.is_declared(trade, one.country)]
        if not guessed or not theirs.world_usd:
            return None
        about = self._about(trade, None)
        what = f"part of {self._whole(trade)}"
        share = self._make.part(sum(one.value_usd for one in guessed), theirs.world_usd, about, what)
        exact, told = Interval(len(guessed), len(guessed)), f"countries with an estimated value ({trade})"
        number = self._make.figure("partners", len(guessed), "countries", about, what=told, allowed=exact)
        return number, share

    def moved(self, trade: Ranked, now: Partner, before: Standing) -> Figure | None:
        """Make the change of a share in percentage points; only within one source and kind of book."""
        former = before.trades.get(trade)
        old = next((one for one in former.partners if one.country == now.country), None) if former else None
        theirs = self.standing.trades[trade]
        alike = before.place.source == self.standing.place.source and former and former.book is theirs.book
        if not alike or old is None or now.share is None or old.share is None:
            return None
        value = WHOLE * (now.share - old.share)
        slack = 2 * self._make.usual * WHOLE * (now.share + old.share)
        about = self._about(trade, now.country)
        about = about._replace(years=(before.place.year, self.standing.place.year))
        what = f"change from {before.place.year} of the part of {self._whole(trade)}"
        allowed = Interval(value - slack, value + slack)
        return self._make.figure("share", value, "points", about, what=what, allowed=allowed)

    def spread(self, trade: Ranked) -> Figure | None:
        """Make the number of equally large partners that would be as concentrated."""
        values = {one.country: one.value_usd for one in self.standing.trades[trade].partners}
        found = concentration(values)
        if found is None:
            return None
        tilt = self._make.tilt**2
        bounds = Interval(found.effective * tilt, min(found.lines, found.effective / tilt))
        what = f"1 / Herfindahl index, partners: {found.lines} ({trade})"
        about = self._about(trade, None)
        return self._make.figure(
            "concentration", found.effective, "countries", about, what=what, allowed=bounds
        )

    def said(self, trade: Ranked, partner: Country) -> dict[str, Value]:
        """Say whose trade with a partner it is, when, and in whose book."""
        one = self.standing
        return {
            "country": Land(one.country),
            "period": When(str(one.place.year)),
            "book": self.book(trade, partner),
        }

    def book(self, trade: Ranked, partner: Country) -> Sentence:
        """Name the book that a partner's value stands in, the publisher's estimate where it is one.

        Where there is no row of the partner it is the book of all others.
        """
        there = self.partner(trade, partner) is not None
        guess = self.guess(trade, partner if there else None)
        if guess is Guess.PART and not there:
            guess = Guess.NONE
        if guess is Guess.NONE:
            return book_words(self.standing.trades[trade].book)
        return Sentence("position.book_estimated" if guess is Guess.ALL else "position.book_part")

    def named(self, trade: Ranked, one: Partner) -> Sentence | None:
        """Name a partner with its share, told where it is an estimate; None of nothing."""
        share = self.share(trade, one)
        if share is None:
            return None
        values: dict[str, Value] = {"country": Land(one.country), "share": share}
        declared = self.is_declared(trade, one.country)
        return Sentence("position.partner_share" if declared else "position.share_estimated", values)

    def _exact(self, measure: str, value: int, unit: str, about: About, trade: Ranked) -> Figure:
        what = f"countries by value ({trade})"
        return self._make.figure(measure, value, unit, about, what=what, allowed=Interval(value, value))

    def _whole(self, trade: Ranked) -> str:
        found = self.standing.trades[trade]
        if found.world_published:
            return f"the published total ({trade})"
        return f"the sum over partners: {len(found.partners)} ({trade})"

    def _about(self, trade: Ranked, partner: Country | None) -> About:
        country, theirs = self.standing.country, self.standing.trades[trade]
        subject = country if partner is None else _subject(trade, country, partner)
        about = about_book(subject, country, theirs.book, _valuation(theirs), self.standing.place.year)
        guess = self.guess(trade, partner)
        if guess is Guess.NONE:
            return about
        return Estimated(*about) if guess is Guess.ALL else EstimatedInPart(*about)


def _subject(trade: Ranked, country: Country, partner: Country) -> Subject:
    if trade == "turnover":
        return pair_of(country, partner).subject
    return goods_flow(country, partner) if trade == "exports" else goods_flow(partner, country)


def _valuation(theirs: Partners) -> str:
    """Write the usual valuation of a trade in a kind of book; both of a turnover, exports first."""
    trades = tuple(Trade) if theirs.trade == "turnover" else (Trade(theirs.trade),)
    own = theirs.book is BookOf.OWN
    return " + ".join((trade if own else trade.mirror).valuation.value for trade in trades)
