"""The persons a text names, each under the nominative of the name, and every place that names them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sverka.claims.people import names_en
from sverka.claims.people.appellations import ANY_CASE, Title, TitleWord, find_titles, stems_of
from sverka.claims.people.full_names import (
    CAPITALISED,
    STARTERS,
    UPPER,
    FullName,
    Setting,
    full_names,
    see_setting,
    stands_before,
)
from sverka.claims.people.names_ru import NOMINATIVE, decline_surname
from sverka.claims.people.speech import find_verbs
from sverka.vocabulary.statement import Line


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


def find_people(text: str, lines: Sequence[Line]) -> People:
    """Find the persons named in the title and the story.

    A name is a run of capitalised words that a known given name, a title before it, a verb of saying
    beside it or a surname's ending marks as one; a surname alone is a mention of the person whose
    full name stands anywhere in the text.
    """
    setting = see_setting(text, lines)
    found = [name for line in setting.story for name in full_names(setting, line)]
    sure = {name.surname for name in found if name.sure}
    names = [name for name in found if name.sure or name.surname not in sure]
    persons, owners = _merge(names)
    mentions = [Mention(n.start, n.end, owners[n.given, n.surname], n.case) for n in names]
    mentions += _surnames(setting, persons, mentions)
    mentions += _unintroduced(setting, persons, mentions)
    mentions.sort()
    _bestow(setting, persons, mentions)
    return People(tuple(persons), tuple(mentions), setting.titles, setting.countries)


def _merge(names: Sequence[FullName]) -> tuple[list[Person], dict[tuple[str, str], int]]:
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


def _surnames(setting: Setting, persons: Sequence[Person], taken: Sequence[Mention]) -> list[Mention]:
    """Find the places where a surname stands alone or behind an initial."""
    text = setting.text
    forms = _surname_forms(persons)
    spans = sorted((mention.start, mention.end) for mention in taken)
    found = []
    for line in setting.story:
        for word in re.finditer(CAPITALISED, text[line.start : line.end]):
            written = names_en.bare(word[0])
            start = line.start + word.start()
            readings = forms.get(written)
            if not readings or any(a <= start < b for a, b in spans):
                continue
            initial = re.search(
                rf"(?<![\w.])([{UPPER}])\.\s?(?:[{UPPER}]\.\s?)?$", text[max(line.start, start - 7) : start]
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


def _unintroduced(setting: Setting, persons: list[Person], taken: Sequence[Mention]) -> list[Mention]:
    """Find surnames without a full name anywhere: behind initials, or beside a verb of saying."""
    spans = [(mention.start, mention.end) for mention in taken]
    known: dict[str, int] = {}
    found = []
    for line in setting.story:
        for start, end in sorted(set(_lone_names(setting, line))):
            if start in setting.countries or any(a < end and start < b for a, b in spans):
                continue
            name = setting.text[start:end]
            if name not in known:
                known[name] = len(persons)
                persons.append(Person(name, name.rpartition(".")[2].strip(), None, start))
            found.append(Mention(start, end, known[name], NOMINATIVE))
    return found


def _lone_names(setting: Setting, line: Line) -> Iterator[tuple[int, int]]:
    text = setting.text
    for initials in _INITIALS.finditer(text, line.start, line.end):
        if _lone_surname(initials["surname"]):
            yield initials.span()
    for verb in find_verbs(text, line.start, line.end):
        before = _LAST_CAP.search(text, max(line.start, verb[0] - 40), verb[0])
        for beside in (_NEXT_CAP.match(text, verb[1], line.end), before):
            if beside is not None and _lone_surname(beside[1]):
                yield beside.span(1)


_INITIALS = re.compile(rf"(?<![\w.])(?:[{UPPER}]\.\s?){{1,2}}(?P<surname>{CAPITALISED})(?![\w-])")
_NEXT_CAP = re.compile(rf"\s+({CAPITALISED})(?![\w-])")
_LAST_CAP = re.compile(rf"(?<![\w.-])({CAPITALISED})\s+$")


def _lone_surname(word: str) -> bool:
    if word.lower() in STARTERS or word.isupper() or find_titles(word, 0, len(word)):
        return False
    return names_en.like_surname(word) if word[0] < "Ѐ" else bool(_LONE.search(word))


# Endings of surnames that few common words at the beginning of a sentence share.
_LONE = re.compile(
    r"(?:[оеё]ва?|(?<![яанзж])ина?|ына?|[сц]к(?:ий|ая)|[нйшт]ко|ич|[уы]к|юк|ян|дзе|швили|иани|беков|баев|улы|оглу)$"
)


def _bestow(setting: Setting, persons: Sequence[Person], mentions: Sequence[Mention]) -> None:
    """Give every person the titles that stand before the name, in its case, or behind it after a comma."""
    text, previous = setting.text, 0
    for mention in mentions:
        head = _title_before(setting, mention, previous)
        if head is not None:
            begin = phrase_start(text, head.start, previous)
            title = Title(
                head.group, stems_of(text[begin : mention.start]), setting.codes(begin, mention.start)
            )
            persons[mention.person].titles.append(title)
        behind = _title_behind(setting, mention)
        if behind is not None:
            persons[mention.person].titles.append(behind)
        previous = mention.end


def _title_before(setting: Setting, mention: Mention, previous: int) -> TitleWord | None:
    before = [
        t for t in setting.titles if previous <= t.start and stands_before(setting.text, t, mention.start)
    ]
    agreeing = [t for t in before if ANY_CASE in (t.case, mention.case) or t.case == mention.case]
    return agreeing[-1] if agreeing else None


def _title_behind(setting: Setting, mention: Mention) -> Title | None:
    behind = names_en.APPOSITION.match(setting.text, mention.end) or _BEHIND.match(setting.text, mention.end)
    if behind is None or find_verbs(setting.text, *behind.span(1)):
        return None
    start, end = behind.span(1)
    word = next(
        (t for t in setting.titles if start <= t.start < end and t.case in {NOMINATIVE, ANY_CASE}), None
    )
    if word is None or len(setting.text[start : word.start].split()) > _APPOSED_WORDS:
        return None
    return Title(word.group, stems_of(behind[1]), setting.codes(start, end))


def phrase_start(text: str, head: int, floor: int) -> int:
    """Find where a title begins before its head word: «первый заместитель», "Deputy Minister"."""
    begin = max(floor, head - 50)
    lead = _LEAD.search(text, begin, head)
    return lead.start() if lead else head


_LEAD = re.compile(
    r"(?<![\w-])(?:[\w-]+(?:ый|ий|ой|ая|ого|его|ому|ему|ым|им|ую|яя)\s+|(?!(?:of|in|with|by|to|for|on|at|and|the|a|"
    r"an|as|from)\s)[A-Za-z’'-]+\s+){1,4}$"
)
_APPOSED_WORDS = 4
_BEHIND = re.compile(r",\s+([а-яё][^,.;:!?]{3,80})(?=[,.;])")
