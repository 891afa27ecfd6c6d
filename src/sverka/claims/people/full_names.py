"""Full names in a text: which runs of capitalised words name a person, and in which case."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sverka.claims.countries import find_countries
from sverka.claims.people import names_en
from sverka.claims.people.appellations import ANY_CASE, TitleWord, find_titles
from sverka.claims.people.names_ru import (
    NOMINATIVE,
    Form,
    agree,
    given_names,
    is_stiff,
    read_given,
    read_surname,
)
from sverka.claims.people.speech import VERBS, find_verbs
from sverka.claims.wordlist import word_list
from sverka.vocabulary.statement import Line, LineLabel

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЎӘҒҚҢӨҰҮҺ"
CAPITALISED = rf"[{UPPER}][^\W\d_]*(?:[’'-][^\W\d_]+)*"
_PARTICLE = r"(?:аль|эль|бин|ибн|де|ди|ла|фон|ван|дер|ден|al|el|bin|ibn|de|van|von|der|den)[ -]"
_RUN = re.compile(rf"(?<![\w.]){CAPITALISED}(?:[ \u00a0](?:{_PARTICLE}){{0,3}}{CAPITALISED})*(?![\w])")
_SPLIT = re.compile(rf"(?:{_PARTICLE}){{0,3}}{CAPITALISED}")
SURNAME_LIKE = re.compile(
    r"(?:ов|ев|ёв|ин|ын|ск|цк|нко|ко|ич|ук|юк|ак|ик|ян|янц|дзе|швили|иани|ели|уа|аев|баев|беков|бек|улы|"
    r"лы|оглу|ёглу|ас|ис|ус|ей)(?:а|у|ым|им|ом|ем|е|ой|ая|ую|ий|ого|ому)?$"
)
"""An ending of the surnames of the region, in any case."""
_ADJECTIVE = re.compile(
    r"(?:ый|ая|ое|ого|ому|ым|ые|ых|ыми|ую|ской|ский|ские|ских|скую|ском|ской|яя|ее|ее|ие)$"
)
STARTERS = frozenset(
    word_list(
        "вчера сегодня однако также ранее кроме после при как по на об о в с к у за для из от до над под "
        "перед через между напомним отметим "
        "вместе затем потом накануне позже тогда сам сама господин госпожа товарищ г-н г-жа но и а если "
        "когда где этот эта это все всего "
        "наш наша ваш мой его ее их что кто который сейчас теперь пока уже"
    )
)
_PREPOSITIONS = frozenset(
    word_list("с со от у к ко для о об обо при через между против за перед из над под без до про")
)
_APPOSITION = 100  # characters between a title and the name it stands before
_SERVED_WORDS = 4  # "of the Russian Federation"
_APPOSED = re.compile(r",\s+(?:[\w-]+(?:ый|ий|ая)\s+)?([а-яё]{3,})")
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[,;:!?()]|\.\s")


class Setting(NamedTuple):
    """A text with what is known of it before names are read."""

    text: str
    story: tuple[Line, ...]
    titles: tuple[TitleWord, ...]
    countries: dict[int, str]  # code by the place of every word of a country's name or adjective

    def codes(self, start: int, end: int) -> frozenset[str]:
        """Return the countries named in a stretch of the text."""
        return frozenset(code for place, code in self.countries.items() if start <= place < end)


class FullName(NamedTuple):
    """A full name read at a place: given name and surname in the nominative, the case it stands in.

    A name is `sure` by a known given name, a title before it or a verb of saying beside it, and not by
    its surname's ending alone.
    """

    start: int
    end: int
    given: str
    surname: str
    case: str
    gender: str | None
    sure: bool = True


def see_setting(text: str, lines: Sequence[Line]) -> Setting:
    """Find the titles and countries of a story, which names are told apart by."""
    story = tuple(line for line in lines if line.label is not LineLabel.FURNITURE)
    titles = tuple(title for line in story for title in find_titles(text, line.start, line.end))
    latin = len(re.findall(r"[a-z]", text[:2000])) * 2 > min(len(text), 2000)
    countries = {
        word.start(): found.code
        for found in find_countries(text, "en" if latin else "ru")
        for word in _WORD.finditer(text, found.start, found.end)
    }
    return Setting(text, story, titles, countries)


def full_names(setting: Setting, line: Line) -> list[FullName]:
    """Find the full names in a line, in order of place."""
    found = []
    for run in _RUN.finditer(setting.text, line.start, line.end):
        words = [(m.start(), m.end()) for m in _SPLIT.finditer(setting.text, run.start(), run.end())]
        n = 0
        while n < len(words) - 1:
            name = _name_at(setting, words[n:], line)
            if name is None:
                n += 1
            else:
                found.append(name)
                n += sum(start < name.end for start, _ in words[n:])
    return found


def _name_at(setting: Setting, words: list[tuple[int, int]], line: Line) -> FullName | None:
    """Read a full name that begins at the first of `words`: of three words where all belong, else two."""
    text, start = setting.text, words[0][0]
    first = text[start : words[0][1]]
    named = [n for n, (begin, _) in enumerate(words) if begin in setting.countries]
    words = words[: named[0]] if named else words
    if len(words) < 2 or first.lower() in STARTERS or any(t.start <= start < t.end for t in setting.titles):  # noqa: PLR2004
        return None
    rest = [text[a:b] for a, b in words[1:]]
    if first[0] < "Ѐ":
        later = not names_en.is_given(first) and any(map(names_en.is_given, rest[:-1]))
        return None if later else _latin_name(setting, words[:3], line)
    if not _known(first) and (_surname_first(first, rest) or any(map(_known, rest[:-1]))):
        return _read_surname_first(text, words) if _surname_first(first, rest) else None
    if not _known(first) and len(rest) > 1 and _serves(setting, start, first, rest[0]):
        return None
    for length in (3, 2):
        if len(words) < length:
            continue
        end = words[length - 1][1]
        parts = [text[a:b] for a, b in words[:length]]
        if length == 3 and not _three(parts):  # noqa: PLR2004
            continue
        supported = _evidence(setting, start, end, line)
        read = _read_full(parts, supported=supported, oblique=_is_oblique(setting, start))
        if read is not None:
            return FullName(start, end, *read)
    return None


def _known(word: str) -> bool:
    """Tell whether a word is a known given name, or begins with one and a hyphen: «Анна-Лена»."""
    names = given_names()
    return word in names or ("-" in word and word.partition("-")[0] in names)


def _serves(setting: Setting, start: int, first: str, second: str) -> bool:
    """Tell whether the first of three words goes with the title before it: «глава Минторга Геворг Папоян»."""
    titled = any(title.end + 1 == start for title in setting.titles)
    return titled and first[-1] in "аяиыу" and not _is_patronymic(second)


def _surname_first(first: str, rest: list[str]) -> bool:
    """Tell whether a name is written as in a register: «Иванов Сергей Петрович»."""
    return len(rest) > 1 and bool(SURNAME_LIKE.search(first)) and _known(rest[0]) and _is_patronymic(rest[1])


def _read_surname_first(text: str, words: list[tuple[int, int]]) -> FullName | None:
    surname, given = (text[a:b] for a, b in words[:2])
    pairs = agree(read_given(given), read_surname(surname))
    if not pairs:
        return None
    first, last = pairs[0]
    return FullName(words[0][0], words[2][1], first.nominative, last.nominative, first.case, first.gender)


def _three(parts: list[str]) -> bool:
    """Tell whether three words are one name: given name, patronymic or second name, surname."""
    if re.search(r"(?:вич|вна|чна|вича|вичу|вичем|вны|вне|вну|вной|оглы|кызы|улы)$", parts[1]):
        return True
    if _ADJECTIVE.search(parts[1]):
        return False
    middle_given = parts[1] in given_names() or not SURNAME_LIKE.search(parts[1])
    return middle_given and bool(agree(read_given(parts[1]), read_surname(parts[2])))


def _evidence(setting: Setting, start: int, end: int, line: Line) -> bool:
    """Tell whether a title stands before a name or a verb of saying beside it."""
    text = setting.text
    if any(stands_before(text, title, start) for title in setting.titles if title.start < start):
        return True
    apposed = _APPOSED.match(text, end, line.end)
    if apposed and any(title.start == apposed.start(1) for title in setting.titles):
        return True
    after = text[end : min(end + 40, line.end)].split(maxsplit=1)
    before = text[max(line.start, start - 40) : start].rsplit(maxsplit=1)
    return any(word and word[0].lower().strip(",:") in VERBS for word in (after, before[-1:]))


def stands_before(text: str, title: TitleWord, start: int) -> bool:
    """Tell whether a title stands before the name at `start` without a break or a verb of saying between.

    A name set off by commas is no break: "the ambassador in Minsk, Ada Lis, met reporters".
    """
    if not 0 <= start - title.end <= _APPOSITION:
        return False
    stop = start - 2 if _SET_OFF.match(text, start - 2) else start
    return not _BREAK.search(text, title.end, stop) and not find_verbs(text, title.end, stop)


_SET_OFF = re.compile(r", [^\W\d_][^,.;:!?()«»\"]{3,60},")


def _is_oblique(setting: Setting, start: int) -> bool:
    """Tell whether a preposition or a title in another case stands before a name."""
    before = setting.text[max(0, start - 10) : start].split()
    if before and before[-1].lower() in _PREPOSITIONS:
        return True
    nearest = [t for t in setting.titles if t.end < start and stands_before(setting.text, t, start)]
    cases = {title.case for title in nearest if title.end == nearest[-1].end}
    return bool(cases) and not cases & {NOMINATIVE, ANY_CASE}


def _read_full(
    parts: list[str], *, supported: bool, oblique: bool
) -> tuple[str, str, str, str | None, bool] | None:
    given, surname = parts[0], parts[-1]
    known = _known(given)
    likely = bool(SURNAME_LIKE.search(surname)) and not _ADJECTIVE.search(given)
    if not (known or supported or likely):
        return None
    pairs = agree(read_given(given), read_surname(surname))
    if not pairs:
        return None
    if not known and surname.endswith("а") and not re.search(r"(?:[оеё]в|[иы]н)а$", surname):
        pairs.sort(key=lambda pair: _pair_case(*pair) == NOMINATIVE)  # «Армена Саркисяна» is no woman
    first, last = next((pair for pair in pairs if not oblique or _pair_case(*pair) != NOMINATIVE), pairs[0])
    case = _pair_case(first, last)
    middle = [] if len(parts) < 3 or _is_patronymic(parts[1]) else [_middle(parts[1], first.case)]  # noqa: PLR2004
    return (
        " ".join([first.nominative, *middle]),
        last.nominative,
        case,
        first.gender if known else last.gender,
        known or supported,
    )


def _pair_case(first: Form, last: Form) -> str:
    if first.case == NOMINATIVE and is_stiff(first.nominative):
        return ANY_CASE if last.case == NOMINATIVE and is_stiff(last.nominative) else last.case
    return first.case


def _is_patronymic(word: str) -> bool:
    return bool(re.search(r"(?:ович|евич|ич|овн|евн|ичн)(?:а|у|ем|е|ы|ой)?$", word))


def _middle(word: str, case: str) -> str:
    return next((form.nominative for form in read_given(word) if form.case == case), word)


def _latin_name(setting: Setting, words: list[tuple[int, int]], line: Line) -> FullName | None:
    text, start = setting.text, words[0][0]
    parts = [text[a:b] for a, b in words]
    length = names_en.name_length(parts)
    if length == 0:
        return None
    end = words[length - 1][1]
    if not names_en.is_given(parts[0]):
        titled = names_en.APPOSITION.match(text, end, line.end) or _titled(setting, start)
        if not (titled or _evidence(setting._replace(titles=()), start, end, line)):
            return None
    surname = names_en.bare(parts[length - 1])
    end -= len(parts[length - 1]) - len(surname)
    return FullName(start, end, " ".join(parts[: length - 1]), surname, ANY_CASE, None)


def _titled(setting: Setting, start: int) -> bool:
    """Tell whether a name stands right behind its title, or behind the country that the title serves."""
    for title in setting.titles:
        if start - _APPOSITION < title.end < start:
            between = setting.text[title.end : start].split()
            serves = between[:1] and between[0] in {"of", "to", "for", "in"} and len(between) <= _SERVED_WORDS
            if not between or (serves and setting.codes(title.end, start)):
                return True
    return False
