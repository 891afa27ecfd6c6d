"""Partners' shares and ranks in the trade of Arland (ARL), worked out by hand."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.measures.rows import Row, frame_of, said, tables

from sverka.ledger.engine import FrameEngine
from sverka.measures.declarants import BookOf, Trade
from sverka.measures.position import Partners, estimates, partners, position

HORSES = "010121"


def of_arland(engine: FrameEngine, folder: Path, *rows: Row) -> dict[str, Partners]:
    found = partners(frame_of(engine, folder, rows), engine, "ARL")
    assert len({(one.year, one.trade) for one in found}) == len(found)
    return {one.trade: one for one in found}


OWN = (
    said("ARL>BED", "ARL", 50),
    said("ARL>CED", "ARL", 30),
    said("ARL>DOV", "ARL", 20),
    said("BED>ARL", "ARL", 10),
    said("CED>ARL", "ARL", 90),
)


def test_shares_and_ranks_in_the_countrys_own_book(engine: FrameEngine, folder: Path) -> None:
    found = of_arland(engine, folder, *OWN)
    bedia = {trade: position(theirs, "BED") for trade, theirs in found.items()}
    assert {trade: (one.share, one.rank, one.of) for trade, one in bedia.items()} == {
        "exports": (0.5, 1, 3),
        "imports": (0.1, 2, 2),
        "turnover": (0.3, 2, 3),
    }
    turnover = bedia["turnover"]
    assert [(one.country, one.value_usd, one.rank) for one in turnover.above] == [("CED", 120, 1)]
    assert (turnover.value_usd, turnover.world_usd, turnover.world_published) == (60, 200, False)


def test_the_world_total_that_the_country_publishes_is_what_shares_are_of(
    engine: FrameEngine, folder: Path
) -> None:
    found = of_arland(engine, folder, *OWN, said("ARL>WLD", "ARL", 200))
    exports = found["exports"]
    assert (exports.world_usd, exports.world_published, exports.partners_usd) == (200, True, 100)
    assert position(exports, "BED").share == 0.25
    turnover = found["turnover"]
    assert (turnover.world_usd, turnover.world_published) == (200, False), "imports have no world total"


def test_a_world_total_below_one_partners_value_is_not_used_and_that_is_a_finding(
    engine: FrameEngine, folder: Path
) -> None:
    found = of_arland(engine, folder, *OWN, said("ARL>WLD", "ARL", 40), said("WLD>ARL", "ARL", 100))
    exports, imports, turnover = found["exports"], found["imports"], found["turnover"]
    assert (exports.world_usd, exports.world_published, exports.contradicted_usd) == (100, False, 40)
    assert position(exports, "BED").share == 0.5, "50 of 40 would be 125 %"
    assert exports.finding is not None
    assert "the published world total of exports is less than one partner's value" in exports.finding.message
    assert exports.finding.evidence == ("WLD 40", "BED 50")
    assert imports.world_published
    assert imports.finding is None
    assert (turnover.world_usd, turnover.world_published) == (200, False), "40 is in no total of both"


def test_whose_values_the_publisher_estimated(engine: FrameEngine, folder: Path) -> None:
    rows = (
        said("ARL>BED", "ARL", 50, flag="estimated, note 3"),
        said("ARL>CED", "ARL", 30),
        said("BED>ARL", "ARL", 10),
        said("CED>ARL", "ARL", 7, HORSES, flag="estimated"),
        said("CED>ARL", "ARL", 3, "010129", flag="estimated"),
        said("DOV>ARL", "ARL", 7, HORSES, flag="estimated"),
        said("DOV>ARL", "ARL", 3, "010129"),
        said("DOV>ARL", "DOV", 9, flag="estimated"),
        said("ELM>ARL", "ARL", 9),
        said("ELM>ARL", "ARL", 9, HORSES, flag="estimated"),
        said("ARL>BED", "ARL", 50, period="2018"),
    )
    found = estimates(frame_of(engine, folder, rows), engine, "ARL")
    assert found == {
        (2017, Trade.EXPORTS): {"BED": True, "CED": False},
        (2017, Trade.IMPORTS): {"BED": False, "CED": True, "DOV": False, "ELM": False},
        (2018, Trade.EXPORTS): {"BED": False},
    }


def test_a_world_of_some_products_is_no_world_total(engine: FrameEngine, folder: Path) -> None:
    found = of_arland(engine, folder, *OWN, said("ARL>WLD", "ARL", 7, HORSES))
    assert (found["exports"].world_usd, found["exports"].world_published) == (100, False)


def test_the_partners_books_stand_for_a_silent_country(engine: FrameEngine, folder: Path) -> None:
    found = of_arland(
        engine,
        folder,
        said("ARL>BED", "BED", 60),
        said("ARL>CED", "CED", 40),
        said("BED>ARL", "BED", 9),
    )
    assert {trade: (one.book, one.world_usd) for trade, one in found.items()} == {
        "exports": (BookOf.PARTNERS, 100),
        "imports": (BookOf.PARTNERS, 9),
        "turnover": (BookOf.PARTNERS, 109),
    }


def test_a_turnover_does_not_mix_books(engine: FrameEngine, folder: Path) -> None:
    """Arland declares exports only; its partners declare both directions."""
    found = of_arland(
        engine, folder, said("ARL>BED", "ARL", 50), said("ARL>BED", "BED", 60), said("BED>ARL", "BED", 9)
    )
    assert (found["exports"].book, found["exports"].world_usd) == (BookOf.OWN, 50)
    assert (found["turnover"].book, found["turnover"].world_usd) == (BookOf.PARTNERS, 69)
    assert "turnover" not in of_arland(engine, folder, said("ARL>BED", "ARL", 50))


def test_products_are_added_where_there_is_no_published_total(engine: FrameEngine, folder: Path) -> None:
    exports = of_arland(
        engine,
        folder,
        said("ARL>BED", "ARL", 60, HORSES),
        said("ARL>BED", "ARL", 39, "010129"),
        said("ARL>BED", "ARL", 100, "01"),
        said("ARL>CED", "ARL", 300),
        said("ARL>CED", "ARL", 299, HORSES),
    )["exports"]
    assert [(one.country, one.value_usd, one.published) for one in exports.partners] == [
        ("CED", 300, True),
        ("BED", 99, False),
    ]
    assert exports.mixed


def test_a_third_partys_flows_are_told_apart(engine: FrameEngine, folder: Path) -> None:
    (found,) = of_arland(engine, folder, said("ARL>BED", "", 85)).values()
    assert found.book is BookOf.RECONCILED


def test_equal_partners_share_a_rank_and_areas_have_none(engine: FrameEngine, folder: Path) -> None:
    exports = of_arland(
        engine,
        folder,
        said("ARL>BED", "ARL", 40),
        said("ARL>CED", "ARL", 40),
        said("ARL>DOV", "ARL", 10),
        said("ARL>ELM", "ARL", 0),
        said("ARL>899", "ARL", 110),
    )["exports"]
    assert [(one.country, one.rank) for one in exports.partners] == [
        ("899", None),
        ("BED", 1),
        ("CED", 1),
        ("DOV", 3),
        ("ELM", None),
    ]
    assert position(exports, "DOV").share == 0.05
    assert position(exports, "DOV").of == 3


def test_no_trade_with_a_partner_has_no_rank(engine: FrameEngine, folder: Path) -> None:
    found = position(of_arland(engine, folder, *OWN)["imports"], "DOV")
    assert (found.value_usd, found.share, found.rank, found.above, found.of) == (None, None, None, (), 2)


def test_nothing_is_said_of_nothing(engine: FrameEngine, folder: Path) -> None:
    assert of_arland(engine, folder, said("BED>CED", "BED", 5)) == {}
    assert of_arland(engine, folder, said("ARL>BED", "ARL", None)) == {}
    zero = of_arland(engine, folder, said("ARL>BED", "ARL", 0))["exports"]
    assert (zero.world_usd, zero.partners[0].share) == (0, None)


def test_years_come_one_after_the_other(engine: FrameEngine, folder: Path) -> None:
    rows = [said("ARL>BED", "ARL", 5, period=str(year)) for year in (2018, 2017)]
    found = partners(frame_of(engine, folder, rows), engine, "ARL")
    assert [one.year for one in found] == [2017, 2018]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_shares_of_the_sum_over_partners_add_up_to_one(
    engine: FrameEngine, folder: Path, rows: list[Row]
) -> None:
    for theirs in partners(frame_of(engine, folder, rows), engine, "ARL"):
        shares = [one.share for one in theirs.partners if one.share is not None]
        if not theirs.world_published and theirs.world_usd:
            assert sum(shares) == pytest.approx(1)
        assert all(0 <= share <= 1 for share in shares)
        ranks = [one.rank for one in theirs.partners if one.rank is not None]
        assert ranks == sorted(ranks)


_OTHER = {"ARL": "ZET", "BED": "YON", "CED": "BED", "WLD": "WLD", "": ""}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
def test_other_names_for_the_countries_change_nothing(
    engine: FrameEngine, folder: Path, rows: list[Row]
) -> None:
    renamed = [
        row._replace(
            exporter=_OTHER[row.exporter], importer=_OTHER[row.importer], reporter=_OTHER[row.reporter]
        )
        for row in rows
    ]
    before = partners(frame_of(engine, folder, rows), engine, "ARL")
    after = partners(frame_of(engine, folder, renamed), engine, "ZET")

    def told(theirs: Partners) -> tuple[object, ...]:
        ranked = sorted((one.rank or 0, one.value_usd) for one in theirs.partners)
        return theirs.year, theirs.trade, theirs.book, theirs.world_usd, ranked

    assert [told(one) for one in before] == [told(one) for one in after]
