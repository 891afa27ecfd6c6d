"""Answers about Belarus and Kazakhstan written by hand, small enough to know by heart."""

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
from sverka.sources import card_of
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.origin import Origin

CARDS = {"oecd_icio": card_of("oecd_icio")}
BOTH = (("BLR", "KAZ"), ("KAZ", "BLR"))
ORIGIN = Origin(
    source="oecd_icio", snapshot="ab" * 32, place="flows", licence="CC BY 4.0", accessed=date(2026, 11, 1)
)
FINDING = Finding(
    check="adding up",
    severity=Severity.WARNING,
    about="oecd_icio",
    message="2 industries do not add up.",
    evidence=("ISL_C21: 1.5 %",),
)
SETTING = Setting(
    model=Model.SECTORS,
    baseline="Inter-Country Input-Output tables of 2022, final goods bought like inputs (assumed)",
    source="oecd_icio",
    year=2022,
    countries=80,
    sectors=50,
    closure="deficits kept as parts of the world's value added",
    elasticities="5.03 for every industry (Head and Mayer 2014)",
    error="20 % of each elasticity, assumed",
    draws=98,
    failed=2,
    level=0.95,
    seed=7,
    origins=(ORIGIN,),
    findings=(FINDING,),
)


def _flow(exporter: str, importer: str, before: float, growth: Estimate) -> Flow:
    after = Estimate(*(_after(before, end) for end in (growth.value, growth.low, growth.high)))  # type: ignore[arg-type]
    return Flow(exporter=exporter, importer=importer, before=before, after=after, growth=growth)


def _after(before: float, growth: float | None) -> float | None:
    return None if growth is None else before * (1 + growth / 100)


WHAT_IF = WhatIf(
    pair=("BLR", "KAZ"),
    change=Change(routes=BOTH, sectors=("C28",), named=("machinery",), percent=Estimate(-10.0)),
    flows=(
        _flow("BLR", "KAZ", 813e6, Estimate(3.5, 2.4, 5.0)),
        _flow("KAZ", "BLR", 243e6, Estimate(1.8, 1.2, 2.4)),
    ),
    turnover=_flow("BLR", "KAZ", 1056e6, Estimate(3.1, 2.2, 4.4)),
    partial=1100e6,
    sectors=(
        SectorFlow(sector="C28", exporter="BLR", importer="KAZ", before=120e6, after=148e6),
        SectorFlow(sector="C28", exporter="KAZ", importer="BLR", before=6e6, after=9e6),
        SectorFlow(sector="A01", exporter="KAZ", importer="BLR", before=40e6, after=39.5e6),
    ),
    effects=(
        Effect(country="BLR", real_income=Estimate(0.021, 0.015, 0.03), income_usd=14e6, exports_usd=25e6),
        Effect(country="KAZ", real_income=Estimate(0.012, 0.008, 0.02), income_usd=26e6, exports_usd=4e6),
        Effect(country="UZB", real_income=Estimate(0.001, 0.0, 0.002), income_usd=0.8e6, exports_usd=0.2e6),
        Effect(country="CHN", real_income=Estimate(-0.0005), income_usd=-3e6, exports_usd=-6e6),
        Effect(
            country="RUS", real_income=Estimate(-0.002, -0.003, -0.001), income_usd=-9e6, exports_usd=-8e6
        ),
    ),
    diversions=(
        Diversion(importer="KAZ", seller="BLR", before=813e6, change=28e6),
        Diversion(importer="KAZ", seller="RUS", before=15e9, change=-9e6),
        Diversion(importer="KAZ", seller="KAZ", before=380e9, change=-4e6),
        Diversion(importer="BLR", seller="KAZ", before=243e6, change=4.4e6),
        Diversion(importer="BLR", seller="RUS", before=20e9, change=-2e6),
    ),
    setting=SETTING,
)
WITHOUT_DRAWS = replace(
    WHAT_IF,
    flows=tuple(
        replace(flow, after=Estimate(flow.after.value), growth=Estimate(flow.growth.value))
        for flow in WHAT_IF.flows
    ),
    turnover=_flow("BLR", "KAZ", 1056e6, Estimate(3.1)),
    setting=replace(SETTING, draws=0, failed=0),
)

KAZ_DECLARES = Declared(
    reporter="KAZ",
    method="importer's and exporter's own figures",
    year=2020,
    turnover=730e6,
    factor=2000 / 730,
    a_year=10.6,
    best=31.0,
    best_years=(2002, 2012),
    origins=(ORIGIN,),
)
BLR_DECLARES = replace(KAZ_DECLARES, reporter="BLR", turnover=869e6, factor=2000 / 869, a_year=8.7)
RECONCILED = replace(
    KAZ_DECLARES, reporter=None, method="BACI's steps", turnover=800e6, factor=2.5, a_year=9.6, best=None,
    best_years=None,
)  # fmt: skip
LEVER = Lever(
    name="costs of all trade of the pair",
    routes=BOTH,
    sectors=(),
    percent=Estimate(-9.8, -15.2, -7.1),
    partial=-9.1,
    bounds=(-80.0, 400.0),
)
RTA = Beside(
    name="rta",
    effect=Estimate(38.0, 20.0, 58.0),
    times=Estimate(2.1, 1.4, 3.9),
    sure=True,
    years=None,
    source="three-way PPML on imf_dots, 1992–2020",
)
PAST = Beside(
    name="past", effect=Estimate(24.0), times=Estimate(3.2), sure=True, years=(2000, 2020), source="imf_dots"
)
BORDER = Beside(
    name="contiguity", effect=Estimate(3.0, -9.0, 16.0), times=None, sure=False, years=None, source="imf_dots"
)
TARGET = Target(
    pair=("BLR", "KAZ"),
    what="turnover",
    routes=BOTH,
    named=(),
    wanted=2e9,
    by=2030,
    declared=(BLR_DECLARES, KAZ_DECLARES, RECONCILED),
    against=RECONCILED,
    growing=Growing(factor=1.25, basis="both countries’ GDP as projected", origins=(ORIGIN,)),
    scaled=2.0,
    outcome=Outcome.REACHED,
    reached=2.0,
    levers=(LEVER,),
    beside=(RTA, BORDER, PAST),
    beside_lacks=None,
    after=replace(WHAT_IF, change=Change(routes=BOTH, percent=Estimate(-9.8, -15.2, -7.1))),
    asked_on=date(2026, 11, 23),
)
NO_SUCH_CHANGE = replace(
    TARGET,
    outcome=Outcome.NO_SUCH_CHANGE,
    reached=1.4,
    levers=(replace(LEVER, percent=Estimate(-50.0), partial=None, bounds=(-50.0, 400.0)),),
    beside=(),
    beside_lacks="the book's panel has no agreements; post DESTA: sverka post covariates PATH",
)
ALREADY = replace(
    TARGET,
    outcome=Outcome.ALREADY,
    wanted=9e8,
    scaled=0.9,
    reached=1.0,
    levers=(),
    beside=(),
    after=None,
)
