"""What `sverka what-if` prints, from an answer that is known by heart."""

import pytest
from msgspec.structs import replace
from tests.faces.equilibrium_answers import BOTH, CARDS, SETTING, WHAT_IF, WITHOUT_DRAWS

from sverka.faces.cli.what_if_table import headline, print_what_if
from sverka.faces.cli.what_if_words import (
    amount,
    between,
    change_words,
    fallen,
    goal_words,
    grown,
    industry_name,
    interval,
    millions,
    moved,
    places_of,
    times,
)
from sverka.models.equilibrium.pair.answer import Change, Diversion, Effect, Estimate, Model, WhatIf
from sverka.vocabulary.finding import Finding, Severity


def printed(found: WhatIf, capsys: pytest.CaptureFixture[str]) -> str:
    print_what_if(found, CARDS)
    return capsys.readouterr().out


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_the_headline_says_what_changed_and_what_becomes_of_turnover() -> None:
    assert headline(WHAT_IF) == (
        "Costs of machinery trade between Belarus and Kazakhstan 10 % lower: turnover +3.1 % (2.2 to 4.4), "
        "USD 1,056 mn → USD 1,089 mn"
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            Change(routes=BOTH[:1], percent=Estimate(5.0)),
            "Costs of all trade from Belarus to Kazakhstan 5 % higher",
        ),
        (
            Change(routes=BOTH, named=("food", "metals", "C28"), percent=Estimate(0.0), tariff=5.5),
            "Tariffs on food, metals and C28 trade between Belarus and Kazakhstan set to 5.5 %",
        ),
        (
            Change(routes=BOTH[:1], percent=Estimate(0.0), tariff=100.0),
            "Tariffs on all goods from Belarus to Kazakhstan set to 100 %",
        ),
    ],
)
def test_a_change_is_put_into_words(change: Change, told: str) -> None:
    assert change_words(change) == told


def test_a_change_as_large_as_an_effect_names_it() -> None:
    change = Change(routes=BOTH, percent=Estimate(-6.2, -9.0, -4.1), like="rta")
    assert change_words(change) == (
        "Costs of all trade between Belarus and Kazakhstan 6.2 % (4.1 to 9) lower, as large as the effect of "
        "trade agreements (rta)"
    )
    assert change_words(replace(change, like="euro")).endswith("as large as the effect of “euro”")


def test_routes_that_are_no_pair_are_named_each() -> None:
    change = Change(routes=(("BLR", "KAZ"), ("RUS", "KAZ")), percent=Estimate(-1.0))
    assert change_words(change) == (
        "Costs of all trade from Belarus to Kazakhstan; from Russia to Kazakhstan 1 % lower"
    )


def test_both_directions_industries_countries_markets_and_settings_are_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = words(printed(WHAT_IF, capsys))
    for part in (
        "many sectors with inputs from one another over 80 countries, 50 industries: the world of 2022",
        "No forecast.",
        "The pair’s trade in goods, USD mn of 2022",
        "Belarus → Kazakhstan 813.0 841.5 +3.5 % +2.4 to +5.0",
        "Kazakhstan → Belarus 243.0 247.4 +1.8 % +1.2 to +2.4",
        "Both 1,056.0 1,088.7 +3.1 % +2.2 to +4.4",
        "If only these flows reacted, prices and incomes as before: USD 1,100 mn, +4.2 %",
        "Machinery (C28) BLR → KAZ 120.0 148.0 +28.0 +23.3 %",
        "Crops and livestock (A01) KAZ → BLR 40.0 39.5 -0.5 -1.2 %",
        "Belarus +0.0210 % +0.0150 to +0.0300 +14.0 +25.0",
        "Russia -0.0020 % -0.0030 to -0.0010 -9.0 -8.0",
        "The market of Kazakhstan: who sells more and who less, USD mn",
        "its own producers 380,000 -4.0 -0.0011 %",
        "World before Inter-Country Input-Output tables of 2022, final goods bought like inputs (assumed)",
        "Deficits deficits kept as parts of the world's value added",
        "Elasticities 5.03 for every industry (Head and Mayer 2014)",
        "Their error 20 % of each elasticity, assumed",
        "95 % of 98 draws that were answered, seed 7; 2 had no answer and are in no interval",
        "[1] Inter-Country Input-Output tables",
        "Licence: CC BY 4.0. Read 1 Nov 2026, snapshot abababababababab.",
        "oecd_icio: 2 industries do not add up. ISL_C21: 1.5 %",
    ):
        assert part in text, part


def test_a_tariff_is_said_to_come_on_top_of_those_that_the_tables_do_not_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    change = Change(routes=BOTH, percent=Estimate(5.0), tariff=5.0)
    text = words(printed(replace(WHAT_IF, change=change), capsys))
    assert "hold no tariffs: 5 % is set where the model has none, so it comes on top of whatever" in text
    assert "hold no tariffs" not in printed(WHAT_IF, capsys)


def test_a_markets_own_producers_are_shown_however_little_they_sell_more_or_less(
    capsys: pytest.CaptureFixture[str],
) -> None:
    others = tuple(
        Diversion(importer="KAZ", seller=seller, before=1e9, change=change * 1e6)
        for seller, change in (("CHN", -7.0), ("DEU", -6.0), ("ITA", -5.5), ("POL", -5.0))
    )
    text = words(printed(replace(WHAT_IF, diversions=(*WHAT_IF.diversions, *others)), capsys))
    assert "its own producers 380,000 -4.0" in text
    assert "2 others 2,000 -10.5" in text
    one_less = printed(replace(WHAT_IF, diversions=(*WHAT_IF.diversions, *others[:3])), capsys)
    assert "1 other 1,000 -5.5" in words(one_less)


def test_all_of_it_fits_a_terminal_of_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert max(map(len, printed(WHAT_IF, capsys).splitlines())) <= 80


def test_without_draws_there_are_no_intervals_and_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    text = words(printed(WITHOUT_DRAWS, capsys))
    assert "10 % lower: turnover +3.1 %, USD 1,056 mn → USD 1,089 mn" in text
    assert "Belarus → Kazakhstan 813.0 841.5 +3.5 % –" in text
    assert "Intervals none: no draws were taken" in text


def test_one_sector_has_no_industries(capsys: pytest.CaptureFixture[str]) -> None:
    one = replace(WHAT_IF, sectors=(), setting=replace(SETTING, model=Model.ONE, sectors=1, countries=180))
    text = words(printed(one, capsys))
    assert "A model of one sector over 180 countries: the world of 2022" in text
    assert "Industries" not in text


def test_services_are_left_out_where_the_sums_leave_them_out(capsys: pytest.CaptureFixture[str]) -> None:
    trade = replace(WHAT_IF.sectors[0], sector="G", after=990e6)
    told = replace(WHAT_IF, sectors=(trade, *WHAT_IF.sectors))
    assert "Wholesale" not in printed(told, capsys)
    setting = replace(SETTING, counts="goods and services")
    text = printed(replace(told, setting=setting), capsys)
    assert "Wholesale" in text
    assert "The pair’s trade in goods and services, USD mn of 2022" in text


def test_industries_that_hardly_change_beside_the_first_are_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    still = replace(WHAT_IF.sectors[0], sector="C10T12", after=120.1e6)
    text = printed(replace(WHAT_IF, sectors=(*WHAT_IF.sectors, still)), capsys)
    assert "Food" not in text
    assert "others that change less: 1" in text


def test_small_industries_show_what_they_change_by(capsys: pytest.CaptureFixture[str]) -> None:
    small = replace(WHAT_IF.sectors[0], before=31e6, after=30.96e6)
    gone = replace(WHAT_IF.sectors[1], before=1800e6, after=1e3)
    text = words(printed(replace(WHAT_IF, sectors=(small,)), capsys))
    assert "BLR → KAZ 31.0 31.0 -0.040 -0.13 %" in text
    assert "KAZ → BLR 1,800.0 0.0 -1,800.0 -100.0 %" in words(
        printed(replace(WHAT_IF, sectors=(gone,)), capsys)
    )


def test_what_arithmetic_leaves_over_is_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = Estimate(1e-9, -1e-9, 2e-9)
    flows = tuple(replace(flow, growth=nothing) for flow in WHAT_IF.flows)
    still = tuple(replace(one, after=one.before + 1e-4) for one in WHAT_IF.sectors)
    quiet = replace(WHAT_IF, flows=flows, turnover=replace(WHAT_IF.turnover, growth=nothing), sectors=still)
    text = words(printed(quiet, capsys))
    assert "turnover 0.0 % (0.0 to 0.0)" in text
    assert "Industries whose trade" not in text


def test_no_country_is_shown_to_gain_or_lose_a_figure_that_rounds_to_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    calm = replace(WHAT_IF.effects[3], country="MLT", real_income=Estimate(-0.0002))
    much = replace(WHAT_IF.effects[2], country="MKD", real_income=Estimate(0.026))
    text = printed(replace(WHAT_IF, effects=(much, *WHAT_IF.effects[:2], calm)), capsys)
    assert "North Macedonia" in text
    assert "Malta" not in text


def test_the_headline_and_the_table_have_the_same_digits(capsys: pytest.CaptureFixture[str]) -> None:
    flat = replace(WHAT_IF.flows[1], growth=Estimate(-0.037, -0.041, -0.03))
    both = replace(WHAT_IF.turnover, growth=Estimate(-0.26, -0.29, -0.24))
    text = words(printed(replace(WHAT_IF, flows=(WHAT_IF.flows[0], flat), turnover=both), capsys))
    assert "turnover -0.26 % (-0.29 to -0.24)" in text
    assert "-0.26 % -0.29 to -0.24" in text
    assert "-0.04 % -0.04 to -0.03" in text


def test_costs_of_services_that_change_too_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    everything = replace(WHAT_IF, change=Change(routes=BOTH, percent=Estimate(-10.0)))
    assert "Costs of services change too: they are in what countries gain" in words(
        printed(everything, capsys)
    )
    for other in (
        WHAT_IF,
        replace(everything, setting=replace(SETTING, counts="goods and services")),
        replace(everything, setting=replace(SETTING, model=Model.ONE, sectors=1)),
        replace(everything, change=Change(routes=BOTH, percent=Estimate(5.0), tariff=5.0)),
    ):
        assert "Costs of services" not in printed(other, capsys)


def test_countries_that_feel_nothing_are_counted_only(capsys: pytest.CaptureFixture[str]) -> None:
    calm = replace(WHAT_IF.effects[2], country="GRC", real_income=Estimate(0.00001))
    text = printed(replace(WHAT_IF, effects=(*WHAT_IF.effects, calm)), capsys)
    assert "Greece" not in text
    assert "countries that gain or lose less: 1" in text


def test_why_one_sector_answers_stands_at_the_top(capsys: pytest.CaptureFixture[str]) -> None:
    told = Finding(
        check="model",
        severity=Severity.NOTE,
        about="one sector",
        message="The model of one sector answers, for the book has no tables.",
        next_step="Post oecd_icio.",
    )
    text = printed(replace(WHAT_IF, setting=replace(SETTING, findings=(told,))), capsys)
    assert text.count("The model of one sector answers") == 1
    assert text.index("Post oecd_icio.") < text.index("The pair’s trade in goods")


def test_of_many_countries_those_at_both_ends_are_shown_and_the_rest_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    others = ("ARM", "AUS", "AUT", "AZE", "BEL", "BGR", "BRA", "CAN", "CHE", "CHL", "CHN", "CZE")
    pair = WHAT_IF.effects[:2]
    effects = [
        Effect(country=code, real_income=Estimate(0.55 - 0.1 * n), income_usd=1e6, exports_usd=1e6)
        for n, code in enumerate(others)
    ]
    text = words(printed(replace(WHAT_IF, effects=(*effects[:6], *pair, *effects[6:])), capsys))
    for name, value in (("Armenia", "+0.550 %"), ("Azerbaijan", "+0.250 %"), ("Czechia", "-0.550 %")):
        assert f"{name} {value} –" in text
    assert "Belgium" not in text
    assert "countries that gain or lose less: 4, in the data (--json)" in text


def test_sellers_beyond_the_first_are_added_up(capsys: pytest.CaptureFixture[str]) -> None:
    codes = ("RUS", "CHN", "DEU", "ITA", "FRA", "POL", "LTU")
    first = WHAT_IF.diversions[0]
    sellers = tuple(
        replace(first, seller=code, before=100e6, change=-(10 - n) * 1e6) for n, code in enumerate(codes)
    )
    text = words(printed(replace(WHAT_IF, diversions=(first, *sellers)), capsys))
    assert "France" not in text
    assert "3 others 300.0 -15.0 -5.0 %" in text


def test_industries_beyond_the_first_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    text = words(printed(replace(WHAT_IF, sectors=WHAT_IF.sectors * 4), capsys))
    assert "others that change less: 4, in the data (--json)" in text


def test_what_begins_at_zero_has_no_growth(capsys: pytest.CaptureFixture[str]) -> None:
    first = replace(WHAT_IF.sectors[0], before=0.0)
    flow = replace(WHAT_IF.flows[0], before=0.0, growth=Estimate(float("nan")))
    text = words(printed(replace(WHAT_IF, sectors=(first,), flows=(flow, WHAT_IF.flows[1])), capsys))
    assert "BLR → KAZ 0.0 148.0 +148.0 –" in text
    assert "nan" not in text


def test_numbers_keep_the_digits_that_tell_them_apart() -> None:
    assert [amount(value) for value in (1e9, 1056.4e6, 12.34e6, 0.0412e6, 1234567e6)] == [
        "USD 1,000 mn",
        "USD 1,056 mn",
        "USD 12.3 mn",
        "USD 0.041 mn",
        "USD 1,235 bn",
    ]
    assert [amount(value) for value in (400.0, 0.0, 5.23e19)] == [
        "under USD 0.001 mn",
        "USD 0.000 mn",
        "USD 5.2e+19",
    ]
    assert [goal_words(value) for value in (2e9, 1.25e9, 604.1e6, 50_000, 100)] == [
        "USD 2 bn",
        "USD 1.25 bn",
        "USD 604.1 mn",
        "USD 50,000",
        "USD 100",
    ]
    assert grown(6.4e11) == "+6.4e+11 %"
    assert [times(factor) for factor in (12_706.4, 18.48, 0.52, 0.00183, 1e-12, 0.0)] == [
        "12,706 times",
        "18.48 times",
        "0.52 times",
        "0.0018 times",
        "0.000000000 times",
        "0.00 times",
    ]
    assert [grown(value) for value in (250.0, 3.14, 0.314, 0.0314, -0.00001)] == [
        "+250 %",
        "+3.1 %",
        "+0.31 %",
        "+0.031 %",
        "-0.000010 %",
    ]
    assert [places_of([value]) for value in (20_000, 20, 2, 0.2)] == [0, 1, 2, 3]
    assert millions(None) == grown(None) == "–"


def test_an_interval_across_zero_keeps_its_signs() -> None:
    across = Estimate(-1.0, -3.0, 0.8)
    assert interval(across) == between(across) == "-3.0 to +0.8"
    assert fallen(across) == "fall by 1 % (-3.0 to +0.8)"
    assert moved(Estimate(4.0, 2.0, 6.5)) == "4 % (2 to 6.5) higher"
    assert between(Estimate(3.0, 2.0, 4.0)) == "2.0 to 4.0"


def test_an_industry_that_nobody_named_keeps_its_code() -> None:
    assert (industry_name("C28"), industry_name("X99")) == ("Machinery (C28)", "X99")
