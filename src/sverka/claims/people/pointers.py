"""Who the words of attribution in a clause point at: a name, a title, a pronoun."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sverka.claims.people.appellations import ANY_CASE, TitleWord, stems_of
from sverka.claims.people.names_ru import NOMINATIVE
from sverka.claims.people.offices import Office, holder
from sverka.claims.people.persons import Mention, People, Person, phrase_start
from sverka.claims.people.speech import IN_WORDS, find_verbs

_PRONOUN = re.compile(r"(?<![\w-])(?:он|она|he|she|ён|яна|ол)(?![\w-])", re.IGNORECASE)
_TELLING = re.compile(r"(?:told|tells?|informed|assured)", re.IGNORECASE)
_RELAY = re.compile(
    r"\s*(?:\w+\s+)?(?:пресс-служб|агентств|корреспондент|издани|газет|портал|сайт|телеканал|источник|"
    r"сми\b|служб|ведомств|"
    r"министерств|комитет|бюро|департамент|белта|тасс|риа|интерфакс|прайм|казинформ|trend\b|belta\b|"
    r"reuters\b|the\s+agency|reports?\b|media\b|"
    r"[A-Za-z][\w.]*\.[a-z]{2,3}\b)",
    re.IGNORECASE,
)
_CUT_AFTER = re.compile(r"[,;:!?]|(?<!(?<![^\W\d_])[^\W\d_a-zа-яё])\.|\s[—–]\s|\n")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MOST_VERBS = 12  # in one sentence
_APPOSED = 60  # characters between a title and the name behind it
_FAR = 14  # words between a subject and its verb
# A body, or «тот», who is the other one of those before.
_NOBODY = re.compile(
    r"(?:(?<!\w)(?:тот|та|последний|последняя|the latter)\s*$)|"
    r"\b(?:the|its|his|their|’s|'s)\s+(?:[a-z]+\s+){0,3}(?:service|ministry|office|agency|statement|"
    r"report|committee|company|bank|data|media|website)\s*$",
    re.IGNORECASE,
)


class Subject(NamedTuple):
    """A speaker: the person's name, and the title that stood for it, if one did."""

    name: str
    mention: str | None = None
    person: int | None = None


class Teller:
    """Finds the speaker of a clause and remembers who spoke last."""

    def __init__(self, text: str, people: People, said_on: date | None) -> None:
        self.text = text
        self.people = people
        self.said_on = said_on
        self.spoken: list[tuple[int, Subject]] = []  # where who spoke, in order of reading

    def subject(self, start: int, end: int, masks: Sequence[tuple[int, int]]) -> Subject | None:
        """Find who text[start:end] is attributed to, looking outside the masked stretches only."""
        found = self._by_phrase(start, end, masks) or self._by_verb(start, end, masks)
        if found is not None:
            self.spoken.append((start, found))
        return found

    def is_anothers(self, start: int, end: int, masks: Sequence[tuple[int, int]]) -> bool:
        """Tell whether a sentence has a verb of saying of its own, whoever its subject is."""
        return any(not _masked(verb[0], masks) for verb in find_verbs(self.text, start, end))

    def before(self, place: int) -> Subject | None:
        """Return who spoke last before a place."""
        return next((who for at, who in reversed(self.spoken) if at < place), None)

    def only_speaker(self) -> Subject | None:
        """Return the one person to whom words have been given so far; None for none or several."""
        names = {who.name: who for _, who in self.spoken}
        return next(iter(names.values())) if len(names) == 1 else None

    def labelled(self, start: int, end: int) -> Subject | None:
        """Return the person whose name alone is the label text[start:end] of a turn."""
        last = [m for m in self.people.mentions if start <= m.start and m.end == end]
        if not last:
            return None
        titled = any(title.start == start for title in self.people.titles)
        return self._person(last[-1]) if last[-1].start == start or titled else None

    def named(self, start: int, end: int, *, forward: bool = False) -> Subject | None:
        """Return whom text[start:end] names, by name or title."""
        mentions = [m for m in self.people.mentions if start <= m.start and m.end <= end and m.may_be_subject]
        if len(mentions) == 1:
            return self._person(mentions[0])
        if mentions:
            return None
        titles = [
            t for t in self.people.titles if start <= t.start < end and t.case in {NOMINATIVE, ANY_CASE}
        ]
        return self._titled(titles[0], end, start, forward=forward) if titles else None

    def _by_phrase(self, start: int, end: int, masks: Sequence[tuple[int, int]]) -> Subject | None:
        """Read "по словам X", "according to X", "по его словам"."""
        for phrase in IN_WORDS.finditer(self.text, start, end):
            if _masked(phrase.start(), masks):
                continue
            if phrase["whose"] or phrase["poss"] or phrase["be"]:
                return self._antecedent(start, phrase["whose"] or phrase["poss"] or "")
            stop = self._clause_end(phrase.end(), end)
            for mention in self._mentions(phrase.end(), stop, masks):
                return self._person(mention)
            for title in self._titles(phrase.end(), stop, masks):
                found = self._titled(title, stop, phrase.end())
                if found is not None:
                    return found
        return None

    def _by_verb(self, start: int, end: int, masks: Sequence[tuple[int, int]]) -> Subject | None:
        for verb in find_verbs(self.text, start, end)[:_MOST_VERBS]:
            if _masked(verb[0], masks):
                continue
            found = self._behind(verb, end, masks)
            told = _TELLING.fullmatch(self.text, *verb)  # "told the agency": the agency is who hears it
            if found is None and (told or not _RELAY.match(self.text, verb[1], end)):
                found = self._ahead(verb, start, masks)
            if found is not None:
                return found
        return None

    def _behind(self, verb: tuple[int, int], end: int, masks: Sequence[tuple[int, int]]) -> Subject | None:
        """Find the subject behind its verb: «сказал во вторник посол Казахстана Даурен Абаев»."""
        stop = self._clause_end(verb[1], end)
        for mention in self._mentions(verb[1], stop, masks):
            if mention.may_be_subject and not self._governed(mention, verb[1]):
                return self._person(mention)
        for title in self._titles(verb[1], stop, masks):
            if title.case == NOMINATIVE or (title.case == ANY_CASE and self._directly(verb[1], title.start)):
                return self._titled(title, stop, verb[1])
        pronoun = _PRONOUN.match(self.text, verb[1] + 1, stop)
        return self._antecedent(verb[0], pronoun[0]) if pronoun else None

    def _ahead(self, verb: tuple[int, int], start: int, masks: Sequence[tuple[int, int]]) -> Subject | None:
        """Find the subject ahead of its verb: «Министр X на встрече заявил», "the ambassador said"."""
        if _NOBODY.search(self.text, max(start, verb[0] - 60), verb[0]):
            return None
        mentions = [
            m
            for m in self._mentions(start, verb[0], masks)
            if m.may_be_subject and not self._governed(m, start)
        ]
        mention = mentions[-1] if mentions and self._near(mentions[-1].end, verb[0]) else None
        floor = mention.end if mention else start
        pronouns = [p for p in _PRONOUN.finditer(self.text, floor, verb[0]) if not _masked(p.start(), masks)]
        pronoun = pronouns[-1] if pronouns else None
        if pronoun is not None and not _masked(pronoun.start(), masks) and self._near(pronoun.end(), verb[0]):
            return self._antecedent(verb[0], pronoun[0])
        titles = [t for t in self._titles(floor, verb[0], masks) if t.case in {NOMINATIVE, ANY_CASE}]
        if (
            titles
            and self._near(titles[-1].end, verb[0])
            and not (mention and titles[-1].case == ANY_CASE and self._apposed(mention, titles[-1]))
        ):
            return self._titled(titles[-1], verb[0], floor)
        return self._person(mention) if mention else None

    def _apposed(self, mention: Mention, title: TitleWord) -> bool:
        """Tell whether a title stands behind a name as its apposition: "Liang Weiguo, head of the group,"."""
        return self.text[mention.end : title.start].lstrip().startswith(",")

    def _clause_end(self, start: int, end: int) -> int:
        cut = _CUT_AFTER.search(self.text, start + 1, end)
        return cut.start() if cut else end

    def _mentions(self, start: int, end: int, masks: Sequence[tuple[int, int]]) -> list[Mention]:
        return [
            m
            for m in self.people.mentions
            if start <= m.start and m.end <= end and not _masked(m.start, masks)
        ]

    def _titles(self, start: int, end: int, masks: Sequence[tuple[int, int]]) -> list[TitleWord]:
        """Return the title words in a stretch that belong to no name standing behind them."""
        named = [m for m in self.people.mentions if start <= m.start < end + _APPOSED]
        return [
            t
            for t in self.people.titles
            if start <= t.start < end
            and not _masked(t.start, masks)
            and not any(
                0 <= m.start - t.end < _APPOSED and not re.search(r"[,.;:]", self.text[t.end : m.start])
                for m in named
            )
        ]

    def _directly(self, verb_end: int, title_start: int) -> bool:
        return len(self.text[verb_end:title_start].split()) <= 3  # noqa: PLR2004

    def _near(self, end: int, verb: int) -> bool:
        return len(_WORD.findall(self.text, end, verb)) <= _FAR

    def _governed(self, mention: Mention, floor: int) -> bool:
        """Tell whether an undeclined surname is governed by a preposition or a title in another case."""
        if mention.case != ANY_CASE or self.text[mention.start] < "Ѐ":
            before = self.text[max(floor, mention.start - 12) : mention.start].split()
            return bool(before) and before[-1].lower() in {"with", "to", "by", "of", "from", "for"}
        before = self.text[max(floor, mention.start - 12) : mention.start].split()
        if before and before[-1].lower() in {
            "с",
            "от",
            "у",
            "к",
            "для",
            "о",
            "об",
            "при",
            "через",
            "между",
            "против",
            "за",
            "перед",
        }:
            return True
        return any(
            t.case != NOMINATIVE and t.end + 1 == mention.start for t in self.people.titles
        ) and not any(t.case == NOMINATIVE and t.end + 1 == mention.start for t in self.people.titles)

    def _person(self, mention: Mention) -> Subject:
        return Subject(self.people.persons[mention.person].name, None, mention.person)

    def _antecedent(self, place: int, pronoun: str) -> Subject | None:
        """Find whom a pronoun means: who spoke last, unless another subject has come since."""
        spoken = [(at, who) for at, who in self.spoken if at < place]
        last = spoken[-1] if spoken else None
        since = last[0] if last else 0
        line = self.text.rfind("\n", 0, place) + 1
        later = [
            m for m in self.people.mentions if max(since, line) < m.start < place and self._leads(m, line)
        ]
        woman = pronoun.lower() in {"она", "её", "ее", "she", "her", "яна", "яе"}
        candidates = [self._person(m) for m in later[-1:]] + ([last[1]] if last else [])
        if not candidates:
            earlier = [m for m in self.people.mentions if m.start < place and m.may_be_subject]
            candidates = [self._person(m) for m in earlier[-1:]]
        fitting = [c for c in candidates if self._fits(c, woman=woman)]
        return fitting[0]._replace(mention=None) if fitting else None

    def _leads(self, mention: Mention, line: int) -> bool:
        """Tell whether a mention is the subject of its sentence as far as its form shows."""
        return mention.may_be_subject and not self._governed(mention, line)

    def _fits(self, who: Subject, *, woman: bool) -> bool:
        gender = self.people.persons[who.person].gender if who.person is not None else None
        return gender is None or (gender == "f") == woman

    def _titled(self, title: TitleWord, end: int, floor: int, *, forward: bool = False) -> Subject | None:
        """Find who bears a title: a person of the text, or who held the office on the day."""
        start = phrase_start(self.text, title.start, floor)
        phrase = self._phrase(start, title, end)
        stems = stems_of(self.text[start : start + len(phrase)])
        codes = frozenset(c for at, c in self.people.countries.items() if start <= at < start + len(phrase))
        if title.loose:
            last = self.before(title.start)
            if last is not None:
                return last._replace(mention=phrase)
        bearers = [
            p for p in range(len(self.people.persons)) if self._bears(self.people.persons[p], title, codes)
        ]
        if len(bearers) > 1:
            closer = [
                p
                for p in bearers
                if any(t.stems & (stems - _plain(title, self.text)) for t in self.people.persons[p].titles)
            ]
            bearers = closer or bearers
        if len(bearers) > 1:
            earlier = self.before(title.start)
            bearers = [earlier.person] if earlier and earlier.person in bearers else []
        if not bearers:
            return self._in_office(title, phrase, codes) or self._by_elimination(
                title, phrase, forward=forward
            )
        if len(bearers) != 1 or bearers[0] is None:
            return None
        return Subject(self.people.persons[bearers[0]].name, phrase, bearers[0])

    def _in_office(self, title: TitleWord, phrase: str, codes: frozenset[str]) -> Subject | None:
        """Find who held the office that a title names with its one country, on the day of the text."""
        office = _office(title, phrase)
        if self.said_on is None or office is None or len(codes) != 1:
            return None
        held = holder(next(iter(codes)), office, self.said_on)
        if held is None:
            return None
        name = held.name_en if phrase[-1] < "Ѐ" else held.name_ru
        surname = name.rsplit(maxsplit=1)[-1]
        person = next((n for n, p in enumerate(self.people.persons) if p.surname == surname), None)
        return Subject(name if person is None else self.people.persons[person].name, phrase, person)

    def _phrase(self, start: int, title: TitleWord, end: int) -> str:
        """Return the title as it stands, with the country or body it names."""
        tail = re.compile(
            r"(?:\s+[а-яё-]+(?:ого|его|ой|их|ых|ства|ики|ры|ва|мента|ции|та|ия))*(?:\s+[A-ZА-ЯЁ][\w-]+)*"
        ).match(self.text, title.end, end)
        return self.text[start : tail.end() if tail else title.end].strip()

    def _bears(self, person: Person, title: TitleWord, codes: frozenset[str]) -> bool:
        for borne in person.titles:
            same = borne.group == title.group or {borne.group, title.group} in _ALIKE
            if same and not (codes and borne.countries and not codes & borne.countries):
                return True
        return False

    def _by_elimination(self, title: TitleWord, phrase: str, *, forward: bool) -> Subject | None:
        """Give "the president" to the one person whom the text names without any title."""
        if title.group not in {"president", "premier"}:
            return None
        untitled = [
            n
            for n, p in enumerate(self.people.persons)
            if not p.titles and (forward or p.first < title.start)
        ]
        return (
            Subject(self.people.persons[untitled[0]].name, phrase, untitled[0])
            if len(untitled) == 1
            else None
        )


def _office(title: TitleWord, phrase: str) -> Office | None:
    """Name the office of state that a title's phrase means, None for another title."""
    small = phrase.lower()
    if title.group == "president" or (title.group == "head" and _STATE.search(small)):
        return "head_of_state"
    if title.group == "premier" or (title.group == "head" and re.search(r"правительств|government", small)):
        return "head_of_government"
    foreign = title.group == "minister" and re.search(r"иностранн|foreign", small)
    return "foreign_minister" if foreign else None


# «глава Казахстана», «глава государства», «белорусский лидер»; not «глава агентства».
_STATE = re.compile(r"глава\s+(?:государства|республики)|лидер$|глава\s+[а-яё]+$|head\s+of\s+state|leader$")

_ALIKE = (
    {"head", "president"},
    {"head", "premier"},
    {"head", "expert"},
    {"official", "deputy"},
    {"official", "head"},
)


def _plain(title: TitleWord, text: str) -> frozenset[str]:
    return stems_of(text[title.start : title.end])


def _masked(place: int, masks: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in masks)
