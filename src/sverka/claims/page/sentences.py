"""Where sentences begin and end inside a line."""

import re

from sverka.claims.wordlist import word_list

_STOP = re.compile(r"[.!?…]+[\"»”“’')\]]*(?=\s)")
_LAST_WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*\.?$")
_LONGEST = 30  # characters of an abbreviation, so that a line without spaces costs no more than another
_NEXT = re.compile(r"\s+([\"«“„(\[]*)(\S)([^\W\d_]*)")
_DASHES = "-–—‒−"

# Before a capital or a digit these go on with the sentence whatever follows.
_NEVER_LAST = {
    "ru": frozenset(
        word_list(
            "т.е т.н т.к см ср им гор обл ул пр просп д св рис табл ст напр проф акад доц ген пос чл кор тов "
            "тел стр с п г-н г-жа гр янв фев февр мар апр авг сент сен окт ноя нояб дек прим ред пер "
            "в.т.ч"
        )
    ),
    "en": frozenset(
        word_list(
            "mr mrs ms dr prof gen gov sen rep st no nos vs e.g i.e approx jan feb mar apr jun jul aug sep "
            "sept oct "
            "nov dec u.s u.k u.n e.u fig ca cf col lt maj capt hon rev messrs h.e"
        )
    ),
    "kk": frozenset(word_list("т.б т.с.с т.с.т")),
    "be": frozenset(word_list("г.зн напр сп вул праф ст стар гл")),
}
# These end a sentence when a capital follows, but not before the name of a country in capitals (долл. США).
_UNITS = frozenset(
    word_list("млн млрд трлн тыс руб долл тг тенге коп проц кв куб га кг тн шт мільн мільд mn bn tn mn bn tn")
)
# "В 2017 г. Казахстан вывез" goes on; "Товарооборот вырос на треть в 2017 г. Экспорт упал" does not.
_YEARS = frozenset(word_list("г гг в вв ж жж"))
_LEAD_IN = 3  # words before "г." that cannot be a sentence yet


def sentences(text: str, start: int, end: int, lang: str | None = None) -> list[tuple[int, int]]:
    """Split text[start:end], a line, into the spans of its sentences, without the space between them.

    A dash after a stop goes on with the sentence, so that «Да. — сказал он. — Нет» keeps its speaker;
    sentences inside quotation marks are sentences of their own. `lang` chooses the abbreviations;
    without one, those of all languages hold.
    """
    spans = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        following = _NEXT.match(text, stop.end(), end)
        if following is None or not _ends(text, begin, stop, following, lang):
            continue
        spans.append((begin, stop.end()))
        begin = following.start(1)
    tail = text[begin:end].rstrip()
    if tail:
        spans.append((begin, begin + len(tail)))
    return spans


def _ends(text: str, begin: int, stop: re.Match[str], following: re.Match[str], lang: str | None) -> bool:
    first = following[2]
    if first.islower() or first in _DASHES or first in ",;:)":
        return False
    if stop[0] != ".":
        return stop[0][0] != "." or not _abbreviated(text, begin, stop.start(), lang)
    word = _LAST_WORD.search(text, max(begin, stop.start() - _LONGEST), stop.start())
    if word is None:
        return True
    return _ends_after(word[0], text[begin : word.start()], first + following[3], lang)


def _abbreviated(text: str, begin: int, dot: int, lang: str | None) -> bool:
    word = _LAST_WORD.search(text, max(begin, dot - _LONGEST), dot)
    return word is not None and word[0].lower() in _never_last(lang)


def _ends_after(word: str, before: str, following: str, lang: str | None) -> bool:
    """Tell whether "word." ends the sentence that `before` opens, with `following` coming next."""
    small = word.lower()
    if small in _YEARS:
        return len(before.split()) > _LEAD_IN and not following[0].isdigit()
    if (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return small in {"p.m", "a.m", "т.д", "т.п", "др"} and not following[0].isdigit()
    if small in _UNITS:
        return not (len(following) > 1 and following.isupper()) and not following[0].isdigit()
    return small not in _never_last(lang)


def _never_last(lang: str | None) -> frozenset[str]:
    return _NEVER_LAST.get(lang or "", _ALL)


_ALL: frozenset[str] = frozenset().union(*_NEVER_LAST.values())
