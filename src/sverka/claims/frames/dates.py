"""Date a draft: as its sentence says, else as the story goes on, else at the time of speaking."""

import re
from functools import cache

from sverka.claims.frames.draft import Draft, Told
from sverka.claims.frames.measures import FLOWS
from sverka.claims.frames.place import Place
from sverka.claims.frames.timing import inherits, timing, year_before
from sverka.claims.scene import within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Modality
from sverka.vocabulary.period import NOW, Period
from sverka.vocabulary.statement import LineLabel

DATED = FLOWS | {"investment"}


def date_draft(draft: Draft, place: Place, told: Told, *, growth: bool) -> None:
    """Give a draft its period and base."""
    ahead = draft.modality is not Modality.REPORTED
    when = timing(place.scene, place.sentence, place.quantity, ahead=ahead, growth=growth)
    draft.period, draft.base = when.period, when.base
    recent = told.memory.recent(place.sentence.line) if not draft.title else None
    if draft.period is None and not when.reason and not ahead and draft.measure in DATED:
        stock = draft.measure == "investment"
        now = stock or (_present(place) and not growth and not _goes_on(place))
        draft.period = NOW if now else recent or NOW
    if (
        not growth
        and not ahead
        and _year_earlier(place)
        and (base := year_before(draft.period or recent or ""))
    ):
        draft.period = base
    if growth and draft.base is None and not ahead:
        draft.base = year_before(draft.period)
    if draft.period is None:
        draft.reasons["period"] = when.reason or "the text names no period for this number"


def date_share(draft: Draft, place: Place, told: Told) -> None:
    """Give a share its period; one told in the present holds at the time of speaking."""
    ahead = draft.modality is not Modality.REPORTED
    when = timing(place.scene, place.sentence, place.quantity, ahead=ahead, growth=False)
    recent = told.memory.recent(place.sentence.line)
    draft.period = when.period or (None if ahead else NOW if _present(place) else recent or NOW)


def rank_period(place: Place, told: Told) -> Period:
    """Date a rank as a share is dated."""
    when = timing(place.scene, place.sentence, place.quantity, ahead=False, growth=False)
    recent = None if place.sentence.label is LineLabel.TITLE else told.memory.recent(place.sentence.line)
    cues = within(place.scene.modality, place.sentence.start, place.quantity.start)
    past = any(cue.tag == "past" and _is_past(place, cue.start) for cue in cues)
    return when.period or (recent if past and recent and not _present(place) else NOW)


@cache
def _present_verbs(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{tables_for(lang).cues.present})(?!\w)")


def _present(place: Place) -> bool:
    """Tell whether the sentence speaks of now: a verb in the present, and none in the past."""
    low, sentence = place.scene.low, place.sentence
    if not _present_verbs(place.scene.lang).search(low, sentence.start, sentence.end):
        return False
    past = within(place.scene.modality, sentence.start, sentence.end)
    return not any(
        cue.tag == "past" and cue.end <= place.quantity.start for cue in past if _is_past(place, cue.start)
    )


def _is_past(place: Place, at: int) -> bool:
    return not _present_verbs(place.scene.lang).match(place.scene.low, at)


def _goes_on(place: Place) -> bool:
    """Tell whether the number completes a dated one in its own sentence."""
    return any(q.unit is not None for q in within(place.scene.quantities, place.sentence.start, place.since))


def _year_earlier(place: Place) -> bool:
    """Tell whether "a year earlier" dates the number: right after it, or at the head of its clause."""
    scene, quantity = place.scene, place.quantity
    after = within(scene.periods, quantity.end, place.sentence.end)
    if after and after[0].role in ("year_ago", "same"):
        gap = scene.low[quantity.end : after[0].start]
        if re.fullmatch(r"\s*\(?", gap):
            return True
    before = within(scene.periods, place.since, quantity.start)
    if not before or before[-1].role != "year_ago":
        return False
    head = scene.low[place.since : before[-1].start]
    opens = place.since == place.sentence.start or head.strip()  # "5 % year-on-year to $8 bn" opens nothing
    return bool(opens) and joint(scene.lang, "clause_head").fullmatch(head) is not None


def remember(draft: Draft, place: Place, told: Told) -> None:
    """Keep what later sentences may leave out."""
    memory = told.memory
    if memory.sentence != place.sentence.start:
        memory.sentence, memory.lead = place.sentence.start, (draft.measure, draft.subject)
    memory.line = place.sentence.line + draft.title  # a headline is as near as the line below it
    memory.measure = draft.measure
    memory.subject = draft.subject
    if draft.title or draft.modality is not Modality.REPORTED or _in_brackets(place):
        return
    if inherits(draft.period) and not _year_earlier(place):
        memory.note(draft.period, place.sentence.line)


def _in_brackets(place: Place) -> bool:
    """Tell whether the number stands in brackets: an aside, whose period the story does not take over."""
    before = place.scene.low[place.sentence.start : place.quantity.start]
    return before.count("(") > before.count(")")
