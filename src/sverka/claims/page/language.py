"""Which language a text is in, from its letters and its smallest words."""

import re

from sverka.claims.wordlist import word_list

_WORDS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
# Kazakh in Arabic script writes the high hamza and these letters; Persian and Arabic do not.
_ARABIC_KAZAKH = re.compile(r"[\u0674\u06c6\u06c7\u06cb\u06c5\u06ad]")
_SAMPLE = 3000
_SHORT = 8  # words of a text in which a single function word is enough
_FEWEST = 0.04  # share of function words below which no language is named

_KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
_BELARUSIAN = re.compile("[ўЎ]")
# Letters of Ukrainian, Serbian, Macedonian and Tajik, which no language read here has.
_FOREIGN = re.compile("[їєґђћџљњќѓѕјҳҷӣӯ]", re.IGNORECASE)

_FUNCTION = {
    "ru": frozenset(
        word_list(
            "и в во не что на с со по к ко за из от до для это как его её их он она они при об о у же а но "
            "мы так также был было были будет или если который которые которая между году года лет более уже"
        )
    ),
    "be": frozenset(
        word_list(
            "і ў у не што на з са па да за ад для гэта як яго іх ён яна яны пры аб а але мы так "
            "таксама быў было былі будзе які якія паміж годзе гады больш ужо ці"
        )
    ),
    "kk": frozenset(
        word_list(
            "және мен бен пен үшін бұл осы да де бар болып туралы деп бойынша арасындағы жылы көп екі бір "
            "ол еді жоқ кейін дейін ретінде соң сондай"
        )
    ),
    "en": frozenset(
        word_list(
            "the of and to in a is was for that with on at by from it as are were has have had be this which "
            "will "
            "between its said not more than or an"
        )
    ),
}


def detect_language(text: str) -> str | None:
    """Name the language of a text: "ru", "en", "kk" (Cyrillic or Arabic script), "be"; None for another.

    A text of a few words without any function word in it, as a lone headline, is named by its
    letters where they belong to one language only, and else None.
    """
    sample = text[:_SAMPLE]
    words = _WORDS.findall(sample)
    if not words:
        return None
    letters = sum(map(len, words))
    if len(_ARABIC.findall(sample)) * 2 > letters:
        return "kk" if len(_ARABIC_KAZAKH.findall(sample)) * 200 > letters else None
    return _by_letters(sample, letters) or _by_words(words)


def _by_letters(sample: str, letters: int) -> str | None:
    if len(_KAZAKH.findall(sample)) * 50 > letters:
        return "kk"
    return "be" if len(_BELARUSIAN.findall(sample)) * 200 > letters else None


def _by_words(words: list[str]) -> str | None:
    if len(_FOREIGN.findall(" ".join(words))) * 20 > len(words):
        return None
    lowered = [word.lower() for word in words]
    shares = {lang: sum(map(known.__contains__, lowered)) / len(words) for lang, known in _FUNCTION.items()}
    best = max(shares, key=lambda lang: shares[lang])
    if shares[best] >= _FEWEST and (len(words) < _SHORT or len(_FUNCTION[best].intersection(lowered)) > 1):
        return best
    return _by_script(words)


def _by_script(words: list[str]) -> str | None:
    """Take Russian for short Cyrillic texts whose letters are all Russian; Latin letters tell nothing."""
    russian = re.compile(r"[а-яё]+", re.IGNORECASE)
    cyrillic = sum(bool(russian.fullmatch(word)) for word in words)
    return "ru" if cyrillic * 2 > len(words) else None
