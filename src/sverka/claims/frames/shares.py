"""Frames of shares: 85 % of settlements, a third of exports."""

import re
from functools import cache

from sverka.claims.frames.dates import date_share
from sverka.claims.frames.draft import Draft, Told
from sverka.claims.frames.place import Place, direction_of, draft_of
from sverka.claims.frames.subjects import subject
from sverka.claims.scene import Cue, Scene, find_cues, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Kind, Modality, Unit

_ITEM = re.compile(r"\s*[-–—]\s*[a-zа-я]|\s*\)")


def _goes_on(place: Place) -> bool:
    """Tell whether a percentage goes on a list of shares: "against 8 %", "…, machinery 17 % and meat 9 %"."""
    if place.joined("share_versus"):
        return True
    listed = joint(place.scene.lang, "share_next").fullmatch(place.left)
    return listed is not None and place.followed("share_end")


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = tables_for(lang).cues
    of = rf"[\s-]*(?:{cues.share_of}|(?:{cues.of_them})(?!\w))"
    return re.compile(rf"(?<!\w)(?:{cues.shares})"), re.compile(of)


def read_share(place: Place, told: Told) -> Draft | None:
    """Read a percentage or a fraction that is a part of a whole; None for one of growth."""
    if place.quantity.unit is not Unit.PERCENT:
        return None
    cued, whole = _cued(place) or (told.memory.shared and _goes_on(place)), _whole(place)
    if _of_growth(place, told, cued=cued) or not (cued or whole):
        return None
    draft = draft_of(place, Kind.SHARE, told)
    draft.measure = _measure(place, whole) or (told.memory.measure if _of_them(place) else None)
    if place.quantity.fraction and draft.measure is None:
        return None
    draft.of = _of(place, draft.measure)
    if draft.measure is None:
        draft.reasons["measure"] = "the text does not name a trade figure that this is a share of"
    else:
        goods = draft.measure if draft.measure in ("export", "import") else "trade"
        draft.subject = subject(place, _named(place), goods, told)
    date_share(draft, place, told)
    if draft.modality is not Modality.REPORTED:
        draft.kind = Kind.TARGET
    return draft


def _of_them(place: Place) -> bool:
    """Tell whether the whole is what was spoken of: "72 % of them"."""
    pattern = rf"(?:\s*(?:{tables_for(place.scene.lang).cues.of_them})(?!\w))"
    return re.match(pattern, place.right) is not None


def _of(place: Place, measure: str | None) -> str | None:
    """Name the whole: the country whose trade it is, else the kind of trade."""
    owners = within(place.scene.countries, place.quantity.end, place.until)
    if owners and measure == "trade":
        return owners[0].code
    return "settlements" if measure == "national_currencies" else measure


def _cued(place: Place) -> bool:
    """Tell whether a word of share governs: before the number, or earlier for an item of a list."""
    share, _ = _patterns(place.scene.lang)
    if share.search(place.left) or share.match(place.right.lstrip()):
        return True
    return bool(_ITEM.match(place.right) and share.search(place.scene.low, place.sentence.start, place.since))


def _whole(place: Place) -> re.Match[str] | None:
    """Find the whole right after the number: "of its foreign trade", "внешнеторгового оборота"."""
    if place.followed("share_compared"):
        return None
    _, of = _patterns(place.scene.lang)
    found = of.match(place.scene.masked, place.quantity.end, place.until)
    outside = joint(place.scene.lang, "share_outside")
    return None if found and outside.search(found.group()) else found


def _of_growth(place: Place, told: Told, *, cued: bool) -> bool:
    direction, adjacent = direction_of(place, told)
    if adjacent or place.compared_to_base() or place.joined("growth_rate"):
        return True
    if direction and not (cued and (place.joined("growth_to") or not place.joined("growth_by"))):
        return True
    return place.joined("growth_by") and not cued and place.quantity.fraction


def _named(place: Place) -> Cue | None:
    found = within(place.scene.measures, place.sentence.start, place.until)
    trade = [cue for cue in found if cue.tag in ("trade", "export", "import", "supply")]
    return trade[-1] if trade else None


def _measure(place: Place, whole: re.Match[str] | None) -> str | None:
    """Name the measure by the whole, else by the words around."""
    scene = place.scene
    table = tables_for(scene.lang).cues.share_measures
    for text in _around(scene, place, whole):
        if found := find_cues(text, table):
            return found[0].tag
    return None


def _around(scene: Scene, place: Place, whole: re.Match[str] | None) -> tuple[str, ...]:
    nearby = scene.low[place.quantity.end : place.until]
    if place.quantity.fraction and not _cued(place):
        return (nearby,)
    told = whole.group() if whole else ""
    return (
        told,
        nearby,
        scene.low[place.since : place.quantity.start],
        scene.low[place.sentence.start : place.sentence.end],
    )
