"""Names in Russian cases: from «Виктором Януковичем» back to «Виктор Янукович».

Works on Cyrillic names of any people, by endings; the list of given names only settles what endings
leave open. Belarusian names of the same endings are read as well.
"""

import re
from functools import cache
from typing import NamedTuple

from sverka.claims.wordlist import word_list

NOMINATIVE = "nom"

_MALE = word_list(
    "Александр Аляксандар Алексей Анатолий Андрей Антон Аркадий Артём Артем Борис Вадим Валентин Валерий "
    "Василий Виктор Виталий Владимир "
    "Владислав Вячеслав Геннадий Георгий Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья "
    "Кирилл Константин Леонид "
    "Максим Михаил Никита Никифор Николай Олег Павел Пётр Петр Роман Руслан Семён Сергей Станислав "
    "Степан Тимур Фёдор Федор "
    "Юрий Яков Ярослав Эдуард Герман Глеб Лев Марат Марк Мартин Ренат Ринат Рустам Эрик Аляксандр Сяргей "
    "Мікалай Уладзімір "
    "Алихан Аскар Асқар Бакытжан Болат Бахыт Бауыржан Галым Данияр Даурен Динмухамед Дархан Ерлан Ербол "
    "Ержан Ермек "
    "Ергали Ертысбай Жандос Жаслан Имангали Кайрат Канат Карим Касым-Жомарт Қасым-Жомарт Кемел Мажит "
    "Манас Мейрам Мурат "
    "Нурлан Нурсултан Нұрсұлтан Нуржан Нурбек Олжас Рахат Роман Сакен Самат Санжар Серик Серік Талгат "
    "Тимур Чингис Шавкат "
    "Эмомали Садыр Сердар Гурбангулы Ильхам Никол Реджеп Мевлют Хакан Биньямин Хасан Масуд Дональд Джо "
    "Джозеф Эммануэль "
    "Олаф Фридрих Урсула Шарль Янис Гитанас Анджей Дональд Виктор Дин Си Ли Ван Цзиньпин Лаша Ираклий "
    "Михеил Давид Арам Арман "
    "Самвел Вардан Фирдавс Рустам Азим Бахтиёр Алишер Абдулла Ахмад Мухаммад Султан Нарендра Субраманьям "
    "Петер Юрген Маркус Мартин "
    "Томас Марек Ян Пётр Милош Горан Александар Ивица Дидар Нурбек Дуйшенкул Акылбек Адылбек Улан Бакыт "
    "Темир Азамат Айдар "
    "Асхат Арыстан Вагиз Рашид Мехмет Ахмет Али Гусейн Эльнур Микаил Шахин Джейхун Кямран Фарид Заур "
    "Раджив Армен Геворг Мехди Мустафа Кемаль"
)
_FEMALE = word_list(
    "Александра Алла Анастасия Анна Валентина Валерия Вера Виктория Галина Дарья Диана Евгения Екатерина "
    "Елена Елизавета Жанна "
    "Зинаида Инна Ирина Карина Кристина Ксения Лариса Лидия Любовь Людмила Маргарита Марина Мария Мадина "
    "Надежда Наталия "
    "Наталья Нина Оксана Ольга Полина Раиса Светлана София Софья Тамара Татьяна Ульяна Эвелина Эльвира "
    "Эльмира Юлия Яна Асель "
    "Айгуль Айнур Аида Алия Гульнара Гульмира Дарига Динара Жанар Зарина Камила Карлыгаш Лаззат Салтанат "
    "Сауле Урсула Наталля "
    "Алена Алёна Ангела Джорджия Мая Майя Саида Лейла Нино Тамар Саломе Экатерина"
)
_CHINESE = frozenset(
    word_list(
        "Си Ли Ван Дин Чжан Лю Чэнь Ян Чжао Хуан Чжоу У Сюй Сунь Ху Чжу Гао Линь Хэ Го Ма Ло Лян Сун Чжэн Се "
        "Хань Тан"
    )
)
_IRREGULAR = {
    "Павла": "Павел",
    "Павлу": "Павел",
    "Павлом": "Павел",
    "Павле": "Павел",
    "Льва": "Лев",
    "Льву": "Лев",
    "Львом": "Лев",
}
_HUSH = "жшчщц"
_VOWELS = "аеёиоуыэюяәөұүі"
_POSSESSIVE = ("ов", "ев", "ёв", "ин", "ын")  # surnames declined as short adjectives


class Form(NamedTuple):
    """One reading of a word form: the case it can be in, the gender it implies, its nominative."""

    case: str
    gender: str
    nominative: str


@cache
def given_names() -> dict[str, tuple[Form, ...]]:
    """Return every case form of the given names known, with its readings."""
    forms: dict[str, list[Form]] = {}
    for names, gender in ((_MALE, "m"), (_FEMALE, "f")):
        for name in dict.fromkeys(names):
            for case, written in decline_noun(name, gender):
                forms.setdefault(written, []).append(Form(case, gender, name))
    for written, name in _IRREGULAR.items():
        forms.setdefault(written, []).append(Form(_case_of_ending(written), "m", name))
    return {written: tuple(readings) for written, readings in forms.items()}


def _case_of_ending(written: str) -> str:
    return {"а": "gen", "у": "dat", "м": "ins", "е": "prep"}[written[-1]]


def decline_noun(name: str, gender: str) -> list[tuple[str, str]]:
    """Write the cases of a noun or given name in its regular declension; a foreign vowel stays as it is."""
    last, stem = name[-1].lower(), name[:-1]
    if last == "а":
        hard = "и" if stem[-1:].lower() in "гкхжшчщ" else "ы"
        endings = [hard, "е", "у", "ей" if stem[-1:].lower() in _HUSH else "ой", "е"]
        return _cases(name, stem, endings)
    if last == "я":
        oblique = "и" if stem.endswith("и") else "е"
        return _cases(name, stem, ["и", oblique, "ю", "ей", oblique])
    if gender == "f" or last in _VOWELS:
        feminine_soft = gender == "f" and last == "ь" and name == "Любовь"
        return _cases(name, stem, ["и", "и", "ь", "ью", "и"]) if feminine_soft else [(NOMINATIVE, name)]
    if last in "йь":
        return _cases(name, stem, ["я", "ю", "я", "ем", "и" if stem.endswith("и") else "е"])
    return _cases(name, name, ["а", "у", "а", "ем" if last in _HUSH else "ом", "е"])


def _cases(name: str, stem: str, endings: list[str]) -> list[tuple[str, str]]:
    cases = ("gen", "dat", "acc", "ins", "prep")
    return [(NOMINATIVE, name), *((case, stem + ending) for case, ending in zip(cases, endings, strict=True))]


def decline_surname(surname: str, gender: str) -> list[tuple[str, str]]:
    """Write the cases of a surname: -ов, -ин as short adjectives, -ский as adjectives, others as nouns."""
    small = surname.lower()
    if gender == "m" and small.endswith(_POSSESSIVE):
        return _cases(surname, surname, ["а", "у", "а", "ым", "е"])
    if gender == "f" and small.endswith(tuple(ending + "а" for ending in _POSSESSIVE)):
        return _cases(surname, surname[:-1], ["ой", "ой", "у", "ой", "ой"])
    if gender == "m" and small.endswith(("ский", "цкий", "ый", "ой")):
        soft = "им" if small.endswith("кий") else "ым"
        return _cases(surname, surname[:-2], ["ого", "ому", "ого", soft, "ом"])
    if gender == "f" and small.endswith("ая"):
        return _cases(surname, surname[:-2], ["ой", "ой", "ую", "ой", "ой"])
    if gender == "f" and small[-1] not in "ая":
        return [(NOMINATIVE, surname)]
    return decline_noun(surname, "m")


def read_given(form: str) -> tuple[Form, ...]:
    """Read a given name in any case: by the list, else by the endings of nouns."""
    known = given_names().get(form)
    if known:
        return known
    head, hyphen, last = form.rpartition("-")
    return tuple(Form(r.case, r.gender, head + hyphen + r.nominative) for r in _read_noun(last))


def _read_noun(form: str) -> list[Form]:
    """List the readings of an unknown word form as a name of either gender, the nominative first."""
    small = form.lower()
    readings = [Form(NOMINATIVE, "m", form), Form(NOMINATIVE, "f", form)]
    for ending, case in (
        ("ом", "ins"),
        ("ем", "ins"),
        ("а", "gen"),
        ("у", "dat"),
        ("е", "prep"),
        ("я", "gen"),
        ("ю", "dat"),
    ):
        if not small.endswith(ending) or len(small) - len(ending) < 2:  # noqa: PLR2004
            continue
        stem = form[: -len(ending)]
        if ending in {"ем", "я", "ю"} and stem[-1].lower() not in _HUSH:
            stem += "й" if stem[-1].lower() in _VOWELS else "ь"
        elif stem[-1].lower() in _VOWELS:
            continue
        readings.append(Form(case, "m", stem))
        break
    for ending, case in (
        ("ы", "gen"),
        ("и", "gen"),
        ("е", "dat"),
        ("у", "acc"),
        ("ой", "ins"),
        ("ей", "ins"),
    ):
        if small.endswith(ending) and len(small) - len(ending) > 2:  # noqa: PLR2004
            readings.append(Form(case, "f", form[: -len(ending)] + ("я" if ending == "ей" else "а")))
    return readings


def read_surname(form: str) -> list[Form]:
    """List the readings of a surname in any case, the nominative first."""
    small = form.lower()
    if found := _read_possessive(form, small):
        return found
    adjective = _read_adjective(form, small)
    sure = adjective and adjective[0].nominative.endswith(("ский", "цкий", "ская", "цкая"))
    return adjective if sure else [*_read_noun(form), *adjective]


def _read_possessive(form: str, small: str) -> list[Form]:
    match = re.search(r"(?:ов|ев|ёв|ин|ын)(а|у|ым|е|ой)?$", small)
    if match is None or len(small) < 4:  # noqa: PLR2004
        return []
    ending = match[1] or ""
    stem = form[: len(form) - len(ending)]
    male = {"": NOMINATIVE, "а": "gen", "у": "dat", "ым": "ins", "е": "prep"}.get(ending)
    female = {"а": NOMINATIVE, "ой": "gen", "у": "acc"}.get(ending)
    readings = [Form(male, "m", stem)] if male else []
    return readings + ([Form(female, "f", stem + "а")] if female else [])


def _read_adjective(form: str, small: str) -> list[Form]:
    match = re.search(r"(?:ск|цк|н|л|т|р|в|г)(ий|ый|ого|ому|им|ым|ом|ая|ую|ой)$", small)
    if match is None or len(small) < 6:  # noqa: PLR2004
        return []
    ending = match[1]
    plain = ("ый", "ого", "ому", "ым", "ая", "ую")  # endings that no noun shares
    if not small[: -len(ending)].endswith(("ск", "цк")) and ending not in plain:
        return []
    stem = form[: -len(ending)]
    nominative = stem + ("ий" if stem.lower().endswith("к") else "ый")
    male = {
        "ий": NOMINATIVE,
        "ый": NOMINATIVE,
        "ого": "gen",
        "ому": "dat",
        "им": "ins",
        "ым": "ins",
        "ом": "prep",
    }
    female = {"ая": NOMINATIVE, "ую": "acc", "ой": "gen"}
    if ending in male:
        return [Form(male[ending], "m", nominative)]
    return [Form(female[ending], "f", stem + "ая")]


def agree(given: tuple[Form, ...], surname: list[Form]) -> list[tuple[Form, Form]]:
    """Pair the readings of a given name and a surname that can stand together.

    Cases of one form count as one (genitive with accusative; a woman's oblique cases with each
    other); a word that does not decline goes with every case of the other.
    """
    return [
        (first, last)
        for first in given
        for last in surname
        if first.gender == last.gender and (_same_case(first, last) or _stiff(first) or _stiff(last))
    ]


def _same_case(first: Form, last: Form) -> bool:
    if first.case == last.case or {first.case, last.case} <= {"gen", "acc"}:
        return True
    oblique = first.gender == "f" and NOMINATIVE not in (first.case, last.case)
    return oblique and last.nominative.lower().endswith(("ова", "ева", "ёва", "ина", "ына", "ая"))


def _stiff(form: Form) -> bool:
    woman = form.gender == "f" and form.nominative[-1].lower() not in "ая"
    return form.case == NOMINATIVE and (woman or is_stiff(form.nominative))


def is_stiff(name: str) -> bool:
    """Tell whether a name does not decline: it ends in a vowel but -а, -я, or is a Chinese family name."""
    return name[-1].lower() in "еёиоуыэюіһ" or name in _CHINESE
