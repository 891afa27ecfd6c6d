"""Claims in the making, and what the frames remember from sentence to sentence."""

from dataclasses import dataclass, field

from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.period import Period

_LINES_BACK = 2


@dataclass(slots=True)
class Draft:
    """A claim whose fields are still being settled; the names are those of Claim."""

    kind: Kind
    start: int
    end: int
    value: float | None = None
    value_hi: float | None = None
    half_step: float | None = None
    unit: Unit | None = None
    currency: str | None = None
    direction: str | None = None
    hedge: Hedge = Hedge.EXACT
    measure: str | None = None
    subject: Subject | None = None
    period: Period | None = None
    base: Period | None = None
    of: str | None = None
    noun: str | None = None
    country: Country | None = None
    event: str | None = None
    who: str | None = None
    place: Country | None = None
    total: "Draft | None" = None
    parts: "list[Draft]" = field(default_factory=list)
    check: str | None = None
    modality: Modality = Modality.REPORTED
    title: bool = False
    reasons: dict[str, str] = field(default_factory=dict)

    def claim(self, text: str, ids: "dict[int, str]") -> Claim:
        """Settle the draft as a claim; `ids` names every draft by its identity."""
        return Claim(
            id=ids[id(self)],
            kind=self.kind,
            start=self.start,
            end=self.end,
            text=text[self.start : self.end],
            value=self.value,
            value_hi=self.value_hi,
            half_step=self.half_step,
            unit=self.unit,
            currency=self.currency,
            direction=self.direction,
            hedge=self.hedge,
            measure=self.measure,
            subject=self.subject,
            period=self.period,
            base=self.base,
            of=self.of,
            noun=self.noun,
            country=self.country,
            event=self.event,
            who=self.who,
            place=self.place,
            part_of=ids[id(self.total)] if self.total and self.kind is Kind.COUNT else None,
            total=ids[id(self.total)] if self.total and self.kind is Kind.BREAKDOWN else None,
            parts=tuple(ids[id(part)] for part in self.parts),
            check=self.check,
            modality=self.modality,
            reasons=self.reasons,
        )


@dataclass(slots=True)
class Memory:
    """What the story has said so far: a later sentence may leave out what an earlier one named.

    `line` is the line of the last flow claim, `measure` and `subject` are its; `period` is the last
    period spoken of and `period_line` where; `owner` the country whose exports and imports are spoken of;
    `growth` the last direction of growth in the sentence at hand; `counted` the last count.
    """

    line: int = -9
    measure: str | None = None
    subject: Subject | None = None
    period: Period | None = None
    period_line: int = -9
    owner: Country | None = None
    growth: str | None = None
    counted: Draft | None = None

    def note(self, period: Period | None, line: int) -> None:
        """Keep the period that a line speaks of."""
        self.period, self.period_line = period, line

    def recent(self, line: int) -> Period | None:
        """Return the period that the line at hand, or the one or two before it, spoke of."""
        return self.period if line - self.period_line <= _LINES_BACK else None
