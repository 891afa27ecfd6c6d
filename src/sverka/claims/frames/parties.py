"""Find the pair of countries that a text is about, and the side from which it looks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from sverka.claims.countries import Mention
from sverka.claims.people.offices import known_people
from sverka.claims.scene import Scene, Sentence
from sverka.claims.tables import joint
from sverka.vocabulary.country import Country, Pair, Subject, pair_of, parse_pair
from sverka.vocabulary.statement import LineLabel

_ASIDE = 2  # a third country named so often is no party yet
_SHORT = 5
_OFFICE = 2  # a president speaks for a side more surely than an adjective does


@dataclass(frozen=True, slots=True)
class Parties:
    """The pair that a text is about, `home` the side from which it looks, and why there is none."""

    pair: Pair | None
    home: Country | None
    reason: str | None = None

    @property
    def subject(self) -> Subject | None:
        """Write the pair as the subject of its turnover, None where there is no pair."""
        return self.pair.subject if self.pair else None


def parties(scene: Scene, option: str | None) -> Parties:
    """Find the pair of a text: as given, or the two countries it names most."""
    counted = Counter[Country]()
    headed = set()
    titles = [sentence for sentence in scene.sentences if sentence.label is LineLabel.TITLE]
    for mention in scene.countries:
        titled = _in_title(titles, mention)
        headed |= {mention.code} if titled else set()
        counted[mention.code] += 3 if titled and mention.form != "capital" else 1
    for code in _office_holders(scene.low, scene.lang, scene.said_on):
        counted[code] += _OFFICE
    ranked = [code for code, _ in counted.most_common()]
    if option is not None:
        pair = parse_pair(option)
        return Parties(pair, next((code for code in ranked if code in pair), None))
    if len(ranked) < len(Pair._fields):
        return Parties(None, ranked[0] if ranked else None, "the text names fewer than two countries")
    first, second, *others = counted.most_common()
    if others and others[0][1] * 4 > second[1] * 3 and (others[0][1] > _ASIDE or others[0][0] in headed):
        return Parties(None, first[0], "the text speaks of more than two countries: " + ", ".join(ranked[:4]))
    return Parties(pair_of(first[0], second[0]), _home(scene, first[0], second[0]))


def _in_title(titles: list[Sentence], mention: Mention) -> bool:
    return any(title.start <= mention.start < title.end for title in titles)


def _home(scene: Scene, one: Country, other: Country) -> Country:
    """Choose the side from which the text looks: not the one that things run "with" or "to"."""
    leads = [(m.code, scene.low[max(0, m.start - 20) : m.start]) for m in scene.countries]
    away = Counter[Country]()
    with_, to = joint(scene.lang, "together_with"), joint(scene.lang, "towards")
    for code, lead in leads:
        away[code] += 2 if with_.search(lead) else 1 if to.search(lead) else 0
    return one if away[other] >= away[one] else other


def _office_holders(low: str, lang: str, on: date | None) -> Iterator[Country]:
    """Yield the countries whose office-holders of the day the text names, once for each mention."""
    pattern, people = _surnames(lang)
    for found in pattern.finditer(low):
        for country, start, end in people[found.group("stem")]:
            if on is None or (start <= on and (end is None or on < end)):
                yield country
                break


@cache
def _surnames(lang: str) -> tuple[re.Pattern[str], dict[str, list[tuple[Country, date, date | None]]]]:
    people: dict[str, list[tuple[Country, date, date | None]]] = {}
    for person in known_people():
        name = (person.name_ru if lang == "ru" else person.name_en).lower().replace("ё", "е").split()[-1]
        stem = re.sub(r"[аеийоуыьэюя]+$", "", name) if lang == "ru" else name
        if len(stem) >= _SHORT:
            people.setdefault(stem, []).append((person.country, person.start, person.end))
    stems = "|".join(sorted(map(re.escape, people), key=len, reverse=True))
    ending = r"[а-я]{0,3}" if lang == "ru" else ""
    return re.compile(rf"(?<![\w-])(?P<stem>{stems}){ending}(?![\w])"), people
