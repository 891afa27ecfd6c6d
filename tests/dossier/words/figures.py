"""Figures of the fictional pair, with the number, unit and interval that a test is about."""

from sverka.vocabulary.figure import Figure
from sverka.vocabulary.interval import Interval


def figure(value: float, unit: str = "USD", measure: str = "turnover", *, half: float = 0.0) -> Figure:
    """Make a figure of 2018 that is known to within `half` either way."""
    return Figure(
        measure=measure,
        subject="ARL-BED",
        value=value,
        unit=unit,
        period="2018",
        book="ARL",
        valuation="exports FOB, imports CIF",
        method="ARL>BED + BED>ARL, as declared by ARL",
        allowed=Interval(value - half, value + half),
        origins=(),
    )
