"""Frames of trade figures: levels, growth, targets, shares."""

import re
from dataclasses import dataclass
from functools import cache

from sverka.claims.frames.draft import Draft, Memory
from sverka.claims.frames.mood import modality
from sverka.claims.frames.subjects import Parties, subject
from sverka.claims.frames.timing import inherits, timing
from sverka.claims.quantities import Quantity
from sverka.claims.scene import Cue, Scene, Sentence, find_cues, within
from sverka.claims.tables import tables_for
from sverka.vocabulary.claim import Kind, Modality, Unit
from sverka.vocabulary.period import NOW

_FLOWS = frozenset({"trade", "export", "import", "balance", "services", "agri_trade", "transit"})
_DATED = frozenset({"trade", "export", "import", "balance", "services", "agri_trade", "transit", "investment"})
_OUTSIDE = frozenset({"loan", "gdp"})
_WHOLE = 100.0
_NEXT = 32


@dataclass(frozen=True, slots=True)
class _Place:
    """A quantity in its sentence: `since` is where the quantity before it ends, `until` where the next begins."""

    scene: Scene
    sentence: Sentence
    quantity: Quantity
    since: int
    until: int

    @property
    def left(self) -> str:
        return self.scene.masked[self.since : self.quantity.hedged]

    @property
    def right(self) -> str:
        return self.scene.masked[self.quantity.end : self.until]


def read_flows(scene: Scene, sentence: Sentence, told: tuple[Parties, Memory]) -> list[Draft]:
    """Read the levels, growths, targets and shares of one sentence."""
    memory = told[1]
    memory.growth = None
    quantities = within(scene.quantities, sentence.start, sentence.end)
    drafts: list[Draft] = []
    since = sentence.start
    for index, quantity in enumerate(quantities):
        until = quantities[index + 1].hedged if index + 1 < len(quantities) else sentence.end
        place = _Place(scene, sentence, quantity, since, max(until, quantity.end))
        draft = _read(place, told)
        if draft:
            drafts.append(draft)
        since = quantity.end
    return drafts + _valueless(scene, sentence, told)


def _read(place: _Place, told: tuple[Parties, Memory]) -> Draft | None:
    unit = place.quantity.unit
    if unit is None:
        return None
    if unit is Unit.PERCENT and (share := _share(place, told)):
        return share
    cue = _measure(place)
    measure = cue.tag if cue else _remembered(place, told[1])
    if measure is None or measure in _OUTSIDE:
        return None
    if unit in (Unit.PERCENT, Unit.TIMES, Unit.POINTS) or _is_difference(place):
        return _growth(place, cue, measure, told)
    if unit is Unit.TONNES and measure not in ("transit", "export", "import", "trade"):
        return None
    return _level(place, cue, measure, told)


def _measure(place: _Place) -> Cue | None:
    """Find the noun that a number measures: right after it ("$1 bn in trade"), else the last before it."""
    scene, quantity = place.scene, place.quantity
    for cue in within(scene.measures, quantity.end, min(place.until, quantity.end + _NEXT + 20)):
        if _AFTER.fullmatch(scene.masked[quantity.end : cue.start]):
            return cue
    before = within(scene.measures, place.sentence.start, quantity.start)
    if before:
        return _governing(scene, before, quantity)
    after = within(scene.measures, quantity.end, place.sentence.end)
    return after[0] if after and after[0].start < place.until + 1 else None


_AFTER = re.compile(
    r"\s*(?:(?:in|of|worth of|составил\w*|составля\w+|достиг\w*)\s+)?(?!и\s|and\s|или\s|or\s)(?:[\w’'-]+\s+){0,2}"
)


def _governing(scene: Scene, before: list[Cue], quantity: Quantity) -> Cue:
    """The nearest noun before the number, unless it only completes an earlier one ("инвестиции в проекты")."""
    last = before[-1]
    if len(before) > 1 and scene.low[before[-2].end : last.start].strip() in ("в", "из", "на", "in", "of", "by"):
        return before[-2]
    if last.tag in ("projects_value", "contracts") and len(before) > 1:
        gap = scene.low[before[-2].end : last.start]
        if before[-2].tag in _FLOWS and not re.search(r"[,;]", gap) and quantity.start - last.end > _NEXT:
            return before[-2]
    return last


def _remembered(place: _Place, memory: Memory) -> str | None:
    """Go on with the measure of the sentence before, where this one names no other."""
    if memory.measure is None:
        return None
    same_line = memory.line == place.sentence.line
    opening = place.scene.low[place.sentence.start : place.sentence.start + 40].lstrip("«“\"„ –—-")
    anaphora = re.match(rf"(?:{tables_for(place.scene.lang).cues.anaphora})(?!\w)", opening)
    if same_line or (anaphora and memory.line == place.sentence.line - 1):
        return memory.measure
    return None


@cache
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    cues = tables_for(lang).cues
    growth = "|".join(f"(?P<{tag}>{pattern})" for tag, pattern in cues.growth)
    return {
        "growth_next": re.compile(rf"[\s)-]*(?:(?:раз\w*|чем|по)\s+)?(?:{growth})(?!\w)"),
        "share": re.compile(rf"(?<!\w)(?:{cues.shares})"),
        "of": re.compile(rf"[\s-]*{cues.share_of}"),
        "break": re.compile(cues.clause_break),
    }


_BY = re.compile(r"(?<!\w)(?:на|by|еще|another)\s+(?:еще\s+)?$|\(\s*(?:up|down|\+|плюс|минус)?\s*$")
_TO = re.compile(r"(?<!\w)(?:до|to|until)\s+(?:уровня\s+|отметки\s+|the\s+)?$")
_RATE = re.compile(r"темп\w*\s+(?:при)?рост\w*[^.;]*$|(?:rate|pace)\s+of\s+growth[^.;]*$")
_LEVEL_OF = re.compile(r"\s*(?:к\s+(?:уровн|аналог|показат|соответств|прошл)|от\s+уровн|of\s+(?:the\s+)?(?:level|previous))")


def _direction(place: _Place, memory: Memory) -> tuple[str | None, bool]:
    """Return up or down, and whether the word of growth stands right after the number."""
    quantity = place.quantity
    if quantity.direction:
        return _flipped(place, quantity.direction), True
    follows = _patterns(place.scene.lang)["growth_next"].match(place.scene.masked, quantity.end, place.until)
    if follows:
        return follows.lastgroup, True
    before = within(place.scene.growth, place.since, quantity.hedged)
    if before:
        return before[-1].tag, False
    if memory.growth and _CARRY.search(place.left):
        return memory.growth, False
    earlier = within(place.scene.growth, place.sentence.start, quantity.hedged)
    if earlier and (_BY.search(place.left) or quantity.unit is Unit.TIMES):
        return earlier[-1].tag, False
    return None, False


_CARRY = re.compile(r"(?:[-–—,(]|\bи\b|\band\b|\bby\b|\bна\b|\bв\b)\s*(?:на|by|в|до|to)?\s*$")


def _flipped(place: _Place, direction: str) -> str:
    """A multiple that is an adverb takes its direction from the verb ("сократился вдвое")."""
    return direction


def _share(place: _Place, told: tuple[Parties, Memory]) -> Draft | None:
    """Read "85% of settlements", "доля … 30 %"; None where the number is one of growth."""
    patterns = _patterns(place.scene.lang)
    quantity = place.quantity
    direction, adjacent = _direction(place, told[1])
    cued = patterns["share"].search(place.left)
    whole = patterns["of"].match(place.scene.masked, quantity.end, place.until)
    if adjacent or _LEVEL_OF.match(place.right) or _RATE.search(place.left):
        return None
    if direction and not (_TO.search(place.left) and cued):
        if not cued or _BY.search(place.left):
            return None
    if not cued and not (whole and _is_whole(whole["whole"], place.scene.lang)):
        return None
    if _BY.search(place.left) and not cued and quantity.fraction:
        return None
    return _draft_share(place, whole, told)


def _is_whole(word: str, lang: str) -> bool:
    return lang != "ru" or not re.match(r"(?:выше|ниже|больше|меньше|боле|мене|годов)", word)


def _draft_share(place: _Place, whole: re.Match[str] | None, told: tuple[Parties, Memory]) -> Draft:
    scene, sentence, quantity = place.scene, place.sentence, place.quantity
    cues = tables_for(scene.lang).cues
    named = whole.group() if whole else scene.low[place.since : place.until]
    found = find_cues(named, cues.share_measures) or find_cues(
        scene.low[sentence.start : sentence.end], cues.share_measures
    )
    measure = found[0].tag if found else None
    draft = _draft(place, Kind.SHARE, told)
    draft.measure = measure
    draft.of = whole["whole"] if whole else None
    draft.subject = subject(scene, sentence, None, "trade", told) if measure else None
    when = timing(scene, sentence, quantity, ahead=draft.modality is not Modality.REPORTED, growth=False)
    memory = told[1]
    draft.period = when.period or (memory.period if memory.line == sentence.line else None) or NOW
    if measure is None:
        draft.reasons["measure"] = "the text does not name a trade figure that this is a share of"
    if draft.modality is not Modality.REPORTED:
        draft.kind = Kind.TARGET
    return draft


def _is_difference(place: _Place) -> bool:
    """Tell whether money is an amount of growth: "сократился на 48 млн", "fell by $48 m"."""
    text = place.scene.masked[place.since : place.quantity.start]
    if not re.search(r"(?<!\w)(?:на|by)\s+(?:[\w-]+\s+){0,3}(?:[$€£]\s?)?$", text):
        return False
    before = within(place.scene.growth, place.since, place.quantity.hedged)
    return bool(before)


def _growth(place: _Place, cue: Cue | None, measure: str, told: tuple[Parties, Memory]) -> Draft | None:
    memory = told[1]
    quantity = place.quantity
    draft = _draft(place, Kind.GROWTH, told)
    direction, _ = _direction(place, memory)
    if quantity.unit is Unit.PERCENT and quantity.value > 0 and _is_rate(place):
        draft.value = round(abs(quantity.value - _WHOLE), 6)
        direction = "up" if quantity.value >= _WHOLE else "down"
    if direction is None and draft.modality is Modality.REPORTED:
        return None
    if direction is None and not within(place.scene.growth, place.sentence.start, quantity.hedged):
        if quantity.unit is not Unit.TIMES and not _BY.search(place.left):
            return None
    if quantity.unit is Unit.POINTS and not _finite_before(place):
        direction = "diff"
    draft.measure = measure
    draft.subject = subject(place.scene, place.sentence, cue, measure, told)
    promised = draft.modality is not Modality.REPORTED
    _date(draft, place, told, growth=True)
    memory.growth = direction
    if promised:
        draft.kind = Kind.TARGET
        draft.base = None
    else:
        draft.direction = direction
        _remember(draft, place, memory)
    return draft


def _is_rate(place: _Place) -> bool:
    near = place.quantity.value > _WHOLE / 2
    return near and bool(_RATE.search(place.left) and place.quantity.value > _WHOLE or _LEVEL_OF.match(place.right))


def _finite_before(place: _Place) -> bool:
    pattern = tables_for(place.scene.lang).cues.finite_growth
    return bool(re.search(rf"(?<!\w)(?:{pattern})(?!\w)", place.left))


def _level(place: _Place, cue: Cue | None, measure: str, told: tuple[Parties, Memory]) -> Draft | None:
    draft = _draft(place, Kind.LEVEL, told)
    draft.measure = measure
    draft.subject = subject(place.scene, place.sentence, cue, measure, told)
    _date(draft, place, told, growth=False)
    if draft.modality is not Modality.REPORTED:
        draft.kind = Kind.TARGET
    elif measure in _FLOWS:
        _remember(draft, place, told[1])
    return draft


def _draft(place: _Place, kind: Kind, told: tuple[Parties, Memory]) -> Draft:
    quantity = place.quantity
    draft = Draft(
        kind=kind,
        start=quantity.start,
        end=quantity.end,
        value=quantity.value,
        value_hi=quantity.high,
        half_step=quantity.half_step,
        unit=quantity.unit,
        currency=quantity.currency,
        hedge=quantity.hedge,
        modality=modality(place.scene, place.sentence, quantity, place.since),
        title=place.sentence.label == "title",
    )
    _settle_currency(draft, told[0])
    return draft


def _settle_currency(draft: Draft, who: Parties) -> None:
    """Settle a currency word that several countries share by the pair at hand, or leave it open."""
    if draft.unit is not Unit.MONEY:
        return
    if draft.currency is None:
        draft.reasons["currency"] = "the text names no currency beside this number"
    elif draft.currency.startswith("?"):
        usual = draft.currency[1:]
        draft.currency = usual if usual == "AZN" or (who.pair and "RUS" in who.pair) else None
        if draft.currency is None:
            draft.reasons["currency"] = "roubles, and the text does not say whose"


def _date(draft: Draft, place: _Place, told: tuple[Parties, Memory], *, growth: bool) -> None:
    """Give a draft its period and base: as the sentence says, else as the story goes on, else now."""
    memory = told[1]
    ahead = draft.modality is not Modality.REPORTED
    when = timing(place.scene, place.sentence, place.quantity, ahead=ahead, growth=growth)
    draft.period, draft.base = when.period, when.base
    if draft.period is None and not when.reason and not ahead:
        near = place.sentence.line - memory.line <= 1 and not draft.title
        if inherits(memory.period) and near and draft.measure in _DATED:
            draft.period = memory.period
        elif draft.measure in _DATED:
            draft.period = NOW
    if growth and draft.base is None and draft.period and not ahead:
        draft.base = timing_base(draft.period)
    if draft.period is None:
        draft.reasons["period"] = when.reason or "the text names no period for this number"


def timing_base(period: str) -> str | None:
    """The year before, for a comparison that names no base; none for a symbolic period."""
    from sverka.vocabulary.period import shift_years, span  # noqa: PLC0415

    found = span(period)
    if found is None or found.months > 12:  # noqa: PLR2004 - a longer spell has no year before
        return shift_years(period, -1) if "cur" in period else None
    return shift_years(period, -1)


def _remember(draft: Draft, place: _Place, memory: Memory) -> None:
    if draft.title:
        return
    memory.line = place.sentence.line
    memory.measure = draft.measure
    memory.subject = draft.subject
    if inherits(draft.period):
        memory.period = draft.period


def _valueless(scene: Scene, sentence: Sentence, told: tuple[Parties, Memory]) -> list[Draft]:
    """Read growth that is told without a number: "trade has grown noticeably"."""
    pattern = re.compile(rf"(?<!\w)(?:{tables_for(scene.lang).cues.finite_growth})(?!\w)")
    drafts = []
    for found in pattern.finditer(scene.low, sentence.start, sentence.end):
        begin, end = _clause(scene, sentence, found.start(), found.end())
        cues = [c for c in within(scene.measures, begin, end) if c.tag in ("trade", "export", "import")]
        if not cues or within(scene.quantities, found.start(), end) or _counted_before(scene, begin, found.start()):
            continue
        drafts.append(_valueless_draft(scene, sentence, found, cues[-1], told))
    return drafts


def _counted_before(scene: Scene, begin: int, verb: int) -> bool:
    """Tell whether a number before the verb in its clause already carries the growth."""
    return any(q.unit is not None for q in within(scene.quantities, begin, verb))


def _clause(scene: Scene, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    breaks = [m.span() for m in re.finditer(r"[,;:«»“”\"]|\s[-–—]\s", scene.low[sentence.start : sentence.end])]
    before = [sentence.start + b for _, b in breaks if sentence.start + b <= start]
    after = [sentence.start + a for a, _ in breaks if sentence.start + a >= end]
    return (before[-1] if before else sentence.start), (after[0] if after else sentence.end)


def _valueless_draft(
    scene: Scene, sentence: Sentence, found: re.Match[str], cue: Cue, told: tuple[Parties, Memory]
) -> Draft:  # fmt: skip
    tag = next((g.tag for g in within(scene.growth, found.start(), found.end())), "up")
    place = Quantity(
        found.start(), found.end(), 0.0, None, None, None, None, Draft(Kind.GROWTH, 0, 0).hedge, found.start()
    )  # fmt: skip
    when = timing(scene, sentence, place, ahead=False, growth=True)
    draft = Draft(
        kind=Kind.GROWTH,
        start=found.start(),
        end=found.end(),
        direction=tag,
        measure=cue.tag,
        subject=subject(scene, sentence, cue, cue.tag, told),
        period=when.period or NOW,
        base=when.base,
        title=sentence.label == "title",
    )
    draft.reasons["value"] = "the text gives no number"
    return draft
