"""Frames of ranks: the third partner, among the top five."""

import re
from functools import cache

from sverka.claims.frames.dates import rank_period
from sverka.claims.frames.draft import Draft, Told
from sverka.claims.frames.place import place_of_words
from sverka.claims.frames.subjects import subject
from sverka.claims.scene import Scene, Sentence, within
from sverka.claims.tables import joint, tables_for
from sverka.vocabulary.claim import Hedge, Kind
from sverka.vocabulary.statement import LineLabel

_NEAR = 120
_PARTNER = 40
_RUSSIAN = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = {word: place for words in (_RUSSIAN, _ENGLISH) for place, word in enumerate(words, start=1)}
_AMONG = {
    "тройк": 3,
    "четверк": 4,
    "пятерк": 5,
    "десятк": 10,
    "двадцатк": 20,
    "трех": 3,
    "пяти": 5,
    "десяти": 10,
}
_AMONG |= {"three": 3, "five": 5, "ten": 10}


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?<!\\w)(?:{pattern})(?!\\w)" for _, pattern in tables_for(lang).cues.ranks))


def read_ranks(scene: Scene, sentence: Sentence, told: Told) -> list[Draft]:
    """Read the ranks of one sentence that concern trade partners."""
    drafts = []
    for found in _pattern(scene.lang).finditer(scene.low, sentence.start, sentence.end):
        value, among = _rank(found)
        if value is None or not _about_trade(scene, sentence, found):
            continue
        place = place_of_words(scene, sentence, found)
        drafts.append(
            Draft(
                kind=Kind.RANK,
                start=found.start(),
                end=found.end(),
                value=float(value),
                hedge=Hedge.UP_TO if among else Hedge.EXACT,
                measure=_measure(scene, sentence, found),
                subject=subject(place, None, "trade", told),
                period=rank_period(place, told),
                of=_whose(scene, sentence),
                title=sentence.label is LineLabel.TITLE,
            )
        )
    return drafts


def _rank(found: re.Match[str]) -> tuple[int | None, bool]:
    groups = {name.rstrip("0123456789"): text for name, text in found.groupdict().items() if text}
    if "ordinal" in groups:
        return _ORDINALS.get(groups["ordinal"]), False
    if "digit" in groups:
        return int(groups["digit"]), False
    if "top" in groups:
        return 1, False
    if "among" in groups:
        return _AMONG.get(groups["among"]), True
    if text := groups.get("topn") or groups.get("amongn"):
        return (int(text) if text.isdigit() else _AMONG.get(text)), True
    return None, False


def _about_trade(scene: Scene, sentence: Sentence, found: re.Match[str]) -> bool:
    """Tell whether a place in a list is one of trade: a word of trade or partnership stands near."""
    if joint(scene.lang, "partner").search(found.group()):
        return True
    near = scene.low[max(sentence.start, found.start() - _NEAR) : min(sentence.end, found.end() + _NEAR)]
    return joint(scene.lang, "trade_word").search(near) is not None


def _measure(scene: Scene, sentence: Sentence, found: re.Match[str]) -> str:
    if joint(scene.lang, "spending").search(found.group()):
        return "investment"
    near = scene.low[found.start() : min(sentence.end, found.end() + _PARTNER)]
    if joint(scene.lang, "partner").search(near):
        return "trade"
    cues = within(scene.measures, sentence.start, sentence.end)
    named = [cue.tag for cue in cues if cue.tag in ("trade", "export", "import")]
    return named[0] if len(set(named)) == 1 else "trade"


def _whose(scene: Scene, sentence: Sentence) -> str | None:
    """Name the country among whose partners the rank is, where the sentence names an owner."""
    for mention in within(scene.countries, sentence.start, sentence.end):
        after = scene.low[mention.end : mention.end + 3]
        if mention.form == "adjective" or after.startswith(("'s", "’s")):
            return mention.code
    return None
