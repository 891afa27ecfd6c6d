"""The persons a text names, each under the nominative of the name, and every place that names them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sverka.claims import names_en
from sverka.claims.names_ru import (
    NOMINATIVE,
    Form,
    agree,
    decline_surname,
    given_names,
    is_stiff,
    read_given,
    read_surname,
)
from sverka.claims.speech import VERBS, find_verbs
from sverka.claims.appellations import ANY_CASE, Title, TitleWord, find_titles, stems_of
from sverka.claims.countries import find_countries
from sverka.vocabulary.statement import Line, LineLabel

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЎӘҒҚҢӨҰҮҺ"
_CAP = rf"[{_UPPER}][^\W\d_]*(?:[’'-][^\W\d_]+)*"
_PARTICLE = r"(?:аль|эль|бин|ибн|де|фон|ван|al|el|bin|ibn|de|van|von|der|den)[ -]"
_RUN = re.compile(rf"(?<![\w.]){_CAP}(?:[ \u00a0](?:{_PARTICLE})?{_CAP})*(?![\w])")
_INITIALS = re.compile(rf"(?<![\w.])(?P<initial>[{_UPPER}])\.\s?(?:[{_UPPER}]\.\s?)?(?P<surname>{_CAP})")
_SPLIT = re.compile(rf"(?:{_PARTICLE})?{_CAP}")
_SURNAME_LIKE = re.compile(
    r"(?:ов|ев|ёв|ин|ын|ск|цк|нко|ко|ич|ук|юк|ак|ик|ян|янц|дзе|швили|иани|ели|уа|аев|баев|беков|бек|улы|"
    r"лы|оглу|ёглу|ас|ис|ус|ей)"
    r"(?:а|у|ым|им|ом|ем|е|ой|ая|ую|ий|ого|ому)?$"
)
_ADJECTIVE = re.compile(
    r"(?:ый|ая|ое|ого|ому|ым|ые|ых|ыми|ую|ской|ский|ские|ских|скую|ском|ской|яя|ее|ее|ие)$"
)
_STARTERS = frozenset(
    "вчера сегодня однако также ранее кроме после при как по на об о в с к у за для из от до над под "
    "перед через между напомним отметим "
    "вместе затем потом накануне позже тогда сам сама господин госпожа товарищ г-н г-жа но и а если "
    "когда где этот эта это все всего "
    "наш наша ваш мой его ее их что кто который сейчас теперь пока уже".split()
)
_PREPOSITIONS = frozenset(
    "с со от у к ко для о об обо при через между против за перед из над под без до про".split()
)
_APPOSITION = 100  # characters between a title and the name it stands before
_BREAK = re.compile(r"[,;:!?()]|\.\s")


@dataclass(slots=True)
class Person:
    """Somebody the text names: the name in the nominative, and the titles it gives."""

    name: str
    surname: str
    gender: str | None
    first: int
    titles: list[Title] = field(default_factory=list)


class Mention(NamedTuple):
    """A place that names a person; `case` is "any" where the form does not tell it."""

    start: int
    end: int
    person: int
    case: str

    @property
    def may_be_subject(self) -> bool:
        """Tell whether the name can be the subject of its sentence."""
        return self.case in {NOMINATIVE, ANY_CASE}


class People(NamedTuple):
    """The persons of a text, their mentions and the title words, each in order of place."""

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    titles: tuple[TitleWord, ...]
    countries: dict[int, str]


class _Scene(NamedTuple):
    """A text with what is known of it before names are read."""

    text: str
    story: tuple[Line, ...]
    titles: tuple[TitleWord, ...]
    countries: dict[int, str]  # code by the place where the country's name or adjective begins

    def codes(self, start: int, end: int) -> frozenset[str]:
        """Return the countries named in a stretch of the text."""
        return frozenset(code for place, code in self.countries.items() if start <= place < end)


class _Name(NamedTuple):
    """A full name read at a place: given name and surname in the nominative, the case it stands in."""

    start: int
    end: int
    given: str
    surname: str
    case: str
    gender: str | None


def find_people(text: str, lines: Sequence[Line]) -> People:
    """Find the persons named in the title and the story.

    A name is a run of capitalised words that a known given name, a title before it, a verb of saying
    beside it or a surname's ending marks as one; a surname alone is a mention of the person whose
    full name stands anywhere in the text.
    """
    scene = _see(text, lines)
    names = [name for line in scene.story for name in _names(scene, line)]
    persons, owners = _merge(names)
    mentions = [Mention(n.start, n.end, owners[n.given, n.surname], n.case) for n in names]
    mentions += _surnames(scene, persons, mentions)
    mentions += _unintroduced(scene, persons, mentions)
    mentions.sort()
    _bestow(scene, persons, mentions)
    return People(tuple(persons), tuple(mentions), scene.titles, scene.countries)


def _see(text: str, lines: Sequence[Line]) -> _Scene:
    story = tuple(line for line in lines if line.label is not LineLabel.FURNITURE)
    titles = tuple(title for line in story for title in find_titles(text, line.start, line.end))
    latin = len(re.findall(r"[a-z]", text[:2000])) * 2 > min(len(text), 2000)
    countries = {found.start: found.code for found in find_countries(text, "en" if latin else "ru")}
    return _Scene(text, story, titles, countries)


def _names(scene: _Scene, line: Line) -> list[_Name]:
    found = []
    for run in _RUN.finditer(scene.text, line.start, line.end):
        words = [(m.start(), m.end()) for m in _SPLIT.finditer(scene.text, run.start(), run.end())]
        n = 0
        while n < len(words) - 1:
            name = _name_at(scene, words[n : n + 3], line)
            if name is None:
                n += 1
            else:
                found.append(name)
                n += sum(start < name.end for start, _ in words[n:])
    return found


def _name_at(scene: _Scene, words: list[tuple[int, int]], line: Line) -> _Name | None:
    """Read a full name that begins at the first of `words`: of three words where all belong, else two."""
    text, start = scene.text, words[0][0]
    first = text[start : words[0][1]]
    named = [n for n, (begin, _) in enumerate(words) if begin in scene.countries]
    words = words[: named[0]] if named else words
    if len(words) < 2 or first.lower() in _STARTERS or any(t.start <= start < t.end for t in scene.titles):  # noqa: PLR2004
        return None
    if first[0] < "Ѐ":
        return _latin_name(scene, words, line)
    for length in (3, 2):
        if len(words) < length:
            continue
        end = words[length - 1][1]
        parts = [text[a:b] for a, b in words[:length]]
        if length == 3 and not _three(parts):  # noqa: PLR2004
            continue
        read = _read_full(
            parts, supported=_evidence(scene, start, end, line), oblique=_is_governed(text, start)
        )
        if read is not None:
            return _Name(start, end, *read)
    return None


def _three(parts: list[str]) -> bool:
    """Tell whether three words are one name: given name, patronymic or second name, surname."""
    if re.search(r"(?:вич|вна|чна|вича|вичу|вичем|вны|вне|вну|вной|оглы|кызы|улы)$", parts[1]):
        return True
    middle_given = parts[1] in given_names() or not _SURNAME_LIKE.search(parts[1])
    return middle_given and bool(agree(read_given(parts[1]), read_surname(parts[2])))


def _evidence(scene: _Scene, start: int, end: int, line: Line) -> bool:
    """Tell whether a title stands before a name or a verb of saying beside it."""
    text = scene.text
    if any(_stands_before(text, title, start) for title in scene.titles if title.start < start):
        return True
    after = text[end : min(end + 40, line.end)].split(maxsplit=1)
    before = text[max(line.start, start - 40) : start].rsplit(maxsplit=1)
    return any(word and word[0].lower().strip(",:") in VERBS for word in (after, before[-1:]))


def _stands_before(text: str, title: TitleWord, start: int) -> bool:
    if not 0 <= start - title.end <= _APPOSITION:
        return False
    return not _BREAK.search(text, title.end, start) and not find_verbs(text, title.end, start)


def _is_governed(text: str, start: int) -> bool:
    """Tell whether a preposition stands before a name, so that it cannot be in the nominative."""
    before = text[max(0, start - 10) : start].split()
    return bool(before) and before[-1].lower() in _PREPOSITIONS


def _read_full(
    parts: list[str], *, supported: bool, oblique: bool
) -> tuple[str, str, str, str | None] | None:
    given, surname = parts[0], parts[-1]
    known = given in given_names()
    likely = bool(_SURNAME_LIKE.search(surname)) and not _ADJECTIVE.search(given)
    if not (known or supported or likely):
        return None
    pairs = agree(read_given(given), read_surname(surname))
    if not pairs:
        return None
    first, last = next((pair for pair in pairs if not oblique or _pair_case(*pair) != NOMINATIVE), pairs[0])
    case = _pair_case(first, last)
    middle = [] if len(parts) < 3 or _is_patronymic(parts[1]) else [_middle(parts[1], first.case)]  # noqa: PLR2004
    return (
        " ".join([first.nominative, *middle]),
        last.nominative,
        case,
        first.gender if known else last.gender,
    )


def _pair_case(first: Form, last: Form) -> str:
    return last.case if first.case == NOMINATIVE and is_stiff(first.nominative) else first.case


def _is_patronymic(word: str) -> bool:
    return bool(re.search(r"(?:ович|евич|ич|овн|евн|ичн)(?:а|у|ем|е|ы|ой)?$", word))


def _middle(word: str, case: str) -> str:
    return next((form.nominative for form in read_given(word) if form.case == case), word)


def _latin_name(scene: _Scene, words: list[tuple[int, int]], line: Line) -> _Name | None:
    text, start = scene.text, words[0][0]
    parts = [text[a:b] for a, b in words]
    length = names_en.name_length(parts)
    if length == 0:
        return None
    end = words[length - 1][1]
    if not names_en.is_given(parts[0]):
        titled = names_en.APPOSITION.match(text, end, line.end) or _titled(scene, start)
        if not (titled or _evidence(scene._replace(titles=()), start, end, line)):
            return None
    surname = names_en.bare(parts[length - 1])
    end -= len(parts[length - 1]) - len(surname)
    return _Name(start, end, " ".join(parts[: length - 1]), surname, ANY_CASE, None)


def _titled(scene: _Scene, start: int) -> bool:
    """Tell whether a name stands right behind its title, or behind the country that the title serves."""
    for title in scene.titles:
        if start - _APPOSITION < title.end < start:
            between = scene.text[title.end : start].split()
            if not between or (
                between[0] in {"of", "to", "for", "in"} and scene.codes(title.end, start) and len(between) < 5
            ):  # noqa: PLR2004
                return True
    return False


def _merge(names: Sequence[_Name]) -> tuple[list[Person], dict[tuple[str, str], int]]:
    """Make one person of the names that share surname and first given name; the commonest form names him."""
    counts = Counter((name.given, name.surname) for name in names)
    owners: dict[tuple[str, str], int] = {}
    heads: dict[tuple[str, str], int] = {}
    persons: list[Person] = []
    best: list[int] = []
    for name in names:
        key = (name.given, name.surname)
        head = (name.given.split()[0], name.surname)
        full = f"{name.given} {name.surname}"
        if head not in heads:
            heads[head] = len(persons)
            persons.append(Person(full, name.surname, name.gender, name.start))
            best.append(counts[key])
        index = owners[key] = heads[head]
        if counts[key] > best[index]:
            persons[index].name, best[index] = full, counts[key]
    return persons, owners


def _surnames(scene: _Scene, persons: Sequence[Person], taken: Sequence[Mention]) -> list[Mention]:
    """Find the places where a surname stands alone or behind an initial."""
    text = scene.text
    forms = _surname_forms(persons)
    spans = sorted((mention.start, mention.end) for mention in taken)
    found = []
    for line in scene.story:
        for word in re.finditer(_CAP, text[line.start : line.end]):
            written = names_en.bare(word[0])
            start = line.start + word.start()
            readings = forms.get(written)
            if not readings or any(a <= start < b for a, b in spans):
                continue
            initial = re.search(
                rf"(?<![\w.])([{_UPPER}])\.\s?(?:[{_UPPER}]\.\s?)?$", text[max(line.start, start - 7) : start]
            )
            owners = {p for p, _ in readings if initial is None or persons[p].name.startswith(initial[1])}
            if len(owners) == 1:
                begin = start - (len(initial[0]) if initial else 0)
                found.append(Mention(begin, start + len(written), owners.pop(), _case(readings)))
    return found


def _surname_forms(persons: Sequence[Person]) -> dict[str, list[tuple[int, str]]]:
    forms: dict[str, list[tuple[int, str]]] = {}
    for index, person in enumerate(persons):
        if person.surname[0] < "Ѐ":
            forms.setdefault(person.surname, []).append((index, ANY_CASE))
            continue
        for case, written in decline_surname(person.surname, person.gender or "m"):
            forms.setdefault(written, []).append((index, case))
        if len(decline_surname(person.surname, person.gender or "m")) == 1:
            forms[person.surname].append((index, ANY_CASE))
    return forms


def _case(readings: Sequence[tuple[int, str]]) -> str:
    cases = {case for _, case in readings}
    return ANY_CASE if ANY_CASE in cases else NOMINATIVE if NOMINATIVE in cases else min(cases)


def _unintroduced(scene: _Scene, persons: list[Person], taken: Sequence[Mention]) -> list[Mention]:
    """Find surnames without a full name anywhere that a verb of saying gives words to: «сказал Мишустин»."""
    text, spans = scene.text, [(mention.start, mention.end) for mention in taken]
    known: dict[str, int] = {}
    found = []
    for line in scene.story:
        for verb in find_verbs(text, line.start, line.end):
            for beside in (
                _NEXT_CAP.match(text, verb[1], line.end),
                _LAST_CAP.search(text, max(line.start, verb[0] - 40), verb[0]),
            ):
                if beside is None or not _lone_surname(beside[1]):
                    continue
                start, end = beside.span(1)
                if start in scene.countries or any(a < end and start < b for a, b in spans):
                    continue
                if beside[1] not in known:
                    known[beside[1]] = len(persons)
                    persons.append(Person(beside[1], beside[1], None, start))
                found.append(Mention(start, end, known[beside[1]], NOMINATIVE))
    return found


_NEXT_CAP = re.compile(rf"\s+({_CAP})(?![\w-])")
_LAST_CAP = re.compile(rf"(?<![\w-])({_CAP})\s+$")


def _lone_surname(word: str) -> bool:
    if word.lower() in _STARTERS or word.isupper():
        return False
    if word[0] < "Ѐ":
        return names_en.like_surname(word)
    return bool(_SURNAME_LIKE.search(word)) and any(form.case == NOMINATIVE for form in read_surname(word))


def _bestow(scene: _Scene, persons: Sequence[Person], mentions: Sequence[Mention]) -> None:
    """Give every person the titles that stand before the name, in its case, or behind it after a comma."""
    text, previous = scene.text, 0
    for mention in mentions:
        head = _title_before(scene, mention, previous)
        if head is not None:
            begin = phrase_start(text, head.start, previous)
            title = Title(
                head.group, stems_of(text[begin : mention.start]), scene.codes(begin, mention.start)
            )
            persons[mention.person].titles.append(title)
        title = _title_behind(scene, mention)
        if title is not None:
            persons[mention.person].titles.append(title)
        previous = mention.end


def _title_before(scene: _Scene, mention: Mention, previous: int) -> TitleWord | None:
    before = [t for t in scene.titles if previous <= t.start and _stands_before(scene.text, t, mention.start)]
    agreeing = [t for t in before if ANY_CASE in (t.case, mention.case) or t.case == mention.case]
    return agreeing[-1] if agreeing else None


def _title_behind(scene: _Scene, mention: Mention) -> Title | None:
    behind = names_en.APPOSITION.match(scene.text, mention.end) or _BEHIND.match(scene.text, mention.end)
    if behind is None or find_verbs(scene.text, *behind.span(1)):
        return None
    start, end = behind.span(1)
    word = next(
        (t for t in scene.titles if start <= t.start < end and t.case in {NOMINATIVE, ANY_CASE}), None
    )
    if word is None or len(scene.text[start : word.start].split()) > _APPOSED_WORDS:
        return None
    return Title(word.group, stems_of(behind[1]), scene.codes(start, end))


def phrase_start(text: str, head: int, floor: int) -> int:
    """Find where the phrase of a title begins before its head word: «первый заместитель», "Deputy Minister"."""
    begin = max(floor, head - 50)
    lead = _LEAD.search(text, begin, head)
    return lead.start() if lead else head


_LEAD = re.compile(
    r"(?:[\w-]+(?:ый|ий|ой|ая|ого|его|ому|ему|ым|им|ую|яя)\s+|(?!(?:of|in|with|by|to|for|on|at|and|the|a|"
    r"an|as|from)\s)[A-Za-z’'-]+\s+){1,4}$"
)
_APPOSED_WORDS = 4
_BEHIND = re.compile(r",\s+([а-яё][^,.;:!?]{3,80})(?=[,.;])")
