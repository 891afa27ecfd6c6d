"""Frames of growth: by a number, or told without one."""

import re

from sverka.claims.frames.dates import date_draft, remember
from sverka.claims.frames.draft import Draft, Told
from sverka.claims.frames.measures import name_goods
from sverka.claims.frames.place import Place, direction_of, draft_of, place_of_words
from sverka.claims.frames.subjects import subject
from sverka.claims.frames.timing import timing
from sverka.claims.scene import Cue, Scene, Sentence, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Kind, Modality, Unit
from sverka.vocabulary.period import NOW
from sverka.vocabulary.statement import LineLabel

_WHOLE = 100.0
_VERB_REACH = 60
_TOLD = frozenset({"trade", "export", "import", "services", "freight", "transit"})
_LEAST_RATIO = 40.0
_RATES = frozenset({Unit.PERCENT, Unit.TIMES, Unit.POINTS})


def is_growth(place: Place, told: Told) -> bool:
    """Tell whether a quantity is one of growth: a rate, or an amount ("fell by $48 m")."""
    quantity = place.quantity
    if quantity.unit in _RATES:
        return True
    direction, adjacent = direction_of(place, told)
    if told.memory.growth and quantity.unit is Unit.MONEY and place.joined("same_growth_in_money"):
        return True
    amount = joint(place.scene.lang, "growth_amount").search(place.scene.masked[place.since : quantity.start])
    told_by = adjacent or (amount and within(place.scene.growth, place.since, quantity.hedged))
    return bool(direction and told_by)


def read_growth(place: Place, measure: str, cue: Cue | None, told: Told) -> Draft | None:
    """Read growth by a number; a promised one is a target. None where no word of growth governs it."""
    quantity = place.quantity
    draft = draft_of(place, Kind.GROWTH, told)
    direction, _ = direction_of(place, told)
    if quantity.unit is Unit.PERCENT and _is_ratio(place, told):
        told.memory.ratio = True
        draft.value = round(abs(quantity.value - _WHOLE), 6)
        direction = "up" if quantity.value >= _WHOLE else "down"
    if direction is None and not _promised_by(place, draft):
        return None
    if quantity.unit is Unit.POINTS and not _finite_before(place):
        direction = "diff"
    draft.measure = measure
    draft.subject = subject(place, cue, measure, told)
    date_draft(draft, place, told, growth=True)
    name_goods(draft, told)
    told.memory.growth = direction
    if draft.modality is Modality.REPORTED:
        draft.direction = direction
    else:
        draft.kind, draft.base = Kind.TARGET, None
        if measure in ("export", "supply") and quantity.unit is Unit.MONEY:
            draft.measure = "export_increase"
    remember(draft, place, told)
    return draft


def _promised_by(place: Place, draft: Draft) -> bool:
    """Tell whether a number without a word of growth is the size of a promised one ("raise 1.5 times")."""
    if draft.modality is Modality.REPORTED:
        return False
    return place.quantity.unit is Unit.TIMES or place.joined("growth_by")


def _is_ratio(place: Place, told: Told) -> bool:
    """Tell whether a percentage gives the new level as a ratio: "темп роста – 117 %" is growth of 17."""
    rate = joint(place.scene.lang, "growth_rate")
    if rate.search(place.scene.masked[place.sentence.start : place.quantity.start]):
        return place.quantity.value >= _WHOLE
    listed = told.memory.ratio and place.left.endswith("(") and place.right.startswith(")")
    return listed or (place.compared_to_base() and place.quantity.value > _LEAST_RATIO)


def _finite_before(place: Place) -> bool:
    pattern = tables_for(place.scene.lang).cues.finite_growth
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", place.left) is not None


def read_valueless(scene: Scene, sentence: Sentence, told: Told) -> list[Draft]:
    """Read growth that is told without a number: "trade has grown noticeably"."""
    pattern = re.compile(rf"(?<!\w)(?:{tables_for(scene.lang).cues.finite_growth})(?!\w)")
    drafts = []
    for found in pattern.finditer(scene.low, sentence.start, sentence.end):
        begin, end = _clause(scene, sentence, found.start(), found.end())
        cues = [c for c in within(scene.measures, begin, end) if c.tag in _TOLD]
        cue = cues[-1] if cues else _pronoun(scene, sentence, begin, found.start(), told)
        if cue and not _numbered(scene, begin, end, found):
            drafts.append(_valueless(scene, sentence, found, cue, told))
    return drafts


def _pronoun(scene: Scene, sentence: Sentence, begin: int, verb: int, told: Told) -> Cue | None:
    """Let "it picked up further" speak of what the sentence spoke of before."""
    memory = told.memory
    if memory.line != sentence.line or memory.measure not in ("trade", "export", "import"):
        return None
    found = joint(scene.lang, "pronoun").search(scene.low[begin:verb])
    return Cue(begin + found.start(), begin + found.start() + 1, memory.measure) if found else None


def _numbered(scene: Scene, begin: int, end: int, verb: re.Match[str]) -> bool:
    """Tell whether a number in the clause already carries the growth, or the verb is a multiple itself."""
    there = within(scene.quantities, begin, min(len(scene.low), end + 40))
    return any(q.unit is not None and (q.end <= end or q.start - verb.end() < _VERB_REACH) for q in there)


_BREAK = re.compile(r",(?!\d)|[;:«»“”\"]|\s[-–—]\s")


def _clause(scene: Scene, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    breaks = [m.span() for m in _BREAK.finditer(scene.low, sentence.start, sentence.end)]
    before = [stop for _, stop in breaks if stop <= start]
    after = [begin for begin, _ in breaks if begin >= end]
    return (before[-1] if before else sentence.start), (after[0] if after else sentence.end)


def _valueless(scene: Scene, sentence: Sentence, found: re.Match[str], cue: Cue, told: Told) -> Draft:
    growth = within(scene.growth, found.start(), found.end())
    place = place_of_words(scene, sentence, found)
    when = timing(scene, sentence, place.quantity, ahead=False, growth=True)
    return Draft(
        kind=Kind.GROWTH,
        start=found.start(),
        end=found.end(),
        direction=growth[0].tag if growth else "up",
        measure=cue.tag,
        subject=subject(place, cue, cue.tag, told),
        period=when.period or told.memory.recent(sentence.line) or NOW,
        base=when.base,
        title=sentence.label is LineLabel.TITLE,
        reasons={"value": "the text gives no number"},
    )
