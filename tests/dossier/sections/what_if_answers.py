"""Answers made by hand, as the models give them: the figures can be told apart and added up."""

from datetime import date

from msgspec.structs import replace

from sverka.models.equilibrium.pair.answer import (
    Beside,
    Change,
    Declared,
    Diversion,
    Effect,
    Estimate,
    Flow,
    Growing,
    Lever,
    Model,
    Outcome,
    SectorFlow,
    Setting,
    Target,
    WhatIf,
)
from sverka.models.equilibrium.pair.limit_kinds import FailedDraws
from sverka.vocabulary.origin import Origin

BOTH = (("BLR", "KAZ"), ("KAZ", "BLR"))
TABLES = Origin(
    source="almanac", snapshot="a" * 64, place="tables of 2022", licence="CC0-1.0", accessed=date(2026, 1, 2)
)
TRADE = Origin(
    source="almanac", snapshot="b" * 64, place="row 7", licence="CC0-1.0", accessed=date(2026, 1, 2)
)

SETTING = Setting(
    model=Model.SECTORS,
    baseline="tables of 2022, final goods like inputs",
    source="almanac",
    year=2022,
    countries=80,
    sectors=50,
    closure="deficits held",
    elasticities="5.03 for all",
    error="20 %, assumed",
    draws=98,
    failed=2,
    level=0.95,
    seed=0,
    origins=(TABLES,),
    findings=(FailedDraws.of(2, "no equilibrium"),),
    final_goods="like inputs",
    closure_name="held",
    elasticity_set="head-mayer",
    error_part=0.2,
    error_assumed=True,
    counts="goods",
)


def _flow(exporter: str, importer: str, before: float, after: float) -> Flow:
    low, high = before + 0.7 * (after - before), before + 1.4 * (after - before)
    growth = [100 * (end / before - 1) for end in (after, low, high)]
    return Flow(
        exporter=exporter,
        importer=importer,
        before=before,
        after=Estimate(after, low, high),
        growth=Estimate(*growth),
    )


def _sector(code: str, exporter: str, importer: str, before: float, after: float) -> SectorFlow:
    return SectorFlow(sector=code, exporter=exporter, importer=importer, before=before, after=after)


def _effect(country: str, percent: float, dollars: float) -> Effect:
    return Effect(
        country=country,
        real_income=Estimate(percent, percent - abs(percent) / 2, percent + abs(percent) / 2),
        income_usd=dollars,
        exports_usd=-dollars / 4,
    )


WHAT_IF = WhatIf(
    pair=("BLR", "KAZ"),
    change=Change(routes=BOTH, sectors=("C28",), named=("machinery",), percent=Estimate(-10.0)),
    flows=(_flow("BLR", "KAZ", 800e6, 1000e6), _flow("KAZ", "BLR", 200e6, 210e6)),
    turnover=_flow("BLR", "KAZ", 1000e6, 1210e6),
    partial=1250e6,
    sectors=(
        _sector("C28", "BLR", "KAZ", 300e6, 520e6),
        _sector("G", "BLR", "KAZ", 90e6, 30e6),
        _sector("C10T12", "BLR", "KAZ", 400e6, 380e6),
        _sector("C28", "KAZ", "BLR", 20e6, 32e6),
        _sector("C20", "KAZ", "BLR", 180e6, 178e6),
    ),
    effects=(
        _effect("BLR", 0.123, 90e6),
        _effect("KAZ", 0.057, 120e6),
        _effect("CHN", 0.0002, 30e6),
        _effect("USA", -0.0004, -1e6),
        _effect("RUS", -0.0016, -25e6),
    ),
    diversions=(
        Diversion(importer="KAZ", seller="BLR", before=800e6, change=200e6),
        Diversion(importer="KAZ", seller="RUS", before=9e9, change=-80e6),
        Diversion(importer="KAZ", seller="KAZ", before=90e9, change=-60e6),
        Diversion(importer="BLR", seller="KAZ", before=200e6, change=10e6),
        Diversion(importer="BLR", seller="RUS", before=20e9, change=-4e6),
    ),
    setting=SETTING,
)

ONE_SECTOR = replace(
    WHAT_IF,
    change=Change(routes=BOTH[:1], percent=Estimate(-4.4, -6.0, -3.1), like="rta"),
    sectors=(),
    setting=replace(
        SETTING,
        model=Model.ONE,
        countries=180,
        sectors=1,
        final_goods="",
        closure_name="ratio",
        elasticity_set="mine.csv",
        error_part=None,
        error_assumed=False,
        failed=0,
        findings=(),
    ),
)


def _declared(reporter: str | None, turnover: float, best: float | None) -> Declared:
    return Declared(
        reporter=reporter,
        method="as declared" if reporter else "weighted",
        year=2024,
        turnover=turnover,
        factor=2e9 / turnover,
        a_year=100 * ((2e9 / turnover) ** (1 / 6) - 1),
        best=best,
        best_years=(2015, 2021) if best else None,
        origins=(TRADE,),
    )


DECLARED = (_declared("BLR", 1.0e9, 12.0), _declared("KAZ", 0.8e9, None), _declared(None, 0.9e9, 10.0))

TARGET = Target(
    pair=("BLR", "KAZ"),
    what="turnover",
    routes=BOTH,
    named=("machinery",),
    wanted=2e9,
    by=2030,
    declared=DECLARED,
    against=DECLARED[2],
    growing=Growing(factor=1.3, basis="projected sizes of both", origins=(TABLES,)),
    scaled=1.71,
    outcome=Outcome.REACHED,
    reached=1.71,
    levers=(
        Lever(
            name="all",
            routes=BOTH,
            sectors=("C28",),
            percent=Estimate(-17.0, -24.0, -13.0),
            partial=-16.2,
            bounds=(-80.0, 400.0),
        ),
    ),
    beside=(
        Beside(
            name="rta",
            effect=Estimate(35.0, 20.0, 52.0),
            times=Estimate(1.8, 1.2, 2.9),
            sure=True,
            years=None,
            source="almanac",
        ),
        Beside(
            name="contiguity",
            effect=Estimate(2.0, -8.0, 13.0),
            times=None,
            sure=False,
            years=None,
            source="almanac",
        ),
        Beside(
            name="past",
            effect=Estimate(40.0, 10.0, 80.0),
            times=Estimate(1.6, 0.9, 5.0),
            sure=True,
            years=(2010, 2020),
            source="almanac",
        ),
    ),
    beside_lacks=None,
    after=WHAT_IF,
    asked_on=date(2026, 11, 23),
)
