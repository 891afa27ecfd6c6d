"""What the book keeps in Parquet files: flows, facts, correspondences; a table's shape for each.

No part of a key is ever missing: what does not apply, the reporter of a reconciled flow say, is "".
"""

from collections.abc import Mapping
from typing import NamedTuple

ORIGIN = ("source", "snapshot", "place", "line", "licence", "accessed", "cites", "address")
"""Where a row was first read; another snapshot with the same content is a sighting of it.

`line` is the row's number in a table, NULL where `place` says it all.
"""

_ORIGIN_TYPES = {"line": "BIGINT", "accessed": "DATE"}
_ORIGIN_JSON = {"line": "NULL::BIGINT", **{name: f"origin.{name}" for name in ORIGIN if name != "line"}}


class Kind(NamedTuple):
    """Columns of one kind of row.

    `key` makes two rows of one source the same, `content` is what a publisher revises; `order` is how
    files are sorted. `types` gives SQL types other than VARCHAR, `default` what a column holds that a
    table leaves out (nothing, if it is not named), `json` where a column stands in an object written as
    JSON, `year` the SQL of the year that a row is filed under, `rules` the SQL condition of rows that
    cannot be posted by reason.
    """

    name: str
    key: tuple[str, ...]
    content: tuple[str, ...]
    order: tuple[str, ...]
    types: Mapping[str, str]
    default: Mapping[str, str | float]
    json: Mapping[str, str]
    year: str
    rules: Mapping[str, str]

    @property
    def dated(self) -> bool:
        """Tell whether rows have a period, and files a column `year` of it."""
        return "period" in self.key

    @property
    def columns(self) -> tuple[str, ...]:
        """List all columns; a scan adds `posting`, the id of the posting that brought the row."""
        return (*self.key, *self.content, *ORIGIN)

    def in_json(self, column: str) -> str:
        """Return where a column stands in an object written as JSON."""
        return self.json.get(column, column)

    def type_of(self, column: str) -> str:
        """Return a column's SQL type."""
        return self.types.get(column) or _ORIGIN_TYPES.get(column, "VARCHAR")


_POINT = r"\d{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_PERIOD = rf"{_POINT}(\.\.{_POINT})?"
_LEADING_YEAR = "try_cast(left(period, 4) AS INTEGER)"

FLOWS = Kind(
    name="flows",
    key=("exporter", "importer", "reporter", "product", "revision", "period", "valuation"),
    content=("value", "currency", "value_usd", "rate", "quantity", "quantity_unit", "flag"),
    order=("exporter", "importer", "revision", "product", "period", "reporter", "valuation"),
    types={"value": "BIGINT", "value_usd": "BIGINT", "quantity": "BIGINT", "rate": "DOUBLE"},
    default={
        "reporter": "",
        "product": "TOTAL",
        "revision": "",
        "currency": "USD",
        "rate": 1.0,
        "flag": "reported",
    },
    json={"product": "product.code", "revision": "product.revision", **_ORIGIN_JSON},
    year=_LEADING_YEAR,
    rules={
        "they lack exporter, importer, product, valuation or period": " OR ".join(
            f"coalesce({name}, '') = ''"
            for name in ("exporter", "importer", "product", "valuation", "period")
        ),
        "the period is not written as one": (
            f"CASE WHEN length(period) = 4 THEN {_LEADING_YEAR} IS NULL "
            f"ELSE NOT regexp_full_match(period, '{_PERIOD}') END"
        ),
        "they have no value": "value IS NULL OR value_usd IS NULL",
        "a value or quantity is negative": "value < 0 OR value_usd < 0 OR quantity < 0",
        "the rate is no positive number": "rate IS NULL OR NOT (rate > 0 AND rate < 'inf'::DOUBLE)",
    },
)

FACTS = Kind(
    name="facts",
    key=("name", "country", "partner", "detail", "period"),
    content=("value", "unit", "text"),
    order=("name", "country", "partner", "detail", "period"),
    types={"value": "DOUBLE"},
    default={"partner": "", "detail": "", "period": "", "unit": ""},
    json=_ORIGIN_JSON,
    year=f"CASE WHEN period = '' THEN 0 ELSE {_LEADING_YEAR} END",
    rules={
        "they lack a name or a country": "coalesce(name, '') = '' OR coalesce(country, '') = ''",
        "the period names no year": f"period <> '' AND {_LEADING_YEAR} IS NULL",
        "they have neither a finite value nor a text": "coalesce(NOT isfinite(value), true) AND text IS NULL",
    },
)

CORRESPONDENCES = Kind(
    name="correspondences",
    key=("code", "revision", "other_code", "other_revision"),
    content=("note",),
    order=("revision", "other_revision", "code", "other_code"),
    types={},
    default={},
    json={
        "code": "one.code",
        "revision": "one.revision",
        "other_code": "other.code",
        "other_revision": "other.revision",
        **_ORIGIN_JSON,
    },
    year="0",
    rules={
        "they lack a code or a revision": " OR ".join(
            f"coalesce({name}, '') = ''" for name in ("code", "revision", "other_code", "other_revision")
        ),
    },
)

KINDS = {kind.name: kind for kind in (FLOWS, FACTS, CORRESPONDENCES)}


def same(columns: tuple[str, ...], one: str, other: str) -> str:
    """Write the SQL condition that two rows agree in all `columns`, where nothing equals nothing."""
    return " AND ".join(f"{one}.{name} IS NOT DISTINCT FROM {other}.{name}" for name in columns)


def alike(columns: tuple[str, ...], one: str, other: str) -> str:
    """Write the SQL condition that two rows agree in all `columns`, none of which is ever missing."""
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in columns)
