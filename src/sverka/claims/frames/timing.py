"""Choose a claim's period and base from the periods around it."""

import re
from dataclasses import dataclass
from functools import cache

from sverka.claims.periods import PeriodMention, resolve
from sverka.claims.quantities import Quantity
from sverka.claims.scene import Scene, Sentence, following, preceding, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Unit
from sverka.vocabulary.period import NOW, Period, shift_years, span

_LEAD = 40
_VAGUE = ("now", "annual")
_DECEMBER = 12
_SUM = "a sum over several years of which the text does not name the first and the last"
_BESIDE = 12
_RATES = (Unit.PERCENT, Unit.TIMES)


@dataclass(frozen=True, slots=True)
class Timing:
    """A period with its base; None where the text states none."""

    period: Period | None
    base: Period | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Used:
    """A mention with the use that the words before it make of it: period, base or deadline."""

    mention: PeriodMention
    use: str


def timing(scene: Scene, sentence: Sentence, place: Quantity, *, ahead: bool, growth: bool) -> Timing:
    """Find the period that a number in a sentence is about, and the base of a comparison.

    `ahead` is set for promises, `growth` for comparisons.
    """
    used = [_use(scene, m, place, growth=growth) for m in within(scene.periods, sentence.start, sentence.end)]
    chosen = _nearest([u for u in used if u.use != "base"], place, scene)
    base = _base(used, place, scene)
    if chosen is None:
        return _from_base(scene, base)
    mention = chosen.mention
    if mention.role == "ytd":
        return Timing(None, reason="“since the start of the year” does not say which month is the last")
    if not ahead and (mention.role == "past" or (mention.role == "ahead" and growth)):
        return _over_years(scene, mention.years or 0) if growth else Timing(None, reason=_SUM)
    period = resolve(mention, scene.said_on, ahead=ahead)
    if not growth and not ahead and (since := _since(scene, mention)):
        return Timing(since)
    if chosen.use == "deadline" and period and not period.startswith(".."):
        period = f"..{period}"
    return Timing(period, _base_of(period, base) if growth else None)


def _since(scene: Scene, mention: PeriodMention) -> Period | None:
    """Read "since 1996": all the years from then to the year of publication."""
    named = mention.role == "period" and mention.months is None and isinstance(mention.year, int)
    lead = joint(scene.lang, "since_year").search(scene.low[max(0, mention.start - _LEAD) : mention.start])
    if not named or not lead or scene.said_on is None or str(mention.year) >= str(scene.said_on.year):
        return None
    return f"{mention.year}..{scene.said_on.year}"


def _from_base(scene: Scene, base: PeriodMention | None) -> Timing:
    """With a base alone: "higher than in 2021" speaks of an unnamed period after it."""
    if base is None or base.role != "period":
        return Timing(None)
    before = resolve(base, scene.said_on, ahead=False)
    named = isinstance(base.year, int) and base.months is not None
    return Timing(shift_years(before, 1) if before and named else None, before)


def _over_years(scene: Scene, years: int) -> Timing:
    """Read "in ten years" looking back: the last full year beside the one that many years before."""
    if scene.said_on is None:
        return Timing(None, reason=f"{years} years back from an unknown date")
    last = scene.said_on.year - (scene.said_on.month < _DECEMBER)
    return Timing(str(last), str(last - years))


def _base_of(period: Period | None, base: PeriodMention | None) -> Period | None:
    """Write the base: the same months of the year named, or of the year before."""
    if period is None or (span(period) is None and "cur" not in period):
        return None
    if base is not None and isinstance(base.year, int) and (found := span(period)):
        return shift_years(period, base.year - found.last.year)
    if len(period) > len("2021") and re.fullmatch(r"\d{4}\.\.\d{4}", period):
        return None
    return shift_years(period, -1)


@cache
def _base_lead(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = tables_for(lang).periods
    strong = re.compile(rf"(?<!\w)(?:{words.base_before})\s+(?:в\s+|за\s+|in\s+)?$")
    weak = re.compile(rf"(?<!\w)(?:{words.base_after_growth})\s+(?:the\s+)?$")
    return strong, weak


def _use(scene: Scene, mention: PeriodMention, place: Quantity, *, growth: bool) -> _Used:
    lead = scene.low[max(0, mention.start - _LEAD) : mention.start]
    strong, weak = _base_lead(scene.lang)
    meanwhile = joint(scene.lang, "meanwhile").match(scene.low, mention.start)
    if mention.role == "same" and meanwhile and not strong.search(lead):
        return _Used(mention, "meanwhile")
    if mention.role in ("same", "year_ago"):
        return _Used(mention, "base")
    if strong.search(lead):
        return _Used(mention, "base")
    if _due(scene, mention, lead):
        return _Used(mention, "deadline")
    compared = growth and (mention.start > place.end or mention.months is None)
    if weak.search(lead) and (compared or _follows_a_rate(scene, mention)):
        return _Used(mention, "base")
    return _Used(mention, mention.role)


def _follows_a_rate(scene: Scene, mention: PeriodMention) -> bool:
    """Tell whether a rate stands right before: the year in "up 13 % on 2017" dates no level after it."""
    rate = preceding(scene.quantities, mention.start)
    return rate is not None and rate.unit in _RATES and mention.start - rate.end < _BESIDE


def _due(scene: Scene, mention: PeriodMention, lead: str) -> bool:
    """Tell whether a mention is a deadline: "by 2030", "на 2030 год"."""
    if joint(scene.lang, "deadline").search(lead):
        return _ahead(scene, mention)
    named = isinstance(mention.year, int) and _ahead(scene, mention)
    return named and joint(scene.lang, "for_year").search(lead) is not None


def _ahead(scene: Scene, mention: PeriodMention) -> bool:
    """Tell whether a year lies after the day of publication; without that day, take it so."""
    if mention.role != "period":
        return False
    if not isinstance(mention.year, int):
        return mention.year is None
    return scene.said_on is None or mention.year > scene.said_on.year


def _nearest(used: list[_Used], place: Quantity, scene: Scene) -> _Used | None:
    """Take the period right after the number, else the last before it, else the first after it."""
    dated = (u for u in used if u.mention.role != "day" and u.use != "meanwhile")
    telling = [u for u in dated if not _parted(scene.low, place, u.mention)]
    fresh = [u for u in telling if _since_last(scene, place) <= u.mention.start < place.start]
    if fresh and fresh[-1].mention.role == "now":
        return fresh[-1]
    if any(u.mention.role not in _VAGUE for u in telling):
        telling = [u for u in telling if u.mention.role not in _VAGUE]
    after = [u for u in telling if u.mention.start >= place.end]
    before = [u for u in telling if u.mention.end <= place.start]
    if after and joint(scene.lang, "period_after").fullmatch(scene.low, place.end, after[0].mention.start):
        return after[0]
    if before:
        return before[-1]
    number = following(scene.quantities, place.end)
    blocked = number.start if number else len(scene.low)
    free = [
        u for u in after
        if _same_clause(scene, place.end, u.mention.start)
        or (u.mention.start < blocked and not _new_clause(scene, place.end, u.mention.start))
    ]  # fmt: skip
    return free[0] if free else None


def _new_clause(scene: Scene, start: int, end: int) -> bool:
    return joint(scene.lang, "new_clause").search(scene.low, start, end) is not None


def _since_last(scene: Scene, place: Quantity) -> int:
    """Return where the quantity before this one ends."""
    before = preceding(scene.quantities, place.start)
    return before.end if before else 0


def _parted(low: str, place: Quantity, mention: PeriodMention) -> bool:
    """Tell whether a bracket opens between the number and the period: "6,0 bn (in 2024 – 5,0 bn)"."""
    gap = low[place.end : mention.start]
    return "(" in gap and ")" not in gap


def _same_clause(scene: Scene, start: int, end: int) -> bool:
    return not re.search(tables_for(scene.lang).cues.clause_break, scene.low[start:end])


def _base(used: list[_Used], place: Quantity, scene: Scene) -> PeriodMention | None:
    """Take the base named after the number, else the last one before it."""
    bases = [u for u in used if u.use == "base" and _serves(u, place, scene)]
    after = [u.mention for u in bases if u.mention.start >= place.end]
    return after[0] if after else bases[-1].mention if bases else None


def _serves(used: _Used, place: Quantity, scene: Scene) -> bool:
    """Tell whether a base belongs to this number: no other number of growth stands between."""
    low, high = sorted((place.end, used.mention.start))
    between = within(scene.quantities, low, high)
    return used.mention.start < place.start or not any(q.unit == place.unit for q in between)


def year_before(period: Period | None) -> Period | None:
    """Write the same months a year before; None for a symbolic period or one of several years."""
    found = span(period)
    if period and (found.months <= _DECEMBER if found else "cur" in period):
        return shift_years(period, -1)
    return None


def inherits(period: Period | None) -> bool:
    """Tell whether a later sentence may take over this period."""
    return period is not None and period != NOW and not period.startswith("..")
