"""The trade of an input-output table in whole dollars, as flows and facts."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from sverka.vocabulary.country import Country
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Dollars = npt.NDArray[np.int64]
    """Whole US dollars."""


class Trade(NamedTuple):
    """What countries buy from each other for one use.

    `dollars[i, s, j]`: sold by industry s of country i to country j. `use` is empty for intermediate use.
    """

    countries: tuple[Country, ...]
    industries: tuple[str, ...]
    use: str
    dollars: "Dollars"


class Stated(NamedTuple):
    """Where and when a table was published: what its flows and facts share."""

    year: str
    edition: str
    origin: Origin


def flows_of(trade: Trade, stated: Stated) -> Iterator[Flow]:
    """Yield each flow that is not zero; domestic ones, from a country to itself, are among them."""
    revision = f"{stated.edition}/{trade.use}" if trade.use else stated.edition
    products = [Product(industry, revision) for industry in trade.industries]
    for i, s, j in zip(*(found.tolist() for found in trade.dollars.nonzero()), strict=True):
        dollars = int(trade.dollars[i, s, j])
        exporter, importer = trade.countries[i], trade.countries[j]
        place = (
            f"rows {exporter}_{trade.industries[s]}, columns {importer}{f'_{trade.use}' * bool(trade.use)}"
        )
        yield Flow(
            exporter=exporter,
            importer=importer,
            reporter=None,
            product=products[s],
            period=stated.year,
            valuation=Valuation.BASIC,
            value=dollars,
            value_usd=dollars,
            flag="estimated",
            origin=msgspec.structs.replace(stated.origin, place=place),
        )


def facts_of(
    name: str, countries: tuple[Country, ...], details: tuple[str, ...], dollars: "Dollars", stated: Stated
) -> Iterator[Fact]:
    """Yield a fact in US dollars for each country and detail, zeros included; `dollars[detail, country]`."""
    for d, detail in enumerate(details):
        for c, country in enumerate(countries):
            yield Fact(
                name=name,
                country=country,
                detail=detail,
                period=stated.year,
                value=float(dollars[d, c]),
                unit="USD",
                origin=msgspec.structs.replace(stated.origin, place=f"{name}, {country}_{detail}"),
            )


def uses_of(
    countries: tuple[Country, ...], industries: tuple[str, ...], dollars: "Dollars", stated: Stated
) -> Iterator[Fact]:
    """Yield "intermediate_use" of each country: `detail` "A01>C10T12" is what food makers buy from farming.

    `dollars[s, u, c]`: bought by industry u of country c from industry s of all countries. Zeros are left
    out: an industry buys nothing where there is no fact.
    """
    for s, u, c in zip(*(found.tolist() for found in dollars.nonzero()), strict=True):
        detail = f"{industries[s]}>{industries[u]}"
        yield Fact(
            name="intermediate_use",
            country=countries[c],
            detail=detail,
            period=stated.year,
            value=float(dollars[s, u, c]),
            unit="USD",
            origin=msgspec.structs.replace(
                stated.origin, place=f"column {countries[c]}_{industries[u]}, rows of {industries[s]}"
            ),
        )
