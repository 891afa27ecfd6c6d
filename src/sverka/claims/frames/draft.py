"""Claims in the making, and what the frames remember from sentence to sentence."""

from dataclasses import dataclass, field, fields

from sverka.claims.frames.parties import Parties
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, Unit
from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.period import Period, span

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

    def claim(self, text: str, ids: dict[int, str]) -> Claim:
        """Settle the draft as a claim; `ids` names every draft by its identity."""
        settled = {name: getattr(self, name) for name in _SHARED}
        whole = ids[id(self.total)] if self.total else None
        settled |= {
            "id": ids[id(self)],
            "text": text[self.start : self.end],
            "part_of": whole if self.kind is Kind.COUNT else None,
            "total": whole if self.kind is Kind.BREAKDOWN else None,
            "parts": tuple(ids[id(part)] for part in self.parts),
        }
        return Claim(**settled)


_SHARED = tuple({field.name for field in fields(Draft)} & set(Claim.__struct_fields__) - {"total", "parts"})


@dataclass(slots=True)
class Memory:
    """What the story has said so far: a later sentence may leave out what an earlier one named.

    `line` is the line of the last flow claim, `measure` and `subject` are its; `period` is the last
    period spoken of and `period_line` where, `newest` the latest in time; `lead` is the measure and
    subject that the last `sentence` with figures began with; `owner` the country whose exports and
    imports are spoken of; `counted` the last count. Of the sentence at hand, `growth` is the last
    direction, `shared` tells whether the number before was a share, `ratio` whether growth comes as ratios.
    """

    line: int = -9
    measure: str | None = None
    subject: Subject | None = None
    period: Period | None = None
    period_line: int = -9
    newest: Period | None = None
    newest_line: int = -9
    shared: bool = False
    ratio: bool = False
    lead: tuple[str | None, Subject | None] = (None, None)
    sentence: int = -1
    owner: Country | None = None
    growth: str | None = None
    counted: Draft | None = None

    def note(self, period: Period | None, line: int) -> None:
        """Keep the period that a line speaks of."""
        self.period, self.period_line = period, line
        last, newest = span(period), span(self.newest)
        stale = line - self.newest_line > _LINES_BACK
        if stale or newest is None or last is None or last.last >= newest.last:
            self.newest, self.newest_line = period, line

    def turn_to(self, measure: str, line: int, sentence: int) -> None:
        """Take up a measure that a sentence names without a figure."""
        self.measure, self.subject, self.line = measure, None, line
        self.sentence, self.lead = sentence, (measure, None)

    def recent(self, line: int) -> Period | None:
        """Return the period that this line spoke of last, else the newest of the two lines before it."""
        if line == self.period_line:
            return self.period
        return self.newest if line - self.newest_line <= _LINES_BACK else None


@dataclass(frozen=True, slots=True)
class Told:
    """What a frame knows beyond its sentence: the parties of the text, and the story so far."""

    parties: Parties
    memory: Memory
