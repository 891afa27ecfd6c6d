"""Of which years a country has its own figures of the pair, and how years are written together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.measures.declared_years import ESTIMATED
from sverka.sources.countries import existed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sverka.dossier.desk import Desk
    from sverka.vocabulary.country import Country
    from sverka.vocabulary.figure import Figure
    from sverka.vocabulary.flow import Flow


_FIRST = 1900  # before any book


def is_own(flow: Flow) -> bool:
    """Tell whether a country stands behind a figure: neither reconciled nor estimated by the publisher."""
    return flow.reporter is not None and not flow.flag.startswith(ESTIMATED)


def own_flows(desk: Desk, country: Country) -> dict[int, tuple[Flow, ...]]:
    """Return a country's own figures of the pair's totals by year, in order; months count as their year."""
    return _by_year(flow for flow in desk.flows if flow.reporter == country and is_own(flow))


def reconciled_flows(desk: Desk) -> dict[int, tuple[Flow, ...]]:
    """Return third parties' figures of the pair's totals by year, in order."""
    return _by_year(flow for flow in desk.flows if flow.reporter is None)


def used_flows(desk: Desk) -> tuple[Flow, ...]:
    """Return the flow that each total in a country's book was read from: of several the one accessed last."""
    return tuple(_used_by_key(desk).values())


def _used_by_key(desk: Desk) -> dict[tuple[str | None, str, str], Flow]:
    found: dict[tuple[str | None, str, str], Flow] = {}
    for flow in desk.flows:
        key = flow.reporter, flow.subject, flow.period
        if flow.reporter is not None and (key not in found or _newness(flow) > _newness(found[key])):
            found[key] = flow
    return found


def is_own_level(desk: Desk, figure: Figure) -> bool:
    """Tell whether a country declared a level: each direction of a turnover, none filled in by the publisher.

    A reconciled level is nobody's own.
    """
    ways = desk.subjects if figure.subject == desk.pair.subject else (figure.subject,)
    used = desk.kept("the flow that each total is read from", lambda: _used_by_key(desk))
    flows = (used.get((figure.book, way, figure.period)) for way in ways)
    return all(flow is not None and is_own(flow) for flow in flows)


def is_gone(desk: Desk, country: Country) -> bool:
    """Tell whether a country that the pair's figures know has ceased to exist: it cannot be asked."""
    years = {int(flow.period[:4]) for flow in desk.flows}
    today = desk.asked.today.year
    return any(existed(country, year) for year in years) and not existed(country, today)


def last_year(desk: Desk) -> int:
    """Return the last whole year of which both countries can have figures: before either ceased."""
    year = desk.asked.today.year - 1
    gone = [country for country in desk.pair if is_gone(desk, country)]
    while gone and year > _FIRST and not all(existed(country, year) for country in gone):
        year -= 1
    return year


def year_runs(years: Iterable[int]) -> str:
    """Write years in order as runs, alike in every language: "1992–2020, 2024"."""
    known = sorted(set(years))
    starts = [year for year in known if year - 1 not in known]
    ends = [year for year in known if year + 1 not in known]
    return ", ".join(
        str(first) if first == last else f"{first}–{last}" for first, last in zip(starts, ends, strict=True)
    )


def _by_year(flows: Iterable[Flow]) -> dict[int, tuple[Flow, ...]]:
    found: dict[int, list[Flow]] = {}
    for flow in flows:
        found.setdefault(int(flow.period[:4]), []).append(flow)
    return {year: tuple(found[year]) for year in sorted(found)}


def _newness(flow: Flow) -> tuple[date, str]:
    return flow.origin.accessed, flow.origin.source
