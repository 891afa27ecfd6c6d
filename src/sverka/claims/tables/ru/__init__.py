"""Russian."""

from sverka.claims.tables.ru.cues import CUES
from sverka.claims.tables.ru.joints import JOINTS
from sverka.claims.tables.ru.numbers import HEDGES, NUMBERS, UNITS
from sverka.claims.tables.ru.periods import PERIODS
from sverka.claims.tables.shape import Tables

TABLES = Tables(
    lang="ru", numbers=NUMBERS, units=UNITS, hedges=HEDGES, periods=PERIODS, cues=CUES, joints=JOINTS
)
