"""Kinds of what limits an answer: findings that carry as values what their English message says.

Commands print the message; a briefing says the same in its own language from the values.
"""

from __future__ import annotations

from enum import StrEnum

from sverka.models.equilibrium.pair.answer import Model
from sverka.vocabulary.country import Country  # noqa: TC001 - msgspec reads the fields' types
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow  # noqa: TC001  likewise

MUCH = 0.25
"""The part of what is sold from which on it limits an answer that buyers are assumed."""
FAR = 1.5
"""Times by which tables and customs may differ before it limits the answer: CIF, FOB and basic prices alone
make a fifth."""

_MILLION = 1e6


class WhyOne(StrEnum):
    """Why the tables of many sectors cannot answer."""

    NO_TABLES = "no tables"
    NOT_OF_YEAR = "no tables of the year"
    NOT_HELD = "not in the tables"


class OneSectorOnly(Finding, frozen=True, kw_only=True):
    """The model of one sector answers though nobody asked for it: the tables of `year` cannot.

    `absent` are those of the pair that they do not hold; `year` is None where there are no tables at all.
    """

    why: WhyOne
    year: int | None
    absent: tuple[Country, ...]

    @classmethod
    def of(cls, why: WhyOne, year: int | None = None, absent: tuple[Country, ...] = ()) -> OneSectorOnly:
        """Say it in English."""
        told = {
            WhyOne.NO_TABLES: "the book has no input-output tables",
            WhyOne.NOT_OF_YEAR: f"the book has no input-output tables of {year}",
            WhyOne.NOT_HELD: f"{' and '.join(absent)} {'are' if len(absent) > 1 else 'is'} not in the "
            f"input-output tables of {year}",
        }[why]
        return cls(
            check="model",
            severity=Severity.NOTE,
            about=Model.ONE.value,
            message=f"The model of one sector answers, for {told}: no sectors, no inputs, no services.",
            next_step="Post tables that hold both countries (oecd_icio) to ask by sector.",
            why=why,
            year=year,
            absent=absent,
        )


class AssumedBuyers(Finding, frozen=True, kw_only=True):
    """`part` of what the makers of these goods sell is final, and who buys that is assumed."""

    part: float

    @classmethod
    def of(cls, part: float, sectors: tuple[str, ...], final_goods: str) -> AssumedBuyers:
        """Say it in English; `final_goods` is the assumption, `sectors` are all where empty."""
        return cls(
            check="final goods",
            severity=Severity.WARNING if part > MUCH else Severity.NOTE,
            about=", ".join(sectors) or "all sectors",
            message=f"Of what the makers of these goods sell {part:.0%} is final, and who buys that is "
            f"assumed, {final_goods}. The level of a sector's trade on a route is rough, most "
            "of all that of machines and vehicles: its own growth in percent depends on it little, its "
            "weight in turnover, and with it the growth of turnover, much.",
            next_step="Post the official tables, which say who buys final goods, and choose “as published”.",
            part=part,
        )


class BesideCustoms(Finding, frozen=True, kw_only=True):
    """The tables of `year` have `tables` US dollars of goods on the route of `declared`."""

    year: int
    tables: float
    declared: Flow

    @classmethod
    def of(cls, year: int, tables: float, declared: Flow) -> BesideCustoms:
        """Say it in English."""
        exporter, importer, customs = declared.exporter, declared.importer, float(declared.value_usd)
        far = max(tables, customs) > FAR * min(tables, customs)
        who = f"{declared.reporter} declared" if declared.reporter else "a third party reconciled"
        return cls(
            check="customs",
            severity=Severity.WARNING if far else Severity.NOTE,
            about=f"{exporter}>{importer}",
            message=f"The tables of {year} have {tables / _MILLION:,.0f} million US dollars of goods "
            f"from {exporter} to {importer}; {who} {customs / _MILLION:,.0f} million in {declared.period} "
            f"({declared.origin.source}).",
            year=year,
            tables=tables,
            declared=declared,
        )


class FailedDraws(Finding, frozen=True, kw_only=True):
    """`number` draws had no answer and are in no interval."""

    number: int

    @classmethod
    def of(cls, number: int, why: str) -> FailedDraws:
        """Say it in English; `why` is what kept the first from an answer."""
        return cls(
            check="what if",
            severity=Severity.WARNING,
            about="draws",
            message=f"{number} draws had no answer and are in no interval; the first said: {why}",
            number=number,
        )


class SearchStopped(Finding, frozen=True, kw_only=True):
    """No change that reaches the goal was found, and the search did not come as far as the bounds."""

    @classmethod
    def of(cls, limit: str) -> SearchStopped:
        """Say it in English, as the search did."""
        return cls(check="target", severity=Severity.WARNING, about="bounds", message=limit)


class NegativeSales(Finding, frozen=True, kw_only=True):
    """`count` final sales are below zero and taken as zero; `part` is their sum over that of the others."""

    count: int
    part: float

    @classmethod
    def of(cls, told: Finding, count: int, part: float) -> NegativeSales:
        """Say what `told` says."""
        return cls(
            check=told.check,
            severity=told.severity,
            about=told.about,
            message=told.message,
            evidence=told.evidence,
            next_step=told.next_step,
            count=count,
            part=part,
        )


class NothingSold(Finding, frozen=True, kw_only=True):
    """The world before has nothing of what counts on a route, so that there is nothing after either."""

    exporter: Country
    importer: Country

    @classmethod
    def of(cls, exporter: Country, importer: Country, baseline: str) -> NothingSold:
        """Say it in English."""
        return cls(
            check="what if",
            severity=Severity.WARNING,
            about=f"{exporter}>{importer}",
            message=f"{exporter} sells {importer} nothing in {baseline}: zero stays zero.",
            exporter=exporter,
            importer=importer,
        )


class ServicesApart(Finding, frozen=True, kw_only=True):
    """Services that do not count, US dollars: sold by the first of the pair to the second, and `back`."""

    pair: tuple[Country, Country]
    there: float
    back: float

    @classmethod
    def of(cls, pair: tuple[Country, Country], there: float, back: float) -> ServicesApart:
        """Say it in English."""
        a, b = pair
        return cls(
            check="what if",
            severity=Severity.NOTE,
            about="services",
            message="Trade is that in goods (agriculture, mining, manufacturing). Services come on top: "
            f"{a} sells {b} {there / _MILLION:,.0f} million US dollars of them, {b} sells {a} "
            f"{back / _MILLION:,.0f} million.",
            pair=pair,
            there=there,
            back=back,
        )


class LeftOut(Finding, frozen=True, kw_only=True):
    """Countries whose domestic sales are not known or not above zero; `part` of the world's trade with them.

    The one with most trade comes first in `countries`.
    """

    countries: tuple[Country, ...]
    part: float

    @classmethod
    def of(cls, countries: tuple[Country, ...], part: float) -> LeftOut:
        """Say it in English."""
        return cls(
            check="world before",
            severity=Severity.WARNING,
            about=", ".join(sorted(countries)),
            message="Countries left out, for their domestic sales are not known or not above zero: "
            f"{len(countries)}; with them {part:.1%} of the world's trade.",
            countries=countries,
            part=part,
        )


class Untied(Finding, frozen=True, kw_only=True):
    """Countries whose trade with the others nobody states."""

    countries: tuple[Country, ...]

    @classmethod
    def of(cls, countries: tuple[Country, ...]) -> Untied:
        """Say it in English."""
        return cls(
            check="world before",
            severity=Severity.WARNING,
            about=", ".join(countries),
            message="Countries left out, for nobody states trade of theirs with the others: "
            f"{len(countries)}.",
            countries=countries,
        )


class ZeroFlows(Finding, frozen=True, kw_only=True):
    """Of the `flows` between the countries of the world before so many are `assumed` zero or `unstated`."""

    flows: int
    assumed: int
    unstated: int

    @classmethod
    def of(cls, source: str, countries: int, assumed: int, unstated: int) -> ZeroFlows:
        """Say it in English."""
        flows = countries * (countries - 1)
        return cls(
            check="world before",
            severity=Severity.NOTE,
            about=source,
            message=f"Of {flows:,} flows between the {countries} countries {assumed:,} are taken to be zero "
            f"because a country that declares its trade leaves the partner out, and {unstated:,} because "
            "nobody states them. What is zero stays zero under every change of costs.",
            flows=flows,
            assumed=assumed,
            unstated=unstated,
        )


class SmallAtHome(Finding, frozen=True, kw_only=True):
    """Domestic sales are GDP minus exports, which is too small: countries look more open than they are."""

    @classmethod
    def of(cls, source: str, domestic: str) -> SmallAtHome:
        """Say it in English; `domestic` says how many were made so."""
        return cls(
            check="world before",
            severity=Severity.NOTE,
            about=source,
            message=f"Trade with oneself: {domestic}. GDP is value added and exports are gross, so domestic "
            "sales are too small and countries look more open than they are.",
        )
