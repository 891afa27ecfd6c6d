"""Rows of the product history of Arland and Bedia, written short."""

from typing import Any

from hypothesis import strategies as st

from sverka.measures.matched_lines import Comparison
from sverka.measures.product_history import ProductYear

OUT = Comparison("ARL", "BED", "ARL", 2017, 2018)
"""Arland's exports to Bedia in its own book, 2017 and 2018."""

CODES = ("010121", "010129", "080810", "270900", "854150")


def held(
    year: int,
    product: str,
    value: int | None,
    quantity: int | None = None,
    unit: str | None = "kg",
    **fields: Any,  # noqa: ANN401
) -> ProductYear:
    """Declare a product in a year, FOB by the exporter, CIF by the importer: 2017, "010121", 80.

    Arland declares its exports to Bedia where no `subject` and `reporter` are given.
    """
    reporter = fields.pop("reporter", "ARL")
    exporter, importer = fields.pop("subject", "ARL>BED").split(">")
    valuation = "reconciled" if not reporter else "FOB" if reporter == exporter else "CIF"
    given: dict[str, Any] = {
        "exporter": exporter,
        "importer": importer,
        "reporter": reporter,
        "valuation": valuation,
        "revision": "HS2017",
        "year": year,
        "product": product,
        "value_usd": value,
        "quantity": quantity,
        "quantity_unit": unit if quantity is not None else None,
        "flag": "reported",
        "year_usd": 0,
        "part": None,
    }
    return ProductYear(**(given | fields))


values = st.one_of(st.none(), st.just(0), st.integers(1, 9), st.integers(0, 10**12))
"""A row's value: none, zero, small, large."""

mappings = st.dictionaries(st.sampled_from(CODES), values)
"""Dollars by product."""

histories = st.lists(
    st.builds(
        held,
        st.sampled_from((2017, 2018)),
        st.sampled_from(CODES),
        values,
        st.one_of(st.none(), st.integers(0, 10**9)),
        st.sampled_from(("kg", "l")),
    ),
    unique_by=lambda row: (row.year, row.product),
)
"""Arland's exports to Bedia in two years: lines come, go, lack a value or a quantity, change the unit."""
