"""Describe the trade of a pair: one measure a file, each a pure function over flows.

Every measure names the book it looks into and gives a Figure, or a Missing that says what is lacking.
"""

from sverka.measures.balance import balance
from sverka.measures.exports import exports
from sverka.measures.goods import goods
from sverka.measures.growth import change, growth
from sverka.measures.imports import imports
from sverka.measures.level import level
from sverka.measures.missing import Missing
from sverka.measures.turnover import turnover

__all__ = ["Missing", "balance", "change", "exports", "goods", "growth", "imports", "level", "turnover"]
