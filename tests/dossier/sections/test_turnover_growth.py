"""Growth over the years in current and constant dollars, and over the months of a year not yet whole."""

from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace
from tests.dossier.sections.book import desk, figures, prose
from tests.fictional.pair import BACK, CARD, OUT, flow, origin

from sverka.dossier.sections.turnover import compose
from sverka.ledger import open_ledger
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.fact import Fact

YEARS = [
    flow("ARL", way, str(year), 50 * 2 ** ((year - 2010) / 5))
    for year in range(2010, 2016)
    for way in (OUT, BACK)
]


def price(year: int, index: float) -> Fact:
    return Fact(
        name="consumer_prices_imf",
        country="USA",
        period=str(year),
        value=index,
        unit="index",
        origin=origin(f"prices of {year}"),
    )


def test_five_years_that_double_are_fifteen_percent_a_year(tmp_path: Path) -> None:
    with desk(tmp_path, YEARS, ()) as found:
        said = prose(compose(found))
    # 2 to the power of 1/5 is 1.1487; the usual revisions of 2 % leave half a percent either way.
    assert "ARL, 2010–2015: +14.9 % a year in the dollars of each year." in said
    assert (
        "Growth in constant dollars needs the consumer prices of the United States, which this book has not."
        in said
    )


def test_prices_that_doubled_too_leave_no_real_growth(tmp_path: Path) -> None:
    with open_ledger(tmp_path, create=True) as ledger:
        facts = [price(2010, 50), price(2015, 100)]
        prices = replace(CARD, id="prices")
        ledger.post(
            Batch(
                source="prices",
                facts=[replace(one, origin=replace(one.origin, source="prices")) for one in facts],
            ),
            prices,
            None,
            posted_at=datetime(2015, 1, 1, tzinfo=UTC),
        )
    with desk(tmp_path, YEARS, ()) as found:
        section = compose(found)
    assert any("0 % a year in dollars of 2015" in one for one in prose(section))
    real = [
        one for one in figures(section) if one.measure == "compound_growth" and "dollars of" in one.method
    ]
    assert {origin.source for one in real for origin in one.origins} == {CARD.id, "prices"}


def test_months_of_the_running_year_stand_beside_the_same_months_before(tmp_path: Path) -> None:
    months = [
        flow("ARL", way, f"{year}-01..{year}-08", millions)
        for year, millions in ((2015, 40), (2016, 50))
        for way in (OUT, BACK)
    ]
    with desk(tmp_path, [*YEARS, *months], ()) as found:
        said = prose(compose(found))
    assert any(
        one.startswith(
            "ARL, January–August 2016: 100 million dollars; on the same months of the year before +25"
        )
        for one in said
    )


def test_two_near_years_get_no_growth_a_year(tmp_path: Path) -> None:
    with desk(tmp_path, YEARS[:4], ()) as found:
        assert not [one for one in figures(compose(found)) if one.measure == "compound_growth"]
