"""Constant dollars: a level of trade in US dollars of one year's purchasing power.

Unit: US dollars of the base year. Formula: V(t, b) = V(t) x P(b) / P(t), P the average consumer prices of the
United States in year t and in the base year b. Reference: International Monetary Fund, World Economic Outlook
database, series PCPI (inflation, average consumer prices, index).
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sverka.measures.missing import Missing
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import scaled

PRICES = "consumer_prices_imf"
_UNITED_STATES = "USA"
_IN_DOLLARS_OF = ", in dollars of "
COMMAND = "sverka post covariates ddf--datapoints--pcpi--by--country--year.csv"


class NoDeflator(Missing, frozen=True, kw_only=True):
    """A level that cannot be put in constant dollars; `command` posts the prices that it takes."""

    command: str


def us_prices(facts: Iterable[Fact]) -> dict[int, Fact]:
    """Return the consumer prices of the United States by year, of several publications the one read last."""
    found: dict[int, Fact] = {}
    for fact in facts:
        is_index = (fact.name, fact.country) == (PRICES, _UNITED_STATES) and (fact.value or 0) > 0
        if is_index and fact.period is not None and fact.period.isdigit():
            known = found.get(int(fact.period))
            if known is None or known.origin.accessed < fact.origin.accessed:
                found[int(fact.period)] = fact
    return found


def constant_dollars(figure: Figure, prices: Mapping[int, Fact], base: int) -> Figure | NoDeflator:
    """Return a level of a calendar year in dollars of the year `base`; `prices` are those of `us_prices`.

    Consumer prices say what the dollars would buy at home, not how the prices of the traded goods moved: this
    is purchasing power, not volume. The deflator is yearly, so months and quarters have none. It is taken as
    exact: the interval is the level's own. The publisher does not say which of its years are projections.
    """
    year = int(figure.period) if figure.period.isdigit() else None
    if year is None:
        return _missing(figure, f"consumer prices are yearly, {figure.period} is no calendar year")
    lacking = sorted({year, base} - prices.keys())
    if lacking:
        years = " and ".join(map(str, lacking))
        return _missing(
            figure, f"the book has no consumer prices of the United States for {years}{_held(prices)}"
        )
    factor = _index(prices[base]) / _index(prices[year])
    return replace(
        figure,
        measure="constant_dollars",
        value=figure.value * factor,
        method=f"{figure.method}{_IN_DOLLARS_OF}{base} by consumer prices of the United States",
        allowed=scaled(figure.allowed, factor),
        origins=tuple(dict.fromkeys((*figure.origins, prices[year].origin, prices[base].origin))),
    )


def dollars_of(figure: Figure) -> str:
    """Return the year whose dollars a figure is in, "" where they are the dollars of its own time."""
    return figure.method.partition(_IN_DOLLARS_OF)[2].partition(" ")[0]


def _index(fact: Fact) -> float:
    return fact.value or 0.0  # above 0 in what us_prices returns


def _held(prices: Mapping[int, Fact]) -> str:
    return f", only for {min(prices)} to {max(prices)}" if prices else ""


def _missing(figure: Figure, reason: str) -> NoDeflator:
    return NoDeflator(
        measure="constant_dollars",
        subject=figure.subject,
        period=figure.period,
        book=figure.book,
        reason=reason,
        command=COMMAND,
    )
