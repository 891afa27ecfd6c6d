"""Say a document's values in a language: the one way from an outline to words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sverka.dossier.outline import Gap, Goods, Land, Sentence, When
from sverka.dossier.words.amounts import Amounts
from sverka.dossier.words.catalog import parts, read_catalog
from sverka.dossier.words.countries import country_name
from sverka.dossier.words.methods import said_methods
from sverka.dossier.words.periods import Periods
from sverka.dossier.words.rests import rests_on
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.product import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sverka.dossier.outline import Cell
    from sverka.dossier.words.catalog import Catalog
    from sverka.sources.card import Card
    from sverka.vocabulary.country import Country, Subject
    from sverka.vocabulary.period import Period
    from sverka.vocabulary.verdict import Verdict

LANGUAGES = ("en", "ru", "kk", "be")
# Belarusian and Kazakh names of goods are rare; their readers read Russian.
_UNDATED = frozenset({"annual"})
"""Periods that name no time: a level that is promised without a date."""

_READS_TOO = {"kk": ("ru", "en"), "be": ("ru", "en"), "ru": ("en",)}


class UnknownLanguage(ValueError):
    """A document is asked for in a language that has no words."""

    def __init__(self, code: str) -> None:
        super().__init__(f"There are no words for the language “{code}”: ask for en, ru, kk or be.")


class Run(NamedTuple):
    """Words that stand together, and the figure that they say, if they say one."""

    text: str
    figure: Figure | None = None


class Words:
    """A language: implements `outline.Language`, and says all that a format shows."""

    def __init__(self, code: str, catalog: Catalog) -> None:
        from babel import Locale  # noqa: PLC0415  only a document needs CLDR

        locale = Locale.parse(code)
        self._code = code
        self._catalog = catalog
        self._amounts = Amounts(locale, catalog)
        self._periods = Periods(locale, catalog)

    @property
    def code(self) -> str:
        """Return the language's code: en, ru, kk, be."""
        return self._code

    def text(self, value: Cell) -> str:
        """Say a value in words, with the number of digits that it bears and its unit."""
        return "".join(run.text for run in self.inline(value))

    def label(self, value: Cell) -> str:
        """Say a value short, for a cell of a table: "$783 mn", "Jan–Aug 2018"; a sentence in its words."""
        return "".join(run.text for run in self.cell_runs(value))

    def runs(self, sentence: Sentence) -> tuple[Run, ...]:
        """Say a sentence, its figures apart from the words between them."""
        return tuple(self._sentence(sentence))

    def inline(self, value: Cell) -> tuple[Run, ...]:
        """Say any value, its figures apart from the words between them."""
        return tuple(self._value(value))

    def cell_runs(self, value: Cell) -> tuple[Run, ...]:
        """Say a value as `label` does, its figures apart from the words between them."""
        match value:
            case Figure():
                return (Run(self._amounts.cell(value), value),)
            case When(period):
                return (Run(self._periods.short(period)),)
        return self.inline(value)

    def say(self, key: str, /, *, count: int | None = None, **values: str) -> str:
        """Say a message that formats own by its key: "page.sources"."""
        return self.text(Sentence(key, values, count))

    def has(self, key: str) -> bool:
        """Tell whether the language has a message."""
        return self._catalog.has(key)

    def amount(self, figure: Figure) -> str:
        """Write a figure in words: "783.3 million dollars", "+12 %", "rank 3"."""
        return self._amounts.amount(figure)

    def ends(self, figure: Figure) -> tuple[str, str]:
        """Write both ends of the interval that a figure is allowed, short."""
        return self._amounts.ends(figure)

    def short(self, value: float, unit: str) -> str:
        """Write a number for a label or an axis: "$783 mn", "12 %"; the unit "+%" keeps the sign: "+12 %"."""
        return self._amounts.short(value, unit)

    def number(self, value: int) -> str:
        """Write a bare whole number."""
        return self._amounts.number(value)

    def unit(self, unit: str) -> str:
        """Name a unit for a heading: "US dollars"."""
        key = f"unit_name.{unit.removeprefix('+')}"
        return self.say(key) if self.has(key) else unit

    def period(self, period: Period) -> str:
        """Write a period: "January–August 2018", "by the end of 2030"."""
        return self._periods.words(period)

    def period_short(self, period: Period) -> str:
        """Write a period for a cell or an axis: "Jan–Aug 2018"."""
        return self._periods.short(period)

    def day(self, found: date) -> str:
        """Write a day: "4 March 2024"."""
        return self._periods.day(found)

    def country(self, code: Country) -> str:
        """Name a country or bloc in the nominative; an unknown code is returned as it is."""
        return country_name(code, self._code)

    def subject(self, subject: Subject) -> str:
        """Name what a figure is about: "Belarus – Kazakhstan", "Belarus → Kazakhstan", a country."""
        for sign, arrow in ((">", " → "), ("-", " – ")):
            if sign in subject:
                return arrow.join(self.country(code) for code in subject.split(sign))
        return self.country(subject)

    def goods(self, goods: Goods) -> str:
        """Name goods with their code: "Crude petroleum (HS 2709)"; the code alone where no name is known."""
        product = goods.product
        name = self._own_name(goods)
        if product.code == TOTAL.code:
            return self.goods_name(goods)
        family = re.match(r"[A-Z]*", product.revision)
        code = f"{family[0] if family else ''}\u00a0{product.code}".strip("\u00a0")
        return f"{name} ({code})" if name else code

    def goods_name(self, goods: Goods) -> str:
        """Name goods without their code; the code where no name is known."""
        name = self._own_name(goods)
        if goods.product.code == TOTAL.code:
            return name or self.say("goods.total")
        return name or goods.product.code

    def verdict(self, verdict: Verdict) -> str:
        """Name a verdict."""
        return self.say(f"verdict.{verdict.name.lower()}")

    def valuation(self, valuation: str) -> str:
        """Write a valuation: FOB and CIF stay as they are, the words beside them are the language's."""
        return re.sub(
            r"[a-z]+",
            lambda word: self.say(f"valuation.{word[0]}") if self.has(f"valuation.{word[0]}") else word[0],
            valuation,
        )

    def measure(self, measure: str) -> str:
        """Name a measure; one without a name is shown by its own, with spaces."""
        key = f"measure.{measure}"
        return self.say(key) if self.has(key) else measure.replace("_", " ")

    def method(self, method: str) -> str:
        """Write a figure's method; what no message says of it stays in English."""
        return said_methods(method, self._method)

    def book(self, book: Country | None) -> str:
        """Name a book: "Kazakhstan’s book", "reconciled from both books"."""
        return self.say("origin.book", country=self.country(book)) if book else self.say("origin.reconciled")

    def book_of(self, figure: Figure) -> str:
        """Name the book that a figure stands in or rests on; "" for what has none: a promise, a count."""
        rests = None if figure.book else rests_on(figure)
        if rests is not None:
            return self.text(
                Sentence(rests.key, {name: Land(code) for name, code in rests.countries.items()})
            )
        return self.book(figure.book) if figure.book or _is_reconciled(figure) else ""

    def origin_line(self, figure: Figure, cards: Mapping[str, Card] | None = None) -> str:
        """Say in one line where a figure comes from: book, valuation, period, sources, day of access.

        Of one that was read nowhere, such as a number of the question, how it was made.
        """
        found = dict.fromkeys(
            (
                self._source(origin.source, origin.cites, (cards or {}).get(origin.source)),
                self.say("origin.accessed", day=self.day(origin.accessed)),
            )
            for origin in figure.origins
        )
        lines = (
            self.book_of(figure),
            "" if figure.valuation in {"", "none"} else self.valuation(figure.valuation),
            "" if figure.period in _UNDATED else self.period_short(figure.period),
            "; ".join(" · ".join(pair) for pair in found) or self.method(figure.method),
        )
        return " · ".join(line for line in lines if line)

    def _method(self, key: str, values: Mapping[str, str]) -> str:
        ways = {
            **dict.fromkeys(("country", "partner"), self.country),
            **dict.fromkeys(("period", "other"), self.period_short),
            **dict.fromkeys(("number", "count", "years"), self._digits),
        }
        said = {name: ways[name](text) if name in ways else text for name, text in values.items()}
        return self.text(Sentence(key, said))

    def _digits(self, text: str) -> str:
        return self._amounts.number(Decimal(text))

    def _source(self, source: str, cites: str | None, card: Card | None) -> str:
        title = f"{card.publisher}, {card.title}" if card else source
        return self.say("origin.by_way_of", cited=cites, source=title) if cites else title

    def _own_name(self, goods: Goods) -> str:
        known = (goods.names.get(code) for code in (self._code, *_READS_TOO.get(self._code, ())))
        return next((name for name in known if name), "")

    def _sentence(self, sentence: Sentence) -> Iterator[Run]:
        catalog, values = self._catalog, sentence.values
        tag = "other" if sentence.count is None else self._amounts.tag(sentence.count)
        counted = {} if sentence.count is None else {"count": sentence.count}
        for part, hole in parts(catalog.form(sentence.key, tag)):
            if hole:
                yield from self._value(catalog.value(sentence.key, {**counted, **values}, part))
            else:
                yield Run(part)

    def _value(self, value: Cell) -> Iterator[Run]:
        match value:
            case Figure():
                yield Run(self.amount(value), value)
            case Sentence():
                yield from self._sentence(value)
            case Gap(reason):
                yield from self._sentence(reason)
            case _:
                yield Run(self._plain(value))

    def _plain(self, value: Land | Goods | When | int | str) -> str:
        match value:
            case Land(code):
                return self.country(code)
            case Goods():
                return self.goods(value)
            case When(period):
                return self.period(period)
            case int():
                return self.number(value)
        return value


def _is_reconciled(figure: Figure) -> bool:
    return "reconciled" in (figure.valuation, figure.measure) or "reconciled" in figure.method


@lru_cache(maxsize=len(LANGUAGES))
def language(code: str) -> Words:
    """Return the words of a language, read once; raise UnknownLanguage for one that has none."""
    if code not in LANGUAGES:
        raise UnknownLanguage(code)
    return Words(code, read_catalog(code))
