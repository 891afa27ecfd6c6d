"""Frames of counts and their breakdowns: enterprises, projects, dealers."""

import re
from functools import cache

from sverka.claims.countries import Mention
from sverka.claims.frames.breakdowns import announced, part_of_them
from sverka.claims.frames.draft import Draft, Told
from sverka.claims.frames.mood import modality
from sverka.claims.quantities import Quantity
from sverka.claims.scene import Scene, Sentence, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Hedge, Kind, Modality
from sverka.vocabulary.statement import LineLabel

_PART = 2.0
_NEAR = 60


def read_counts(scene: Scene, sentence: Sentence, told: Told) -> list[Draft]:
    """Read the counts of one sentence and the breakdown that joins them."""
    drafts: list[Draft] = []
    since = sentence.start
    for quantity in within(scene.quantities, sentence.start, sentence.end):
        if quantity.unit is None:
            if draft := _count(scene, sentence, quantity, since):
                drafts.append(draft)
            elif drafts and _is_part(scene, drafts[0], quantity, since):
                drafts.append(_part(scene, sentence, quantity, drafts[0]))
        since = quantity.end
    for draft in drafts:
        if draft.total:
            _belongs(draft, draft.total)
        else:
            _place_count(scene, sentence, draft)
        if draft.hedge is Hedge.EXACT and draft.half_step is None:
            draft.half_step = 0.5
    told.memory.counted = drafts[0] if drafts else told.memory.counted
    return drafts


@cache
def _nouns(lang: str) -> re.Pattern[str]:
    cues = tables_for(lang).cues
    parts = "|".join(f"(?P<noun_{tag}>{pattern})" for tag, pattern in cues.count_nouns)
    return re.compile(rf"{cues.count_link}(?:{parts})(?!\w)")


def _count(scene: Scene, sentence: Sentence, quantity: Quantity, since: int) -> Draft | None:
    """Read a bare number with a counted noun right after it."""
    if quantity.value < _PART and quantity.half_step is None:
        return None
    found = _nouns(scene.lang).match(scene.low, quantity.end, sentence.end)
    end = found.end() if found else quantity.end
    found = found or _counted_before(scene, sentence, quantity)
    if found is None or quantity.value != int(quantity.value):
        return None
    noun = (found.lastgroup or "").removeprefix("noun_")
    if noun == "people" and not joint(scene.lang, "employed").search(scene.low, sentence.start, sentence.end):
        return None
    return Draft(
        kind=Kind.COUNT,
        start=quantity.start,
        end=end,
        value=quantity.value,
        value_hi=quantity.high,
        half_step=quantity.half_step,
        hedge=_hedge(scene, quantity),
        noun=noun,
        modality=_mood(scene, sentence, quantity, since),
        title=sentence.label is LineLabel.TITLE,
    )


def _counted_before(scene: Scene, sentence: Sentence, quantity: Quantity) -> re.Match[str] | None:
    """Find the noun of "the number of enterprises rose to 59"."""
    counted = re.compile(rf"(?<!\w)(?:{tables_for(scene.lang).cues.number_of})(?!\w)")
    before = list(counted.finditer(scene.low, sentence.start, quantity.start))
    if not before or within(scene.quantities, before[-1].end(), quantity.start):
        return None
    return _nouns(scene.lang).match(scene.low, before[-1].end(), quantity.start)


def _hedge(scene: Scene, quantity: Quantity) -> Hedge:
    """Read the hedge of a count; after a bare "до" it is an upper bound."""
    bound = joint(scene.lang, "bound").search(scene.low[max(0, quantity.start - 4) : quantity.start])
    return Hedge.UP_TO if bound and quantity.hedge is Hedge.EXACT else quantity.hedge


def _mood(scene: Scene, sentence: Sentence, quantity: Quantity, since: int) -> Modality:
    """Read the mood of a count; one that is promised is planned."""
    mood = modality(scene, sentence, quantity, since)
    return Modality.REPORTED if mood is Modality.REPORTED else Modality.PLANNED


@cache
def _part_nouns(lang: str) -> re.Pattern[str]:
    parts = "|".join(f"(?P<{tag}>{pattern})" for tag, pattern in tables_for(lang).cues.part_nouns)
    return re.compile(rf"\s+{tables_for(lang).joints.part_copula}(?:{parts})(?!\w)")


def _is_part(scene: Scene, total: Draft, quantity: Quantity, since: int) -> bool:
    """Tell whether a bare number after "including" is a part of the count before it."""
    if total.value is None or quantity.value >= total.value:
        return False
    if part_of_them(scene.lang).match(scene.low, quantity.end):
        return True
    cue = announced(scene.lang).search(scene.low[total.end : quantity.start + 1])
    return cue is not None and quantity.start - max(total.end + cue.end(), since) < _NEAR


def _part(scene: Scene, sentence: Sentence, quantity: Quantity, total: Draft) -> Draft:
    named = _part_nouns(scene.lang).match(scene.low, quantity.end, sentence.end)
    end = named.end() if named else quantity.end
    return Draft(
        kind=Kind.COUNT,
        start=quantity.start,
        end=end,
        value=quantity.value,
        half_step=quantity.half_step,
        hedge=quantity.hedge,
        noun=(named.lastgroup if named else None) or total.noun,
        total=total,
        modality=total.modality,
        title=total.title,
    )


def _belongs(part: Draft, total: Draft) -> None:
    """Give a part the owner and the place of its whole: of 55 firms with Kazakh capital, 17 joint ones."""
    _, colon, owner = (total.noun or "").partition(":")
    part.noun = (part.noun or "").partition(":")[0] + colon + owner
    part.country = total.country
    part.reasons = dict(total.reasons)


def _place_count(scene: Scene, sentence: Sentence, draft: Draft) -> None:
    """Say where the counted things are and whose they are: "in Kazakhstan … with Belarusian capital"."""
    capital = re.compile(tables_for(scene.lang).cues.capital_of).search(
        scene.low, draft.end, min(sentence.end, draft.end + _NEAR)
    )
    near = within(scene.countries, sentence.start, sentence.end)
    market = next(
        (m for m in near if m.form == "adjective" and joint(scene.lang, "market").match(scene.low, m.end)),
        None,
    )
    near = [m for m in near if m is not market]
    owner = next((m for m in near if capital and capital.start() <= m.start < capital.end()), None)
    if owner is None:
        owner = next((m for m in near if m.form == "adjective" and _belongs_to(scene, draft, m)), None)
    if owner and draft.noun:
        draft.noun = f"{draft.noun}:{owner.code}{'_capital' if capital else ''}"
        if capital and capital.start() - draft.end < 2:  # noqa: PLR2004 - one space
            draft.end = capital.end()
    here = [
        m
        for m in near
        if m is not owner
        and m.form != "adjective"
        and joint(scene.lang, "located_in").search(scene.low[max(0, m.start - 14) : m.start])
    ]
    draft.country = _nearest(here, draft) or (market.code if market else None)
    if draft.country is None:
        draft.reasons["country"] = "the text does not say where they are"


def _belongs_to(scene: Scene, draft: Draft, mention: Mention) -> bool:
    """Tell whether an adjective names the owner of what is counted: inside its words, or right after them."""
    if draft.start <= mention.start < draft.end:
        return True
    gap = scene.low[draft.end : mention.start]
    return mention.start >= draft.end and re.fullmatch(r"\s+(?:[\w-]+\s+){0,2}", gap) is not None


def _nearest(mentions: list[Mention], draft: Draft) -> str | None:
    if not mentions:
        return None
    return min(mentions, key=lambda m: abs(m.start - draft.start)).code
