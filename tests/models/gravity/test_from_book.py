"""The square panel of a book, cell by cell on a book of three countries, and on real files."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.models.gravity.fictional_book import FACTS, fact, gravity_book

from sverka.ledger import Ledger, open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.gravity.book_panel import Basis, BookPanel, Declared, Domestic, Rules, Zeros
from sverka.models.gravity.from_book import NoTradeHeld, book_panel, held_years, with_domestic
from sverka.models.gravity.from_table import panel_of
from sverka.sources import card_of, read
from sverka.sources.snapshot import file_snapshot

DATA = Path(__file__).parents[3].parent / "shared" / "data"
YEARS = (2010, 2013)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with gravity_book(tmp_path / "book") as book:
        yield book


def cell(panel: BookPanel, subject: str, year: int, column: str = "trade") -> float:
    exporter, importer = subject.split(">")
    (row,) = np.flatnonzero(
        (panel.exporter == exporter) & (panel.importer == importer) & (panel.year == year)
    )
    return float((panel.trade if column == "trade" else panel.covariates[column])[row])


def basis(panel: BookPanel, subject: str, year: int) -> Basis:
    exporter, importer = subject.split(">")
    rows = (panel.exporter == exporter) & (panel.importer == importer) & (panel.year == year)
    return Basis(int(panel.flags[rows][0]))


def test_the_panel_is_square_and_its_rows_can_be_reshaped(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=YEARS)
    assert (panel.countries, panel.years) == (("ARL", "BED", "CED"), (2010, 2011, 2012, 2013))
    assert panel.shape == (3, 3, 4)
    assert all(len(column) == 36 for column in panel.to_table().values())
    assert panel.trade.reshape(panel.shape)[0, 1, 0] == 60e6
    assert set(panel.exporter.reshape(panel.shape)[1].ravel()) == {"BED"}
    assert list(panel.year.reshape(panel.shape)[2, 0]) == [2010, 2011, 2012, 2013]
    assert panel.source == "almanac"


@pytest.mark.parametrize(
    ("declared", "both", "exporter_alone", "with_estimate"),
    [
        (Declared.IMPORTER_FIRST, 60e6, 20e6, 6e6),
        (Declared.EXPORTER_FIRST, 55e6, 20e6, 6e6),
        (Declared.IMPORTER, 60e6, None, 7e6),
        (Declared.EXPORTER, 55e6, 20e6, 6e6),
    ],
)
def test_whose_declaration_counts_is_a_rule_with_a_name(
    ledger: Ledger, declared: Declared, both: float, exporter_alone: float | None, with_estimate: float
) -> None:
    panel = book_panel(ledger, years=YEARS, rules=Rules(declared=declared))
    assert cell(panel, "ARL>BED", 2010) == both
    expected = float("nan") if exporter_alone is None else exporter_alone
    assert cell(panel, "ARL>CED", 2010) == pytest.approx(expected, nan_ok=True)
    assert cell(panel, "BED>ARL", 2011) == with_estimate


def test_every_cell_says_what_it_rests_on(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=YEARS, rules=Rules(declared=Declared.IMPORTER))
    assert basis(panel, "ARL>BED", 2010) is Basis.IMPORTER
    assert basis(panel, "BED>ARL", 2011) is Basis.IMPORTER_ESTIMATED
    assert basis(panel, "ARL>CED", 2010) is Basis.MISSING
    usual = book_panel(ledger, years=YEARS)
    assert basis(usual, "ARL>CED", 2010) is Basis.EXPORTER
    assert set(usual.to_table()["flag"]) == {"missing", "importer", "exporter"}
    assert sum(usual.counts.values()) == 36


def test_missing_is_not_zero_and_a_published_zero_is(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=YEARS)
    assert cell(panel, "ARL>BED", 2011) == 0
    assert panel.zeros == 1
    for subject, year in (("BED>ARL", 2010), ("CED>BED", 2010), ("ARL>BED", 2012)):
        assert np.isnan(cell(panel, subject, year)), (subject, year)


def test_a_pair_that_a_published_book_leaves_out_is_zero_only_by_assumption(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=YEARS, rules=Rules(zeros=Zeros.ABSENT))
    assert (cell(panel, "CED>BED", 2010), basis(panel, "CED>BED", 2010)) == (0, Basis.ASSUMED_ZERO)
    assert cell(panel, "CED>BED", 2011) == 0
    # Bedia sells to nobody in 2010 in anybody's book, and of 2012 there is no book at all.
    assert np.isnan(cell(panel, "BED>ARL", 2010))
    assert np.isnan(cell(panel, "ARL>BED", 2012))
    # Cedia declares nothing, and Bedia no exports of 2010: between them nothing is known.
    assert np.isnan(cell(panel, "BED>CED", 2010))
    assert np.isnan(cell(panel, "CED>CED", 2010))
    assert not np.isnan(cell(panel, "ARL>BED", 2010))


def test_domestic_trade_is_the_books_and_constructed_only_on_request(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=YEARS)
    assert cell(panel, "BED>BED", 2010) == 300e6
    assert np.isnan(cell(panel, "ARL>ARL", 2010))
    assert panel.domestic == "1 country-years from the book"
    made = book_panel(ledger, years=YEARS, rules=Rules(domestic=Domestic.CONSTRUCTED))
    assert cell(made, "BED>BED", 2010) == 300e6
    assert (cell(made, "ARL>ARL", 2010), basis(made, "ARL>ARL", 2010)) == (920e6, Basis.CONSTRUCTED)
    assert np.isnan(cell(made, "ARL>ARL", 2011)), "exports of 90 exceed a GDP of 70"
    assert made.domestic == "1 country-years from the book; 1 constructed as GDP minus exports"
    told = [finding.message for finding in made.findings if finding.check == "domestic trade"]
    assert told[0].startswith("1 country-years export more than their GDP")
    assert told[1].startswith("9 country-years have no GDP or no exports in the book")


@pytest.mark.parametrize("zeros", Zeros)
def test_domestic_trade_added_later_is_that_of_a_panel_made_with_it(ledger: Ledger, zeros: Zeros) -> None:
    made = book_panel(ledger, years=YEARS, rules=Rules(zeros=zeros, domestic=Domestic.CONSTRUCTED))
    panel = book_panel(ledger, years=YEARS, rules=Rules(zeros=zeros))
    added = with_domestic(panel)
    assert (added.rules, added.findings, added.domestic) == (made.rules, made.findings, made.domestic)
    for name, values in made.to_table().items():
        np.testing.assert_array_equal(values, added.to_table()[name], name)
    assert basis(panel, "ARL>ARL", 2010) is Basis.MISSING, "the panel itself stays as it was"
    assert with_domestic(made) is made


def test_columns_that_nobody_asks_for_are_not_read(ledger: Ledger) -> None:
    whole = book_panel(ledger, years=YEARS)
    few = book_panel(ledger, years=YEARS, columns=("ln_distance", "trade_sanction"))
    assert set(few.covariates) == {"ln_distance", "trade_sanction"}
    for name, values in few.covariates.items():
        np.testing.assert_array_equal(values, whole.covariates[name], name)
    assert [one.name for one in few.columns] == ["distance", "trade_sanction"]
    told, everything = (
        {one.about for one in panel.findings if one.check == "covariates"} for panel in (few, whole)
    )
    assert told == {"CED"}
    assert {"rta", "colony", "BED, CED"} <= everything
    np.testing.assert_array_equal(few.trade, whole.trade)
    assert "colony" in whole.covariates


def test_constructed_domestic_trade_reads_gdp_and_nothing_else(ledger: Ledger) -> None:
    rules = Rules(domestic=Domestic.CONSTRUCTED)
    whole, bare = (book_panel(ledger, years=YEARS, rules=rules, columns=named) for named in (None, ()))
    np.testing.assert_array_equal(bare.trade, whole.trade)
    assert set(bare.covariates) == {"gdp_exporter", "gdp_importer"}
    assert [one.fact for one in bare.columns] == ["gdp"]
    assert {one.source for one in bare.origins} == {"almanac", "covariates"}
    nothing = book_panel(ledger, years=YEARS, columns=())
    assert (nothing.covariates, nothing.columns) == ({}, ())
    with pytest.raises(KeyError, match="gdp_exporter"):
        with_domestic(nothing)


def test_gdp_is_no_domestic_trade_where_no_exports_are_known(tmp_path: Path) -> None:
    gdp = (fact("gdp", "CED", "2012", value=50e6), fact("gdp", "CED", "2010", value=50e6))
    with gravity_book(tmp_path / "book", facts=gdp) as ledger:
        panel = book_panel(ledger, years=YEARS, rules=Rules(domestic=Domestic.CONSTRUCTED))
    assert cell(panel, "CED>CED", 2010) == 45e6, "Arland declares 5 from Cedia"
    assert np.isnan(cell(panel, "CED>CED", 2012))


def test_an_agreement_holds_from_entry_into_force_to_its_end_and_is_unknown_after_the_list(
    ledger: Ledger,
) -> None:
    panel = book_panel(ledger, years=YEARS)
    for subject in ("ARL>BED", "BED>ARL"):
        assert [cell(panel, subject, year, "rta") for year in (2010, 2011, 2012)] == [0, 1, 1]
    assert cell(panel, "ARL>CED", 2012, "rta") == 0, "signed, and never known to be in force"
    assert np.isnan(cell(panel, "ARL>BED", 2013, "rta"))
    messages = [finding.message for finding in panel.findings]
    assert "“rta” is missing after 2012, the last year of its publisher's list." in messages
    assert any(text.startswith("1 pairs signed agreements") for text in messages)


def test_a_sanction_counts_for_the_pair_and_a_ban_on_exports_for_these_exports(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=YEARS)
    for subject in ("ARL>BED", "BED>ARL"):
        assert [cell(panel, subject, year, "sanction") for year in range(2010, 2014)] == [1, 1, 0, 0]
    assert [cell(panel, "ARL>BED", year, "trade_sanction") for year in range(2010, 2014)] == [1, 1, 0, 0]
    assert [cell(panel, "BED>ARL", year, "trade_sanction") for year in range(2010, 2014)] == [0, 0, 0, 0]
    assert cell(panel, "BED>CED", 2013, "sanction") == 1
    assert cell(panel, "BED>CED", 2013, "trade_sanction") == 0


def test_distances_and_gdp_stand_in_every_year_and_name_where_they_lack(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=YEARS)
    assert cell(panel, "ARL>BED", 2012, "distance") == 500
    assert cell(panel, "ARL>BED", 2012, "ln_distance") == pytest.approx(np.log(500))
    assert np.isnan(cell(panel, "ARL>CED", 2010, "distance"))
    assert cell(panel, "ARL>CED", 2011, "gdp_exporter") == 70e6
    assert cell(panel, "CED>ARL", 2010, "ln_gdp_importer") == pytest.approx(np.log(1000e6))
    lacks = {finding.message: finding.about for finding in panel.findings if finding.check == "covariates"}
    told = "distance: missing of 1 countries altogether; their rows are left out where a formula asks for it."
    assert lacks[told] == "CED"
    assert "The book has no fact “colonial_link” of these countries: “colony” is missing throughout." in lacks


def test_every_column_and_the_trade_name_their_origins(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=YEARS)
    known = {column.name: column.origin for column in panel.columns}
    assert known["rta"] is not None
    assert known["rta"].cites == "Almanac of agreement"
    assert known["colony"] is None
    assert {one.source for one in panel.origins} == {"almanac", "covariates"}


def test_countries_may_be_chosen_and_the_world_is_none(ledger: Ledger) -> None:
    panel = book_panel(ledger, years=(2010, 2010), countries=("CED", "ARL", "WIL"))
    assert panel.countries == ("ARL", "CED", "WIL")
    assert cell(panel, "ARL>CED", 2010) == 20e6
    assert np.isnan(panel.trade[panel.exporter == "WIL"]).all()


def test_a_book_without_covariates_says_so(tmp_path: Path) -> None:
    with gravity_book(tmp_path / "book", facts=()) as ledger:
        panel = book_panel(ledger, years=YEARS)
    assert all(np.isnan(values).all() for values in panel.covariates.values())
    assert sum("is missing throughout" in finding.message for finding in panel.findings) == 9


def test_the_engine_that_is_given_yields_the_same(ledger: Ledger, tmp_path: Path) -> None:
    engine = start_engine(EngineName.DUCKDB, tmp_path / "book")
    one, other = book_panel(ledger, years=YEARS), book_panel(ledger, years=YEARS, engine=engine)
    engine.close()
    for name, values in one.to_table().items():
        np.testing.assert_array_equal(values, other.to_table()[name], err_msg=name)


def test_years_without_flows_are_refused_with_what_there_is(ledger: Ledger) -> None:
    told = r"no yearly flows between countries in 1990–1995; it has flows of almanac\. Ask for other years"
    with pytest.raises(NoTradeHeld, match=told):
        book_panel(ledger, years=(1990, 1995))
    with pytest.raises(NoTradeHeld, match=r"no yearly flows of almanac between countries in 1990–1995"):
        book_panel(ledger, years=(1990, 1995), source="almanac")
    with pytest.raises(NoTradeHeld, match=r"2013–2010"):
        book_panel(ledger, years=(2013, 2010))


def test_the_years_that_a_book_holds(ledger: Ledger) -> None:
    assert held_years(ledger) == (2010, 2013)
    assert held_years(ledger, since=2011) == (2011, 2013)
    assert held_years(ledger, since=2020) == (2010, 2013)


def test_the_table_of_a_panel_can_be_laid_out_for_an_estimate(ledger: Ledger) -> None:
    panel = panel_of(book_panel(ledger, years=YEARS).to_table(), ("rta", "distance"))
    assert panel.trade.shape == (3, 4, 3)
    assert panel.count == 8
    assert panel.known.all()
    assert np.isnan(panel.regressors[1, 0, 0, 2]), "the distance to Cedia"


def test_the_facts_are_expanded_as_they_stand() -> None:
    assert len({(one.name, one.country, one.partner, one.period) for one in FACTS}) == len(FACTS)


@pytest.mark.skipif(not DATA.exists(), reason="the publishers' files are not here")
def test_the_year_2015_of_real_files(tmp_path: Path) -> None:
    files = {
        "un_comtrade": ["comtrade_totals_2015/comtrade_total_2015_legacy_columns.csv"],
        "covariates": [
            "cepii_geodist/dist_cepii.csv",
            "desta_rta_agreements/DESTA.csv",
            "gsdb_v3_sanctions/GSDB_V3.csv",
            "gdp_population_datahub/gdp.csv",
        ],
    }
    with open_ledger(tmp_path / "book", create=True) as ledger:
        for source, names in files.items():
            for name in names:
                snapshot = file_snapshot(DATA / name)
                ledger.post(read(source, snapshot), card_of(source), snapshot)
        panel = book_panel(ledger, years=(2015, 2015), rules=Rules(domestic=Domestic.CONSTRUCTED))
    assert len(panel.countries) > 200
    assert panel.counts[Basis.CONSTRUCTED] > 120
    assert cell(panel, "BLR>KAZ", 2015, "rta") == 1
    assert cell(panel, "USA>BLR", 2015, "rta") == 0
    assert cell(panel, "DEU>RUS", 2015, "trade_sanction") == 1, "the EU's ban on exports of 2014"
    assert cell(panel, "BLR>KAZ", 2015, "contiguity") == 0
    assert 2000 < cell(panel, "BLR>KAZ", 2015, "distance") < 4000
    assert cell(panel, "USA>USA", 2015) > 1e13
