"""Columns of the Parquet files of flows, in the order in which they are stored and read."""

KEY = ("exporter", "importer", "reporter", "product", "revision", "period", "valuation")
"""What makes two rows of one source the same flow."""

CONTENT = ("value", "currency", "value_usd", "rate", "quantity", "quantity_unit", "flag")
"""What a publisher revises."""

ORIGIN = ("source", "snapshot", "place", "licence", "accessed", "cites", "address")
"""Where the row was first read; another snapshot with the same content is a sighting of it."""

COLUMNS = (*KEY, *CONTENT, *ORIGIN)
"""After these a file has `posting`, the id of the posting that brought the row."""


def same(columns: tuple[str, ...], one: str, other: str) -> str:
    """Write the SQL condition that two rows agree in all `columns`, where nothing equals nothing."""
    return " AND ".join(f"{one}.{name} IS NOT DISTINCT FROM {other}.{name}" for name in columns)
