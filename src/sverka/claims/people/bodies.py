"""The body behind a number: the office of statistics, the ministry or the data that a sentence appeals to."""

import re

from sverka.claims.wordlist import word_list

_APPEAL = re.compile(
    r"(?<!\w)(?:[Пп]о\s+(?P<kind>(?:[\w-]+(?:ым|им)\s+){0,2})(?:данным|сведениям|информации|подсч[её]там|"
    r"расч[её]там|оценк(?:е|ам))|[Сс]огласно(?:\s+(?:данным|сведениям|информации|отч[её]ту|сообщению))?|"
    r"следует\s+из|исходя\s+из\s+данных|[Пп]о\s+материалам|со\s+ссылкой\s+на\s+данные)(?!\w)"
)
_ENGLISH = re.compile(
    r"\b(?:[Aa]ccording\s+to(?:\s+(?:data|figures|statistics|information|estimates)\s+(?:from|of|by|published\s+by))?|"
    r"(?:[Dd]ata|[Ff]igures|[Ss]tatistics)\s+(?:from|of|by|(?:published|released)\s+by))\s+(?:the\s+|a\s+)?"
    r"(?P<body>[^,.;:()«»\"“”\d]{3,80})"
)
_STOPS = re.compile(
    r"[,.;:()«»\"“”\d—–]|\s(?:в|во|за|на|с|со|к|из|от|до|у|о|об|при|через|товарооборот\w*|экспорт\w*|"
    r"импорт\w*|объ[её]м\w*|оборот\w*|торговля)\s|"
    r"\s(?:in|for|on|at|as|trade|exports?|imports?|turnover|bilateral|mutual|the|its|over|during|from|by|"
    r"which|that|was|were|is|are|shows?|said|says?|indicates?)\s|\n"
)
_STATED = re.compile(
    r"(?P<body>[^\W\d_][^,.;:«»\"“”\d]{3,60}?)\s+приводит\s+(?:[\w-]+\s+){0,2}(?:данные|цифры|показатели)|"
    r"\b[Кк]ак\s+(?:сообщ|отмети|уточни|отмеча|информир)\w+\s+(?:в\s+)?(?P<plural>[а-яё]+(?:ие|"
    r"ые)\s+[а-яё]+(?:и|ы))(?=,)|"
    r"\b[Tt]he\s+(?P<office>(?:[A-Z][\w-]+\s+){0,5}(?:Office|Ministry|Committee|Bureau|Agency|Bank|"
    r"Department|Service|Statistics)"
    r"(?:\s+of\s+(?:[A-Z][\w-]+\s?)+)?)\s+(?:said|reported|noted|announced|says|reports)"
    r"|(?:сообщ(?:ил|ила|ило|или|ает|ают)|отмет(?:ил|ило)|уточни(?:л|ли|"
    r"ло))\s+(?:в\s+)?(?P<stat>[А-ЯЁ][а-яё]*(?:стат|статком)(?:е|а)?)(?!\w)"
)
_BARE = frozenset(
    word_list(
        "официальным предварительным последним имеющимся свежим уточнённым уточненным оперативным новым "
        "разным статистическим"
    )
)
_VAGUE = re.compile(
    r"^(?:его|её|ее|их|этим|данным|нашим?|my|his|her|their|this|that|plan|schedule|him|them|"
    r"(?:the\s+)?(?:preliminary|latest|available|recent|new|initial)\s+(?:data|figures|estimates))\b",
    re.IGNORECASE,
)
_OBLIQUE_ADJECTIVE = re.compile(r"..(?:ого|его|ому|ему|ой|ей|ых|их|ым|им)$")
_NEUTER = ("ства", "ния", "тия", "ству", "нию", "тию", "ение", "ства")


def body_behind(text: str, start: int, end: int) -> str | None:
    """Name, in the nominative, the body or the data that text[start:end] appeals to; None for none."""
    for appeal in _APPEAL.finditer(text, start, end):
        body = _named(text, appeal, end)
        if body:
            return body
    english = _ENGLISH.search(text, start, end)
    if english is not None:
        body = _cut(english["body"])
        return None if not body or _VAGUE.match(body) else body
    stated = _STATED.search(text, start, end)
    if stated is None:
        return None
    written = next(group for group in stated.groups() if group)
    return nominative(written) if stated["stat"] else _lowered(written)


def _named(text: str, appeal: re.Match[str], end: int) -> str | None:
    following = text[appeal.end() : min(end, appeal.end() + 90)]
    body = "" if re.match(r"\s*[^\s\w]", following) else _cut(following)
    if _VAGUE.match(body):
        return None
    if body:
        return nominative(body)
    kind = [word for word in (appeal["kind"] or "").split() if word.lower() not in _BARE]
    return (
        re.sub(r"(?:ым|им)$", "ие" if kind[0].endswith(("ским", "цким")) else "ые", kind[0].lower())
        + " данные"
        if kind
        else None
    )


def _cut(words: str) -> str:
    stop = _STOPS.search(words + "\n")
    return words[: stop.start()].strip() if stop else words.strip()


def _lowered(body: str) -> str:
    """Write a body in small letters unless its name begins with a capital of its own."""
    first = body.split(maxsplit=1)[0]
    own = (
        first[1:] != first[1:].lower()
        or bool(re.search(r"[a-z]", body))
        or re.search(r"(?:стат|ком|банк)$", first)
    )
    return body if own else body[0].lower() + body[1:]


def nominative(body: str) -> str:
    """Put the head of a phrase in the genitive or dative back into the nominative; the rest stays as it is.

    «казахстанской стороны» is «казахстанская сторона», «Белстата» «Белстат»; an abbreviation or a
    word without such endings stays.
    """
    words = body.split()
    n = 0
    while n < len(words) - 1 and _OBLIQUE_ADJECTIVE.search(words[n]):
        n += 1
    head = words[n]
    if head.startswith("Мин") and head.endswith("ки"):
        return body
    if re.fullmatch(r"[А-ЯЁ]{2,}а", head):
        return " ".join([*words[:n], head[:-1], *words[n + 1 :]])
    if head.isupper() or not re.search(r"[а-яё]", head):
        return body
    noun, ending = _noun(head, plural=any(re.search(r"(?:ых|их|ым|им)$", word) for word in words[:n]))
    adjectives = [_adjective(word, ending) for word in words[:n]]
    return " ".join([*adjectives, noun, *words[n + 1 :]])


def _noun(word: str, *, plural: bool) -> tuple[str, str]:
    """Return a noun's nominative and the ending its adjectives take with it."""
    if plural or (word.endswith("ов") and word[0].islower()):
        return _plural(word), "ые"
    if word.endswith(_NEUTER):
        return word[:-1] + ("е" if word[-1] in "яю" else "о"), "ое"
    if word.endswith(("ии", "ию")) or (word.endswith(("ы", "и", "е")) and not word.endswith(("ле", "ро"))):
        soft = word.endswith(("ии", "ни", "ли"))
        return word[:-1] + ("я" if soft else "а"), "ая"
    if word.endswith(("а", "у")) and len(word) > 3:  # noqa: PLR2004
        return word[:-1], "ый"
    if word.endswith(("я", "ю")):
        return word[:-1] + "ь", "ый"
    return word, "ый"


def _plural(word: str) -> str:
    if word.endswith("ов"):
        return word[:-2] + ("и" if word[-3] in "гкхжшчщ" else "ы")
    if word.endswith(("ам", "ям")):
        return word[:-2] + ("и" if word[-2] == "я" or word[-3] in "гкхжшчщ" else "ы")
    return word


def _adjective(word: str, ending: str) -> str:
    stem = re.sub(r"(?:ого|его|ому|ему|ой|ей|ых|их|ым|им)$", "", word)
    soft = stem[-1] in "гкх"
    table = {"ый": "ий" if soft else "ый", "ая": "ая", "ое": "ое", "ые": "ие" if soft else "ые"}
    return stem + table[ending]
