"""How sure the page is: whether the books agree, which years rest on one of them, what is estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Land, Sentence, Value, When
from sverka.dossier.sections.joining import joined
from sverka.dossier.sections.minute_questions import widest_gap
from sverka.dossier.sections.own_years import (
    is_own,
    is_own_level,
    own_flows,
    reconciled_flows,
    used_flows,
    year_runs,
)
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval, negative, plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sverka.dossier.desk import Desk
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.flow import Flow


def sureness(desk: Desk) -> Iterator[Sentence]:
    """Yield the points that say how far the page can be relied on."""
    agreement = (*_agreement(desk), *_unexplained(desk))
    if agreement:
        yield joined(*agreement)
    rest = (*_one_book(desk), *_estimated(desk))
    if rest:
        yield joined(*rest)


def _agreement(desk: Desk) -> Iterator[Sentence]:
    """Say whether both books' turnovers agree in the newest year that both countries declare themselves."""
    books = (desk.asked.one, desk.asked.other)
    one, other = (
        {
            figure.period: figure
            for figure in desk.books.years(desk.pair.subject, book)
            if is_own_level(desk, figure)
        }
        for book in books
    )
    shared = sorted(set(one) & set(other))
    if not shared:
        return
    period = shared[-1]
    lower, higher = sorted((one[period], other[period]), key=lambda figure: figure.value)
    said: dict[str, Value] = {"period": When(period)}
    if lower.value == higher.value:
        yield Sentence("minute.same", said | {"level": higher})
        return
    said |= {"country": Land(higher.book or ""), "gap": _difference(higher, lower)}
    key = "minute.agree" if one[period].allowed.meets(other[period].allowed) else "minute.differ"
    yield Sentence(key, said)


def _difference(higher: Figure, lower: Figure) -> Figure:
    return Figure(
        measure="mirror_gap",
        subject=higher.subject,
        value=higher.value - lower.value,
        unit="USD",
        period=higher.period,
        book=None,
        valuation=higher.valuation,
        method=f"turnover declared by {higher.book} less turnover declared by {lower.book}",
        allowed=plus([higher.allowed, negative(lower.allowed)]),
        origins=higher.origins + lower.origins,
    )


def _unexplained(desk: Desk) -> Iterator[Sentence]:
    """Say how wide the widest gap of a direction is; what of it nothing explains is asked below."""
    line = widest_gap(desk)
    if line is None or line.gap is None or not line.gap.value:
        return
    values: dict[str, Value] = {"exporter": Land(line.exporter), "importer": Land(line.importer)}
    values |= {"period": When(line.period), "gap": line.gap}
    if line.rest is None:
        yield Sentence("minute.gap", values)
    else:
        yield Sentence("minute.gap_contested" if line.contested else "minute.gap_ordinary", values)


def _one_book(desk: Desk) -> Iterator[Sentence]:
    one, other = desk.asked.one, desk.asked.other
    own = {country: own_flows(desk, country) for country in (one, other)}
    for country, partner in ((one, other), (other, one)):
        alone = {year: flows for year, flows in own[country].items() if year not in own[partner]}
        if alone:
            counted = _years(desk, alone, country)
            values: dict[str, Value] = {"years": counted, "list": year_runs(alone), "country": Land(country)}
            yield Sentence("minute.one_book", values, len(alone))
    third = reconciled_flows(desk)
    only = {year: flows for year, flows in third.items() if year not in own[one] | own[other]}
    if only:
        values = {"years": _years(desk, only, None), "list": year_runs(only)}
        yield Sentence("minute.reconciled_only", values, len(only))


def _years(desk: Desk, found: Mapping[int, tuple[Flow, ...]], book: Country | None) -> Figure:
    flows = [flow for group in found.values() for flow in group]
    method = "years in which no other book has a declaration of the pair"
    return _count(desk, len(found), "years", flows, method=method, book=book)


def _estimated(desk: Desk) -> Iterator[Sentence]:
    """Count the totals in a country's book that the country did not declare."""
    told = used_flows(desk)
    filled = [flow for flow in told if not is_own(flow)]
    if filled:
        number = _count(desk, len(filled), "count", filled, method="totals marked as estimated")
        whole = _count(desk, len(told), "figures", told, method="totals in either country's book")
        yield Sentence("minute.estimated", {"number": number, "all": whole}, len(filled))


def _count(
    desk: Desk, number: int, unit: str, flows: Iterable[Flow], *, method: str, book: Country | None = None
) -> Figure:
    known = list(flows)
    years = sorted(int(flow.period[:4]) for flow in known)
    return Figure(
        measure="years" if unit == "years" else "figures",
        subject=desk.pair.subject,
        value=float(number),
        unit=unit,
        period=str(years[0]) if years[0] == years[-1] else f"{years[0]}..{years[-1]}",
        book=book,
        valuation="",
        method=method,
        allowed=Interval(number, number),
        origins=tuple(dict.fromkeys(flow.origin for flow in known)),
    )
