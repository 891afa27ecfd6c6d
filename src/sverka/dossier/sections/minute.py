"""The page in one minute: what changed, how sure that is, and what to ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sverka.dossier.outline import Block, Lack, Land, Paragraph, Points, Section, Sentence, Value, When
from sverka.dossier.sections.bring import comtrade
from sverka.dossier.sections.goods_figures import GoodsFigures, about_change, about_year
from sverka.dossier.sections.goods_names import called
from sverka.dossier.sections.goods_question import ask_way, source_rows
from sverka.dossier.sections.joining import joined
from sverka.dossier.sections.minute_questions import book_of, questions
from sverka.dossier.sections.minute_sureness import sureness
from sverka.dossier.sections.newest_levels import newest_levels
from sverka.dossier.sections.own_years import is_own_level
from sverka.dossier.sections.together import years_of_both
from sverka.measures.decomposition import Decomposition, decompose
from sverka.measures.known_values import known_values
from sverka.measures.matched_lines import Comparison
from sverka.vocabulary.concordance import find_concordance
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.checks.books import Book
    from sverka.dossier.desk import Desk
    from sverka.dossier.sections.goods_question import Way
    from sverka.measures.decomposition import Contribution
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.figure import Figure

ID = "minute"
_ENDS = 2  # of a change


def compose(desk: Desk) -> Section:
    """Write the section: each point has its figures, and they are those of the sections below."""
    return Section(ID, Sentence("minute.title"), tuple(_blocks(desk)))


def _blocks(desk: Desk) -> Iterator[Block]:
    groups = {"changed": tuple(_changed(desk)), "sure": tuple(sureness(desk)), "ask": tuple(questions(desk))}
    if not any(groups.values()):
        one, other = desk.asked.one, desk.asked.other
        yield Lack(Sentence("minute.nothing", {"one": Land(one), "other": Land(other)}), comtrade(desk))
    for name, points in groups.items():
        if points:
            yield Paragraph((Sentence(f"minute.{name}"),))
            yield Points(points)


def _changed(desk: Desk) -> Iterator[Sentence]:
    yield from _turnover(desk)
    yield from _balance(desk)
    yield from _goods(desk)


def _turnover(desk: Desk) -> Iterator[Sentence]:
    """Say the newest levels of each book; where neither has any, what a third party reconciled."""
    if any(flow.reporter for flow in desk.flows):
        said = (one for book in (desk.asked.one, desk.asked.other) for one in newest_levels(desk, book))
        yield joined(*said)
        return
    years = desk.books.years(desk.pair.subject, None)
    if years:
        yield Sentence("minute.reconciled", {"period": When(years[-1].period), "level": years[-1]})
        return
    for subject in desk.subjects:
        reconciled = desk.books.years(subject, None)
        if reconciled:
            yield _direction(reconciled[-1])


def _direction(figure: Figure) -> Sentence:
    exporter, importer = figure.subject.split(">")
    values: dict[str, Value] = {"exporter": Land(exporter), "importer": Land(importer)}
    values |= {"period": When(figure.period), "level": figure}
    return Sentence("minute.direction_reconciled", values)


def _balance(desk: Desk) -> Iterator[Sentence]:
    """Say who exports more, in the newest year of each book, in one sentence where the books agree."""
    own: list[Book] = [book for book in (desk.asked.one, desk.asked.other) if _is_own_newest(desk, book)]
    told = [found for book in own or [None] if (found := _surplus(desk, book))]
    if len(told) > 1 and len({(country, figure.period) for country, figure in told}) == 1:
        (country, one), (_, other) = told
        named: dict[str, Value] = {"country": Land(country), "period": When(one.period)}
        named |= {
            "balance": one,
            "book": book_of(one.book),
            "other_balance": other,
            "other": book_of(other.book),
        }
        yield Sentence("minute.surplus_both", named)
    elif told:
        yield joined(*(_surplus_said(country, figure) for country, figure in told))


def _is_own_newest(desk: Desk, book: Country) -> bool:
    years = years_of_both(desk, desk.pair.subject, book)
    return bool(years) and is_own_level(desk, years[-1])


def _surplus(desk: Desk, book: Book) -> tuple[Country, Figure] | None:
    """Return the country that exports more, and by how much, in the newest year of a book."""
    years = years_of_both(desk, desk.pair.subject, book)
    for owner in (desk.asked.one, desk.asked.other) if years else ():
        found = desk.books.balance(owner, book, years[-1].period)
        if found is not None and found.value >= 0:
            return owner, found
    return None


def _surplus_said(country: Country, figure: Figure) -> Sentence:
    values: dict[str, Value] = {
        "period": When(figure.period),
        "balance": figure,
        "book": book_of(figure.book),
    }
    if figure.allowed.low <= 0:
        return Sentence("minute.even", values)
    return Sentence("minute.surplus", values | {"country": Land(country)})


def _goods(desk: Desk) -> Iterator[Sentence]:
    """Say the largest product of both directions, and the one that grew most."""
    goods = desk.goods
    if goods is None:
        return
    one, other = desk.asked.one, desk.asked.other
    rows, make = source_rows(desk, goods), GoodsFigures(desk, goods.source)
    ways = [way for out, to in ((one, other), (other, one)) if (way := ask_way(rows, out, to))]
    said = [*_largest(desk, make, ways), *_grown(desk, make, ways)]
    if said:
        yield joined(*said)


def _largest(desk: Desk, make: GoodsFigures, ways: list[Way]) -> Iterator[Sentence]:
    found = [
        (dollars, code, way) for way in ways for code, dollars in known_values(way.main.values).values.items()
    ]
    dollars, code, way = max(found, key=lambda one: (one[0], one[1], one[2].subject), default=(0, "", None))
    if way is None or not dollars:
        return
    whole, about = sum(known_values(way.main.values).values.values()), about_year(way.main)
    what = f"{way.main.revision} {code}"
    values: dict[str, Value] = {"product": called(desk, Product(code, way.main.revision))}
    values |= _way(way) | {"period": When(str(way.year))}
    values |= {"level": make.level(dollars, about, what), "share": make.part(dollars, whole, about, what)}
    yield Sentence("minute.largest" if len(ways) > 1 else "minute.largest_one_way", values)


def _grown(desk: Desk, make: GoodsFigures, ways: list[Way]) -> Iterator[Sentence]:
    """Say which product grew most between the newest year and the one before it that the book has."""
    grown = [(way, *found) for way in ways if (found := _most_grown(desk, way))]
    if not grown:
        return
    way, compared, line = max(grown, key=lambda one: one[2].change_usd)
    about = about_change(compared.basis)
    change = make.change(line.before_usd, line.after_usd, about, f"{line.revision} {line.product}")
    first, *others = line.product.split("+")
    product: Value = called(desk, Product(first, line.revision))
    if others:
        product = Sentence("minute.group", {"product": product, "number": len(others)})
    years = {"before": When(str(compared.basis.before)), "after": When(str(compared.basis.after))}
    yield Sentence("minute.grew", {"product": product, "change": change} | _way(way) | years)


def _most_grown(desk: Desk, way: Way) -> tuple[Decomposition, Contribution] | None:
    years = sorted({row.year for row in way.rows if row.value_usd is not None})
    if len(years) < _ENDS:
        return None
    asked = Comparison(way.exporter, way.importer, way.main.reporter, years[-2], years[-1])
    bridge = partial(find_concordance, held=desk.ledger.correspondences)
    found = decompose(way.rows, asked, bridge)
    if not isinstance(found, Decomposition):
        return None
    line = next((one for one in found.lines if one.change_usd > 0), None)
    return (found, line) if line else None


def _way(way: Way) -> dict[str, Value]:
    return {
        "exporter": Land(way.exporter),
        "importer": Land(way.importer),
        "book": book_of(way.main.reporter or None),
    }
