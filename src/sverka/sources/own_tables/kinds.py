"""The kinds of problems that a table's rows have."""

from sverka.sources.own_tables.notes import Kind
from sverka.vocabulary.finding import Severity

_N, _W, _E = Severity.NOTE, Severity.WARNING, Severity.ERROR

UNKNOWN_COUNTRY = Kind(
    "unknown country",
    _E,
    "{count} rows name a country that is not known; they were not posted.",
    "Give its code under `countries` in the mapping, or “leave out”.",
)
UNKNOWN_PRODUCT = Kind(
    "unknown product",
    _E,
    "{count} rows have no product code that can be read; they were not posted.",
    "Give the code under `products` in the mapping, or “leave out”.",
)
UNKNOWN_PERIOD = Kind(
    "unknown period",
    _E,
    "{count} rows have a period that is not understood; they were not posted.",
    "Write it in the mapping's column or constants, or correct the table.",
)
UNKNOWN_DIRECTION = Kind(
    "unknown direction",
    _E,
    "{count} rows say neither export nor import in a word that is known; they were not posted.",
    "Use a section or a constant of the mapping.",
)
UNKNOWN_CURRENCY = Kind(
    "unknown currency",
    _E,
    "{count} rows name a currency that is no three-letter code; they were not posted.",
    "Give the currency as a constant of the mapping.",
)
GROUP = Kind(
    "group of countries", _N, "{count} rows are of a group of countries or goods; they were left out."
)
DECIDED = Kind("left out by the mapping", _N, "{count} rows were left out as the mapping decides.")
NO_FIGURE = Kind("rows without figures", _N, "{count} rows hold text and no figure; they were left out.")
MISSING = Kind("missing figures", _N, "{count} cells hold no figure; nothing was posted for them, not zero.")
CONFIDENTIAL = Kind(
    "confidential figures", _N, "{count} cells are confidential; nothing was posted for them."
)
ZERO_RESTORED = Kind(
    "leading zeros", _N, "{count} product codes had lost their leading zero, which was put back."
)
BAD_CELL = Kind(
    "no figure",
    _E,
    "{count} cells hold something else than a figure; they were not posted.",
    "Correct the cells, or say under numbers.cells or numbers.marks of the mapping what the sign means.",
)
MERGED = Kind(
    "merged figures",
    _E,
    "{count} cells of figures are merged with others, so whose figure it is cannot be said; not posted.",
    "Take the merge apart in the table.",
)
NEGATIVE = Kind(
    "negative values", _E, "{count} values are negative; they were not posted.", "Ask the publisher."
)
TOO_LARGE = Kind(
    "too large", _E, "{count} values are too large for any trade; they were not posted.", "Look at the scale."
)
NO_RATE = Kind(
    "no rate",
    _E,
    "{count} values are in another currency than US dollars and the mapping has no rate for their period; "
    "they were not posted.",
    "Add the rate with its source under `rates` of the mapping.",
)
LACKING = Kind(
    "incomplete rows",
    _E,
    "{count} figures lack what makes them a flow; they were not posted.",
    "Say it in the mapping: of the column, of a section or for the whole table.",
)
SAME_COUNTRY = Kind(
    "trade with itself",
    _W,
    "{count} figures have one country on both sides; they were not posted.",
    "Re-imports are no flow between two countries: decide under `countries` of the mapping.",
)
HIDDEN_ROW = Kind(
    "hidden rows",
    _W,
    "{count} rows that the spreadsheet hides were read like the others.",
    "Look at them: delete them from the table if they do not belong to it.",
)
HIDDEN_COLUMN = Kind(
    "hidden columns", _W, "{count} columns that the spreadsheet hides were read like the others."
)
UNREAD_COLUMN = Kind(
    "unread column",
    _W,
    "{count} columns hold something and the mapping does not name them.",
    "Name each under `columns`, with “holds: nothing” where it is not wanted.",
)
UNREAD_SHEET = Kind("unread sheet", _N, "{count} sheets were not read.")
CHART_SHEET = Kind("chart sheet", _N, "{count} sheets hold a chart and no cells.")
HIDDEN_SHEET = Kind("hidden sheet", _W, "{count} sheets that the workbook hides were read.")
UNKNOWN_UNIT = Kind(
    "unknown unit",
    _W,
    "{count} quantities are in a unit that is not known; their values were posted without them.",
    "Ask for the unit to be added to own_tables/lookups.yml, or leave the quantities out.",
)
NO_ROWS = Kind(
    "no rows",
    _E,
    "{count} sheets gave no figure at all.",
    "Compare the mapping's rows and columns with the table.",
)
REPEATED_HEADING = Kind("repeated heading", _N, "{count} rows repeat the heading; they were left out.")
