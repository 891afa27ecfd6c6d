"""The page of 4 March 2024: what the issue expects of it, read from the shared file."""

from datetime import date
from pathlib import Path

import pytest

from sverka.claims import read_claims
from sverka.vocabulary.claim import Kind, Modality
from sverka.vocabulary.statement import LineLabel, Reading

SEED = Path(__file__).parents[2].parent / "shared" / "claims" / "seed.txt"


@pytest.fixture(scope="module")
def reading() -> Reading:
    if not SEED.exists():
        pytest.skip("the shared folder with claims/seed.txt is not beside this checkout")
    return read_claims(SEED.read_text(encoding="utf-8"), date(2024, 3, 4))


def test_the_billion_is_a_level_by_lukashenko_with_no_period_of_its_own(reading: Reading) -> None:
    (level,) = [c for c in reading.claims if c.kind is Kind.LEVEL]
    assert (level.text, level.value, level.subject, level.period) == ("миллиард", 1e9, "BLR-KAZ", "now")
    assert level.speaker == "Александр Лукашенко"
    assert level.currency is None


def test_a_forecast_says_that_the_billion_will_be_exceeded(reading: Reading) -> None:
    (forecast,) = [c for c in reading.claims if c.kind is Kind.TARGET]
    assert (forecast.modality, forecast.hedge, forecast.value) == (Modality.FORECAST, "more_than", 1e9)
    assert forecast.period is None


def test_the_visit_is_planned_for_the_third_quarter(reading: Reading) -> None:
    (event,) = [c for c in reading.claims if c.kind is Kind.EVENT]
    assert (event.event, event.who) == ("official_visit", "Касым-Жомарт Токаев")
    assert (event.place, event.period) == ("BLR", "2024-07-01..2024-09-30")


def test_fifty_five_firms_are_seventeen_joint_and_thirty_eight_foreign(reading: Reading) -> None:
    counts = [c for c in reading.claims if c.kind is Kind.COUNT]
    assert [(c.value, c.noun, c.country) for c in counts] == [
        (55, "firms:KAZ_capital", "BLR"),
        (17, "jv:KAZ_capital", "BLR"),
        (38, "foreign:KAZ_capital", "BLR"),
        (170, "distribution_entities:BLR", "KAZ"),
    ]
    assert counts[3].hedge == "more_than"
    (breakdown,) = [c for c in reading.claims if c.kind is Kind.BREAKDOWN]
    assert breakdown.check == "sum_ok"


def test_quotes_are_lukashenkos(reading: Reading) -> None:
    quotes = [c for c in reading.claims if c.kind is Kind.QUOTE]
    assert [c.speaker for c in quotes] == ["Александр Лукашенко"] * 2


def test_the_page_says_that_it_has_the_story_from_belta(reading: Reading) -> None:
    assert reading.statement.source == "БЕЛТА"


def test_goods_carry_their_headings(reading: Reading) -> None:
    named = {goods.text: [p.code for p in goods.products] for goods in reading.products}
    assert named["комбайнов"] == ["8433"]
    assert named["тракторов"] == ["8701"]
    assert named["лифтов"] == ["8428.10"]
    assert "8705.30" in named["пожарной и аварийно-спасательной техники"]
    assert {p.revision for goods in reading.products for p in goods.products} == {"HS2022"}


def test_nothing_comes_from_the_teasers(reading: Reading) -> None:
    furniture = [line for line in reading.lines if line.label is LineLabel.FURNITURE]
    assert len(furniture) == 12
    assert all(c.end is not None and c.end < furniture[0].start for c in reading.claims)
    assert all(goods.end < furniture[0].start for goods in reading.products)


def test_the_teasers_do_not_date_the_page() -> None:
    if not SEED.exists():
        pytest.skip("the shared folder with claims/seed.txt is not beside this checkout")
    undated = read_claims(SEED.read_text(encoding="utf-8"))
    assert undated.statement.said_on is None
    assert [f.check for f in undated.findings] == ["date"]
