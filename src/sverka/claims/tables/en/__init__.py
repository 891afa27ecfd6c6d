"""English."""

from sverka.claims.tables.en.cues import CUES
from sverka.claims.tables.en.joints import JOINTS
from sverka.claims.tables.en.numbers import HEDGES, NUMBERS, UNITS
from sverka.claims.tables.en.periods import PERIODS
from sverka.claims.tables.shape import Tables

TABLES = Tables(
    lang="en", numbers=NUMBERS, units=UNITS, hedges=HEDGES, periods=PERIODS, cues=CUES, joints=JOINTS
)
