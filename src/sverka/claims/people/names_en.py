"""Names in Latin letters: which words of a run of capitals are a person's name."""

import re
from functools import cache

from sverka.claims.people.names_ru import given_names
from sverka.claims.wordlist import word_list

_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяқғңһ",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh sh  y  e yu ya k g n h".replace(
            "  ", " - "
        ).split(),
        strict=False,
    )
)
_WESTERN = word_list(
    "john james michael david robert peter paul thomas george william richard charles mark daniel donald "
    "joseph joe emmanuel "
    "olaf friedrich ursula angela antony anthony antonio kevin brian christine janet mary anna maria "
    "helena ilse friederike "
    "marcus markus hans jurgen klaus stefan kerem recep mehmet ahmet hakan mevlut narendra rajiv sanjay "
    "jinping wei li wang xi liu zhang "
    "shakhboz jasur bobur laziz kamran ilham elnur shahin tamar nino lasha irakli giorgi yauheni siarhei "
    "mikalai uladzimir andrei "
    "yevgeny evgeny yuri dmitry sergei sergey andrey alexei aleksei"
)
_NO_NAME = frozenset(
    word_list(
        "the a an in on at of for by to from with and or but as his her its our their this that these those "
        "he she it we they you i if when "
        "while after before during since last next according read more see also home press ministry minister "
        "office agency committee commission "
        "bank union council government parliament state states statistics national customs service "
        "department federation republic kingdom "
        "economy economic trade foreign development investment industry agriculture finance chamber company "
        "group corporation fund university "
        "corridor region oblast province district city village river sea road belt asia europe africa "
        "america north south east west central "
        "middle international eurasian european deputy prime chief first vice senior acting former new old "
        "great free world summit forum "
        "agreement declaration day week month year january february march april may june july august "
        "september october november december "
        "monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr sir lord photo source news "
        "russian kazakh belarusian uzbek chinese "
        "turkish german azerbaijani georgian armenian indian polish ukrainian kyrgyz tajik turkmen iranian "
        "american british french"
    )
)
APPOSITION = re.compile(r",\s+((?:the\s+|a\s+|an\s+)?(?:who\s)?[a-z][^,.;:!?]{3,90})(?=[,.;])")
"""What follows a name after a comma, up to the next: ", head of the delegation,"."""


@cache
def _skeletons() -> frozenset[str]:
    names = {_skeleton("".join(_LATIN.get(c, "") for c in form.lower())) for form, _ in _nominatives()}
    return frozenset(name for name in names | {_skeleton(n) for n in _WESTERN} if len(name) > 2)  # noqa: PLR2004


def _nominatives() -> list[tuple[str, str]]:
    return [
        (form, r.gender) for form, readings in given_names().items() for r in readings if r.nominative == form
    ]


def _skeleton(name: str) -> str:
    """Reduce a name to its consonants, alike however it was transliterated (Aleksandr, Alexander)."""
    name = (
        re.sub(r"kh|gh", "h", name.lower())
        .replace("x", "ks")
        .replace("c", "k")
        .replace("q", "k")
        .replace("ph", "f")
        .replace("w", "v")
    )
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^b-df-hj-np-tv-xz]", "", name).replace("j", "zh"))


def is_given(word: str) -> bool:
    """Tell whether a word in Latin letters is a given name known in this or another spelling."""
    small = word.lower()
    return small in _WESTERN or (small not in _NO_NAME and _skeleton(word) in _skeletons())


def name_length(parts: list[str]) -> int:
    """Count the leading words of a run that can make up a full name: two, three, or none (0)."""
    fit = 0
    for part in parts[:3]:
        if bare(part).lower() in _NO_NAME or part.isupper():
            break
        fit += 1
        if part.endswith(("’s", "'s")):
            break
    return fit if fit > 1 else 0


def bare(word: str) -> str:
    """Cut the possessive off a name."""
    return re.sub(r"[’']s?$", "", word)


def like_surname(word: str) -> bool:
    """Tell whether a lone word in Latin letters looks like a surname of the region."""
    return word.lower() not in _NO_NAME and bool(
        re.search(
            r"(?:ov|ev|yev|in|yn|sky|ski|skiy|ko|ich|uk|yuk|ak|an|dze|shvili|ova|eva|ina|skaya|ayev|"
            r"bayev|bek|oglu|oğlu)$",
            word.lower(),
        )
    )
