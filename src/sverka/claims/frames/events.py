"""Frames of events that are to come: visits, summits, openings."""

import re
from datetime import date, timedelta
from functools import cache

from sverka.claims.countries import Mention
from sverka.claims.frames.draft import Draft
from sverka.claims.periods import PeriodMention, resolve
from sverka.claims.scene import Cue, Scene, Sentence, find_cues, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Kind, Modality
from sverka.vocabulary.country import Country
from sverka.vocabulary.period import Period, span

_NEAR = 90
_FOLLOWING = 40


def read_events(scene: Scene, sentence: Sentence) -> list[Draft]:
    """Read the planned events of one sentence; an event without a time to come is none."""
    cues = tables_for(scene.lang).cues
    low = scene.low[sentence.start : sentence.end]
    planned = re.search(rf"(?<!\w)(?:{cues.event_planned})(?!\w)", low)
    if not planned:
        return _deeds(scene, sentence)
    for cue in _cues(scene, sentence):
        if when := _time(scene, sentence, cue):
            mention, period = when
            return [_draft(scene, sentence, cue, mention, period)]
    return _deeds(scene, sentence)


def _cues(scene: Scene, sentence: Sentence) -> list[Cue]:
    low = scene.low[sentence.start : sentence.end]
    found = find_cues(low, tables_for(scene.lang).cues.events)
    return [Cue(sentence.start + c.start, sentence.start + c.end, c.tag) for c in found]


def _time(scene: Scene, sentence: Sentence, cue: Cue) -> tuple[PeriodMention, Period] | None:
    """Find the time of an event: the nearest period of the sentence that is not over."""
    postponed = joint(scene.lang, "postponed").search(scene.low, sentence.start, sentence.end)
    since = postponed.end() if postponed else sentence.start
    mentions = sorted(
        within(scene.periods, since, sentence.end),
        key=lambda m: min(abs(m.start - cue.end), abs(cue.start - m.end)),
    )
    for mention in mentions:
        period = (
            _days(scene, mention) if mention.role == "day" else resolve(mention, scene.said_on, ahead=True)
        )
        if period is None or mention.role in ("now", "annual", "past"):
            continue
        found = span(period.removeprefix(".."))
        if scene.said_on is None or (found and found.last >= scene.said_on):
            return mention, _written(period)
    return None


def _written(period: Period) -> Period:
    """Write the time of an event in days, as events are dated."""
    found = span(period)
    if found is None or period.startswith(".."):
        return period
    if found.first == found.last:
        return found.first.isoformat()
    return f"{found.first.isoformat()}..{found.last.isoformat()}"


def _days(scene: Scene, mention: PeriodMention) -> Period | None:
    """Read a day and month; a day without a year is the next such day after publication."""
    text = scene.low[mention.start : mention.end]
    numbers = [int(n) for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text)]
    months = tables_for(scene.lang).periods.months
    month = next((i for i, m in enumerate(months, start=1) if re.search(rf"(?<!\w)(?:{m})(?!\w)", text)), 0)
    if not numbers or not month or scene.said_on is None:
        return None
    year = mention.year if isinstance(mention.year, int) else scene.said_on.year
    try:
        day, last = date(year, month, numbers[0]), date(year, month, numbers[min(1, len(numbers) - 1)])
    except ValueError:
        return None
    if mention.year is None and day < scene.said_on - timedelta(days=31):
        day, last = day.replace(year=year + 1), last.replace(year=year + 1)
    return day.isoformat() if last <= day else f"{day.isoformat()}..{last.isoformat()}"


def _draft(scene: Scene, sentence: Sentence, cue: Cue, mention: PeriodMention, period: Period) -> Draft:
    start, end = min(cue.start, mention.start), max(cue.end, mention.end)
    places = within(scene.countries, max(sentence.start, start - _NEAR), min(sentence.end, end + _NEAR))
    return Draft(
        kind=Kind.EVENT,
        start=start,
        end=_with_place(scene, sentence, end),
        event=cue.tag,
        place=_place(scene, places),
        period=period,
        modality=Modality.PLANNED,
        title=sentence.label == "title",
    )


def _with_place(scene: Scene, sentence: Sentence, end: int) -> int:
    """Take in "… to Belarus" where it follows."""
    after = within(scene.countries, end, min(sentence.end, end + _FOLLOWING))
    if after and joint(scene.lang, "place_after").fullmatch(scene.low, end, after[0].start):
        return after[0].end
    return end


def _place(scene: Scene, mentions: list[Mention]) -> Country | None:
    before = joint(scene.lang, "place_before")
    for mention in mentions:
        if before.search(scene.low[max(0, mention.start - 6) : mention.start]):
            return mention.code
    return None


@cache
def _deed(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{tables_for(lang).cues.planned_verb})(?!\w)")


def _deeds(scene: Scene, sentence: Sentence) -> list[Draft]:
    """Read a deed promised by a year: "by 2030 we will open…"."""
    verb = _deed(scene.lang).search(scene.low, sentence.start, sentence.end)
    quantities = within(scene.quantities, sentence.start, sentence.end)
    if not verb or any(q.unit is not None for q in quantities):
        return []
    for mention in within(scene.periods, sentence.start, sentence.end):
        until = joint(scene.lang, "deadline").search(scene.low[max(0, mention.start - 12) : mention.start])
        period = resolve(mention, scene.said_on, ahead=True)
        if period and mention.role in ("period", "end", "ahead") and isinstance(mention.year, int | None):
            deadline = f"..{period}" if until and not period.startswith("..") else period
            return [
                Draft(
                    kind=Kind.EVENT,
                    start=min(mention.start, verb.start()),
                    end=max(mention.end, verb.end()),
                    event="planned",
                    period=deadline,
                    modality=Modality.PLANNED,
                    title=sentence.label == "title",
                )
            ]
    return []
