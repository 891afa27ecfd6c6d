"""Offices and other titles by which a text calls a person, in Russian and English."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sverka.claims.people.names_ru import NOMINATIVE, decline_noun
from sverka.claims.wordlist import word_list

ANY_CASE = "any"

# Head word -> group; the words of a group can stand for each other.
_RUSSIAN = {
    "president": "президент экс-президент",
    "premier": "премьер премьер-министр экс-премьер",
    "vice-premier": "вице-премьер вице-премьер-министр",
    "vice-president": "вице-президент",
    "minister": "министр",
    "deputy": "заместитель вице-министр зампред замминистра замглавы замдиректора замначальника "
    "замруководителя замгоссекретаря зампредседателя замгубернатора замакима",
    "ambassador": "посол экс-посол дипломат",
    "head": "глава руководитель начальник начальница председатель директор гендиректор шеф управляющий "
    "заведующий спикер лидер",
    "secretary": "секретарь госсекретарь",
    "governor": "губернатор аким мэр",
    "member": "депутат сенатор парламентарий мажилисмен",
    "adviser": "советник помощник",
    "representative": "представитель торгпред спецпредставитель уполномоченный атташе консул "
    "спецпосланник постпред",
    "press": "пресс-секретарь",
    "expert": "эксперт аналитик экономист политолог обозреватель профессор академик исследователь",
    "business": "бизнесмен предприниматель основатель владелец совладелец",
}
_ENGLISH = {
    "president": "president leader",
    "premier": "premier",
    "minister": "minister",
    "ambassador": "ambassador envoy diplomat",
    "head": "head director chairman chairwoman chairperson chair chief ceo speaker manager",
    "secretary": "secretary",
    "governor": "governor mayor akim",
    "member": "senator lawmaker",
    "adviser": "adviser advisor aide counsellor counselor",
    "representative": "representative commissioner consul attache attaché",
    "press": "spokesman spokeswoman spokesperson",
    "expert": "analyst economist expert professor",
    "business": "businessman founder owner",
}
# These can mean whoever spoke last.
_LOOSE = {
    **dict.fromkeys(word_list("чиновник политик собеседник official politician"), "official"),
    **dict.fromkeys(word_list("эксперт аналитик экономист expert analyst economist"), "expert"),
}
_CASES = ("gen", "dat", "acc", "ins", "prep")
_ADJECTIVAL = ("уполномоченный", "управляющий", "заведующий")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STEM = 4


class TitleWord(NamedTuple):
    """The head word of a title in a text: its place, group, case ("any" in English)."""

    start: int
    end: int
    group: str
    case: str
    loose: bool = False


class Title(NamedTuple):
    """A title as a person bears it: its group, the stems of its words, the countries named in it."""

    group: str
    stems: frozenset[str]
    countries: frozenset[str] = frozenset()


@cache
def _forms() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    forms: dict[str, list[tuple[str, str, bool]]] = {}
    loose = {word: group for word, group in _LOOSE.items() if word[0] > "z"}
    known = [(word, group) for group, words in _RUSSIAN.items() for word in words.split()]
    for word, group in [*known, *((w, g) for w, g in loose.items() if w not in dict(known))]:
        for case, written in _decline(word):
            forms.setdefault(written, []).append((group, case, word in loose))
    for group, words in _ENGLISH.items():
        for word in words.split():
            forms.setdefault(word, []).append((group, ANY_CASE, word in _LOOSE))
    for word in ("official", "politician"):
        forms.setdefault(word, []).append((_LOOSE[word], ANY_CASE, True))
    return {written: tuple(readings) for written, readings in forms.items()}


def _decline(word: str) -> Iterable[tuple[str, str]]:
    if word.startswith("зам") and word[-1] in "аыя":
        return [(case, word) for case in (NOMINATIVE, *_CASES)]
    if word in _ADJECTIVAL:
        stem = word[:-2]
        soft = word.endswith("ий")
        endings = ("его", "ему", "его", "им", "ем") if soft else ("ого", "ому", "ого", "ым", "ом")
        return [(NOMINATIVE, word), *((c, stem + e) for c, e in zip(_CASES, endings, strict=True))]
    if word.endswith("посол"):
        return decline_noun_fleeting(word)
    return decline_noun(word, "m")


def decline_noun_fleeting(word: str) -> list[tuple[str, str]]:
    """Write the cases of a noun that loses its last vowel: посол, посла."""
    stem = word[:-2] + word[-1]
    return [
        (NOMINATIVE, word),
        *((case, form) for case, form in decline_noun(stem, "m") if case != NOMINATIVE),
    ]


def find_titles(text: str, start: int, end: int) -> list[TitleWord]:
    """Find the head words of titles in text[start:end]; a form of two cases is listed in both."""
    forms = _forms()
    found = []
    for word in _WORD.finditer(text, start, end):
        for group, case, loose in forms.get(word[0].lower(), ()):
            found.append(
                TitleWord(word.start(), word.end(), _deputised(text, word, start, group), case, loose)
            )
    return found


def _deputised(text: str, word: re.Match[str], start: int, group: str) -> str:
    """Tell the deputy minister from the minister in English, and the prime minister from both."""
    if group not in {"minister", "head", "governor"} or word[0][0] > "z":
        return group
    before = text[max(start, word.start() - 40) : word.start()].lower()
    if re.search(r"\b(?:deputy|vice)[\s-]+(?:prime[\s-]+)$", before):
        return "vice-premier"
    if re.search(r"\bprime[\s-]+$", before):
        return "premier"
    return "deputy" if re.search(r"\b(?:deputy|vice)\b[^,.;]*$", before) else group


def stems_of(words: str) -> frozenset[str]:
    """Take the stems of the words of a title's phrase, for comparison with another naming of it."""
    return frozenset(word[:_STEM].lower() for word in _WORD.findall(words) if len(word) >= _STEM)
