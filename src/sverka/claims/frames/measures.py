"""Say what a number measures: trade, exports, investment; by the nouns around it or the story so far."""

import re

from sverka.claims.frames.draft import Draft, Told
from sverka.claims.frames.place import Place
from sverka.claims.scene import Cue, Scene, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Unit

_GOODS = frozenset({"trade", "export", "import", "balance", "agri_trade", "supply", "reverse"})
FLOWS = _GOODS | {"services", "transit", "freight"}
OUTSIDE = frozenset({"loan", "gdp", "worth"})
_VALUED = frozenset({"contracts", "projects_value", "investment"})
_FAR = 52
_LARGE = 1e8  # a sum that a country's trade may reach, and few other things
_NEXT = 32
_LINES_BACK = 2


def measure_of(place: Place, told: Told) -> tuple[str | None, Cue | None]:
    """Return the measure of a quantity and the noun that names it, None where it is only remembered."""
    if place.joined("worth_of_counted") and (counted := _worth(place, told)):
        return counted, None
    cue = _named(place)
    if cue is None:
        return _remembered(place, told) or _aimed_at(place, told), None
    if cue.tag == "worth":
        earlier = within(place.scene.measures, place.sentence.start, cue.start)
        cue = next((c for c in reversed(earlier) if c.tag in FLOWS or c.tag in _VALUED), cue)
        return (_worth(place, told), None) if cue.tag == "worth" else (cue.tag, cue)
    return (None if cue.tag in OUTSIDE else cue.tag), cue


def _named(place: Place) -> Cue | None:
    """Find the noun that a number measures: right after it ("$1 bn in trade"), else the last before it."""
    scene, quantity = place.scene, place.quantity
    after_number = joint(scene.lang, "measure_after")
    for cue in within(scene.measures, quantity.end, min(place.until, quantity.end + _FAR)):
        gap = scene.masked[quantity.end : cue.start]
        if place.followed("part_of_measure") and within(scene.measures, place.since, quantity.start):
            continue  # "exports made up 5 bn of the turnover" is of exports
        object_ = quantity.direction or not _own_clause(scene, cue) or place.followed("measure_made_up")
        if cue.tag in OUTSIDE and cue.tag != "worth":
            continue
        if (after_number.fullmatch(gap) and object_) or (_NAMED_AFTER.fullmatch(gap) and _closes(scene, cue)):
            return cue
    before = within(scene.measures, place.sentence.start, quantity.start)
    if before:
        return _governing(scene, before, quantity.start)
    after = within(scene.measures, quantity.end, place.until)
    gap = scene.low[quantity.end : after[0].start] if after else ""
    return after[0] if after and not joint(scene.lang, "other_clause").search(gap) else None


_NAMED_AFTER = re.compile(r"\s*[-–—]\s*(?:[\w’'-]+\s+)?")


def _closes(scene: Scene, cue: Cue) -> bool:
    """Tell whether a noun ends its clause: "268 млн – экспорт, 553 млн – импорт"."""
    return re.match(r"\s*(?:[,.;)]|$|\x01)", scene.low[cue.end : cue.end + 3]) is not None


def _own_clause(scene: Scene, cue: Cue) -> bool:
    """Tell a Russian nominative, which begins a clause of its own ("… на 12 % импорт снизился")."""
    return joint(scene.lang, "own_clause").fullmatch(scene.low, cue.start, cue.end) is not None


def _governing(scene: Scene, before: list[Cue], number: int) -> Cue:
    """Take the nearest noun before the number, unless it only completes one before it."""
    last = before[-1]
    if len(before) == 1:
        return last
    gap = scene.low[before[-2].end : last.start]
    if joint(scene.lang, "completes_measure").fullmatch(gap):
        return before[-2]
    completes = last.tag in ("projects_value", "contracts", "transit", "loan", "gdp")
    if completes and before[-2].tag in FLOWS and not re.search(r"[,;]", gap) and number - last.end > _NEXT:
        return before[-2]
    return last


def _worth(place: Place, told: Told) -> str | None:
    """Read "worth 240 m": the value of what was counted before, contracts or projects."""
    scene = place.scene
    before = within(scene.measures, place.sentence.start, place.quantity.start)
    valued = [cue.tag for cue in before if cue.tag in _VALUED]
    if valued:
        return valued[-1]
    counted = told.memory.counted
    noun = (counted.noun or "").partition(":")[0] if counted else ""
    return {"documents": "contracts", "joint_projects": "projects_value", "projects": "projects_value"}.get(
        noun
    )


def _remembered(place: Place, told: Told) -> str | None:
    """Go on with the measure of the sentences before, where this one names no other."""
    memory = told.memory
    back = place.sentence.line - memory.line
    if memory.measure is None or back > _LINES_BACK:
        return None
    if back > 1 and not _anaphoric(place):
        return None
    if memory.measure == "balance" and memory.sentence != place.sentence.start:
        return None  # what follows a balance is rarely a part of it
    if memory.sentence not in (-1, place.sentence.start) and memory.lead[0] == "trade":
        memory.measure, memory.subject = memory.lead
    return memory.measure


def _aimed_at(place: Place, told: Told) -> str | None:
    """Take a goal in money, in a story of trade, for one of turnover where nothing else is named."""
    goal = any(c.tag == "goal" for c in within(place.scene.modality, place.since, place.quantity.start))
    aimed = goal or (place.joined("reaching") and place.quantity.value >= _LARGE)
    return "trade" if aimed and told.memory.measure and place.quantity.unit is Unit.MONEY else None


def _anaphoric(place: Place) -> bool:
    opening = place.scene.low[place.sentence.start : place.sentence.start + 40].lstrip('«“"„ –—-')
    return re.match(rf"(?:{tables_for(place.scene.lang).cues.anaphora})(?!\w)", opening) is not None


def name_goods(draft: Draft, told: Told) -> None:
    """Call a shipment export or import by the side from which the story looks."""
    if draft.measure == "supply":
        home = told.memory.owner or told.parties.home
        outward = draft.subject is None or draft.subject.startswith(f"{home}>")
        draft.measure = "export" if outward else "import"
    elif draft.measure == "reverse":
        draft.measure = "import"
