"""Frames of trade figures: levels and what is promised; growth and shares have files of their own."""

import re
from dataclasses import replace

from sverka.claims.frames.dates import DATED, date_draft, remember
from sverka.claims.frames.draft import Draft, Told
from sverka.claims.frames.growth import is_growth, read_growth, read_valueless
from sverka.claims.frames.measures import FLOWS, measure_of, name_goods
from sverka.claims.frames.place import Place, draft_of, places
from sverka.claims.frames.shares import read_share
from sverka.claims.frames.subjects import subject
from sverka.claims.frames.timing import inherits
from sverka.claims.periods import resolve
from sverka.claims.scene import Cue, Scene, Sentence, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Hedge, Kind, Modality, Unit
from sverka.vocabulary.period import NOW
from sverka.vocabulary.statement import LineLabel

_CARRIED = frozenset({"transit", "freight", "export", "import", "trade", "supply"})
_TOPICS = frozenset({"trade", "export", "import"})
_SPENT = frozenset({"investment", "contracts", "projects_value"})


def read_flows(scene: Scene, sentence: Sentence, told: Told) -> list[Draft]:
    """Read the levels, growths, targets and shares of one sentence."""
    told.memory.growth, told.memory.shared, told.memory.ratio = None, False, False
    drafts: list[Draft] = []
    for place in places(scene, sentence):
        draft = read_share(place, told) or _read(place, told)
        if draft:
            told.memory.shared = draft.kind is Kind.SHARE
            drafts.append(draft)
            drafts += _belittled(draft, place)
    if not drafts and sentence.label is LineLabel.TITLE:
        _note_question(scene, sentence, told)
    elif not drafts:
        _note_topic(scene, sentence, told)
    return drafts + read_valueless(scene, sentence, told)


def _read(place: Place, told: Told) -> Draft | None:
    measure, cue = measure_of(place, told)
    if measure is None:
        return None
    if is_growth(place, told):
        return read_growth(place, measure, cue, told)
    if place.quantity.unit is Unit.TONNES and measure not in _CARRIED:
        return None
    return _level(place, measure, cue, told)


def _level(place: Place, measure: str, cue: Cue | None, told: Told) -> Draft:
    draft = draft_of(place, Kind.LEVEL, told)
    starts = _starts_a_rise(place)
    if starts:
        draft.modality = Modality.REPORTED
    draft.measure = measure
    draft.subject = subject(place, cue, measure, told)
    date_draft(draft, place, told, growth=False)
    if draft.period and draft.period.startswith(".."):
        # A level by a deadline is promised, whatever the words; where a promised rise starts is today's.
        if starts:
            draft.period = NOW
        elif draft.modality is Modality.REPORTED:
            draft.modality = Modality.TARGET
    name_goods(draft, told)
    if draft.modality is not Modality.REPORTED:
        draft.kind = Kind.TARGET
        if measure in _SPENT and (draft.modality is Modality.TARGET or _paid(place, cue)):
            draft.modality = Modality.PLANNED
        if draft.measure in ("export", "import") and cue is None:
            draft.measure, draft.subject = "trade", told.parties.subject
    if measure in DATED:
        remember(draft, place, told)
    return draft


def _paid(place: Place, cue: Cue | None) -> bool:
    """Tell whether money is promised by the verb of spending itself: "will invest"."""
    return (
        cue is not None and joint(place.scene.lang, "spending").match(place.scene.low, cue.start) is not None
    )


def _starts_a_rise(place: Place) -> bool:
    """Tell whether a number is where a promised rise starts: "from today's billion to three"."""
    then_to = joint(place.scene.lang, "rise_to").fullmatch(place.right)
    return place.joined("rise_from") and then_to is not None


def _belittled(draft: Draft, place: Place) -> list[Draft]:
    """Read "that billion will look laughable": beside the level, a forecast that it will be exceeded."""
    if draft.unit is not Unit.MONEY:
        return []
    pattern = re.compile(tables_for(place.scene.lang).cues.belittled)
    if not pattern.search(place.scene.low, place.quantity.end, place.until):
        return []
    draft.kind, draft.modality, draft.period = Kind.LEVEL, Modality.REPORTED, NOW
    draft.reasons.pop("period", None)
    forecast = replace(
        draft, kind=Kind.TARGET, modality=Modality.FORECAST, hedge=Hedge.MORE_THAN, period=None
    )
    forecast.reasons = {**draft.reasons, "period": "the text sets no date by which it is to be exceeded"}
    return [forecast]


def _note_question(scene: Scene, sentence: Sentence, told: Told) -> None:
    """Keep the measure that a headline, a question or the line above a list names."""
    asked = [c for c in within(scene.measures, sentence.start, sentence.end) if c.tag in FLOWS]
    if asked:
        below = sentence.label is LineLabel.TITLE  # a headline is as near as the line below it
        told.memory.measure, told.memory.line = asked[-1].tag, sentence.line + below


def _note_topic(scene: Scene, sentence: Sentence, told: Told) -> None:
    """Keep the one measure and the one period that a sentence without figures sets for those after it."""
    if scene.low[sentence.start : sentence.end].rstrip().endswith(("?", ":")):
        _note_question(scene, sentence, told)
    tags = {c.tag for c in within(scene.measures, sentence.start, sentence.end) if c.tag in _TOPICS}
    if len(tags) == 1:
        told.memory.turn_to(tags.pop(), sentence.line, sentence.start)
    named = within(scene.periods, sentence.start, sentence.end)
    dated = [m for m in named if m.role == "period" and m.year is not None]
    periods = {resolve(m, scene.said_on, ahead=False) for m in dated}
    if len(periods) == 1:
        period = periods.pop()
        year = period[:4] if period else ""
        over = scene.said_on is None or not year.isdigit() or int(year) <= scene.said_on.year
        if inherits(period) and over:
            told.memory.note(period, sentence.line)
