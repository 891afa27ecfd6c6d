"""What lies on the desk of a briefing: trade in goods, and no input-output tables."""

from pathlib import Path

from tests.dossier.sections.small_books import Posted, desk_of
from tests.fictional.pair import FLOWS
from tests.models.equilibrium.pair.books import post_tables

from sverka.dossier.world_rows import WorldRows
from sverka.ledger import open_ledger


def test_input_output_tables_are_no_trade_in_goods(tmp_path: Path) -> None:
    """Their flows are inputs, services among them: in no level, rank or share of what customs count."""
    book = tmp_path / "book"
    post_tables(book)
    with open_ledger(book) as ledger:
        assert "oecd_icio" in ledger.sources()
    with desk_of(book, Posted("2027-01-01", FLOWS)) as desk:
        assert "oecd_icio" in desk.cards
        assert list(desk.sources) == list(desk.held) == ["almanac"]
        assert {flow.origin.source for flow in desk.flows} == {"almanac"}
        assert desk.goods is None
        assert set(WorldRows(desk).newest) == {"almanac"}
