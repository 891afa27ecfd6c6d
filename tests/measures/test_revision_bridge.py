"""Groups of codes that hold the same goods in two revisions."""

from sverka.measures.revision_bridge import groups_of, no_bridge
from sverka.vocabulary.concordance import Concordance, Group

TABLES = Concordance(
    ("HS2012", "HS2017"), [("01", "01"), ("02", "03"), ("02", "04"), ("05", "04"), ("06", "07")]
)


def test_only_traded_groups_are_named_and_of_them_only_traded_codes() -> None:
    assert list(groups_of(TABLES, ["01", "05", "99"], ["01", "03", "98"])) == [
        Group(("01",), ("01",)),
        Group(("05",), ("03",)),
    ]


def test_without_tables_there_is_no_bridge() -> None:
    assert no_bridge("HS2012", "HS2017") is None
