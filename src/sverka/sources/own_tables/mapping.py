"""Mappings: what a person says about a table, so that its rows can be read without a guess."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from sverka.vocabulary.country import Country
from sverka.vocabulary.flow import Valuation

UNKNOWN = "???"
"""What a first look could not guess: refused by post until a person fills it in."""

Letter = Annotated[str, msgspec.Meta(pattern="^[A-Z]{1,3}$")]
CountryCode = Annotated[str, msgspec.Meta(pattern="^[A-Z][A-Z0-9_]{2,}$")]
RowNumber = Annotated[int, msgspec.Meta(ge=1)]
Rate = Annotated[float, msgspec.Meta(gt=0)]


class Direction(StrEnum):
    """Which way the goods move, seen from the reporter."""

    EXPORT = "export"
    IMPORT = "import"


class Scale(StrEnum):
    """How many units of currency one of the table makes."""

    ONE = "one"
    THOUSAND = "thousand"
    MILLION = "million"
    BILLION = "billion"

    @property
    def units(self) -> int:
        """Return the number."""
        return {"one": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}[self.value]


class Meaning(StrEnum):
    """What a sign in the place of a figure means."""

    MISSING = "missing"
    CONFIDENTIAL = "confidential"
    ZERO = "zero"
    UNCLEAR = "unclear"


class Holds(StrEnum):
    """What the cells of a column say."""

    REPORTER = "reporter"
    PARTNER = "partner"
    EXPORTER = "exporter"
    IMPORTER = "importer"
    DIRECTION = "direction"
    PRODUCT = "product"
    PRODUCT_NAME = "product_name"
    YEAR = "year"
    MONTH = "month"
    PERIOD = "period"
    CURRENCY = "currency"
    VALUE = "value"
    QUANTITY = "quantity"
    QUANTITY_UNIT = "quantity_unit"
    NOTHING = "nothing"


class Quantity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The unit that a quantity is stored in, and how many of it one of the table makes."""

    unit: str
    times: int = 1


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be said of a flow in one place: once for all, of a column, of a section of rows.

    `period` is a period ("2019", "2019-01..2019-10"), a year that another place completes, or months
    that need a year from another place ("01..10").
    """

    direction: Direction | None = None
    reporter: CountryCode | None = None
    partner: CountryCode | None = None
    exporter: CountryCode | None = None
    importer: CountryCode | None = None
    product: str | None = None
    period: str | int | None = None
    currency: str | None = None
    scale: Scale | None = None


class Column(Said, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a column holds; `header` is its heading, which must still be there when the table is posted.

    `fill_down` repeats a cell in the empty ones below it. `beside_code` is for a column that names goods
    in rows with a code of their own and partners in the rows below: it is the partner of the former.
    `dates` says what a date in a column of periods stands for. `valuation` is for a column of values; `of`
    is the column of values that a quantity belongs to, `quantity` its unit where no column of units gives it.
    """

    holds: Holds
    header: str | int | None = None
    fill_down: bool = False
    beside_code: CountryCode | None = None
    dates: Literal["month", "year"] | None = None
    valuation: Valuation | None = None
    of: Letter | None = None
    quantity: Quantity | None = None


class Section(Said, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a heading inside the table says of the rows below it; its own figures are the world total."""

    total: bool = False


class Publication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who published this table, where and under which licence: the origin of its figures."""

    publisher: str | None = None
    title: str | None = None
    licence: str | None = None
    address: str | None = None
    accessed: date | None = None


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the figures stand. Rows are counted as a spreadsheet shows them, from 1.

    `sheets` names the sheets of a workbook; `encoding` and `separator` are for text tables. `sheet_says`
    tells what the name of a sheet is: a period, a direction or a partner.
    """

    sheets: tuple[str | int, ...] = ()
    sheet_says: Literal["period", "direction", "partner"] | None = None
    encoding: str | None = None
    separator: str | None = None
    header_rows: tuple[RowNumber, ...] = ()
    first_row: RowNumber | None = None
    last_row: RowNumber | None = None


class Numbers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How figures are written as text.

    `thousands` " " is any blank, no-break and narrow ones too. `cells` says what a sign in place of a
    figure means, `marks` which flag a mark behind a figure gives it ("estimated").
    """

    decimal: Literal[".", ","] | None = None
    thousands: Literal["", " ", ".", ",", "'"] | None = None
    cells: dict[str, Meaning] = {}
    marks: dict[str, str] = {}


class RateOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Units of a currency a dollar in a period ("any" for all), and where the rate was published."""

    currency: str
    period: str | int
    units_a_dollar: Rate
    source: str


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a person says about one table.

    What a row's cell says counts first, then its column of values, its section, its sheet, and
    `constants` last. `valuation` is by direction. `revision` is one, or one a first year.
    `countries` and `products` decide names that Sverka does not know; "leave out" leaves a row out.
    """

    table: Publication = Publication()
    layout: Layout = Layout()
    numbers: Numbers = Numbers()
    constants: Said = Said()
    valuation: dict[Direction, Valuation] = {}
    revision: str | dict[int, str] | None = None
    columns: dict[Letter, Column] = {}
    sections: dict[str, Section] = {}
    countries: dict[str, Country] = {}
    products: dict[str, str] = {}
    rates: tuple[RateOf, ...] = ()
