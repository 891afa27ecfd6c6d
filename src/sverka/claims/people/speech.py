"""Words of speech: the verbs and phrases that give what is said to somebody."""

import re

from sverka.claims.wordlist import word_list

# Past and present stems; the endings are added below.
_PAST = word_list(
    "сказа заяви сообщи отмети подчеркну напомни рассказа поясни объясни пообеща обеща добави уточни "
    "ответи предположи допусти "
    "допуска призна указа констатирова резюмирова подытожи завери призва написа замети информирова "
    "проинформирова назва анонсирова озвучи "
    "обозначи предупреди предсказа оцени возрази парирова продолжи заключи подтверди опроверг высказа "
    "вырази пожалова посетова поинтересова "
    "спроси выступи доложи отчита обрати утвержда говори отмеча подчёркива подчеркива сообща заявля "
    "полага счита надея рассчитыва ожида "
    "прогнозирова спрогнозирова предложи похвали поблагодари акцентирова охарактеризова перечисли привё "
    "приве уведоми изложи огласи"
)
_PRESENT = word_list(
    "говорит говорят заявляет сообщает отмечает подчёркивает подчеркивает напоминает рассказывает "
    "поясняет объясняет обещает добавляет уточняет "
    "отвечает полагает полагают считает считают признаёт признает указывает констатирует резюмирует "
    "заверяет призывает пишет замечает информирует "
    "называет предупреждает оценивает возражает продолжает подтверждает утверждает ожидает надеется "
    "рассчитывает прогнозирует предполагает "
    "оговаривается сетует уверен уверена убеждён убежден убеждена согласен делится вспоминает предлагает "
    "цитирует цитируют приводит подытоживает"
)
_ENGLISH = word_list(
    "said says told tells noted notes stressed stresses added adds stated states announced announces "
    "emphasized emphasised emphasizes "
    "recalled recalls explained explains promised promises replied replies observed observes believes "
    "believed thinks expects expected hopes "
    "claimed claims argued argues warned warns remarked reported reports pointed underlined underscored "
    "highlighted admitted acknowledged "
    "confirmed declared predicted predicts estimated estimates suggested quipped smiles smiled commented "
    "concluded continued mentioned "
    "informed reiterated assured insisted insists asked answered put wrote writes went"
)
_KAZAKH = word_list("деді дейді айтты хабарлады мәлімдеді айтып атап түсіндірді жеткізді")
_BELARUSIAN = word_list(
    "сказаў сказала заявіў заявіла паведаміў паведаміла адзначыў адзначыла падкрэсліў падкрэсліла дадаў "
    "дадала нагадаў нагадала расказаў "
    "упэўнены лічыць мяркуе гаворыць кажа"
)

_PAST_ENDINGS = ("л", "ла", "ли", "ло", "лся", "лась", "лись", "в", "вший", "вшая", "вшись")


def _with_plural(verb: str) -> tuple[str, ...]:
    """Add the third person plural to a present tense: отмечает, отмечают; говорит, говорят."""
    for one, many in (("ает", "ают"), ("яет", "яют"), ("ует", "уют"), ("ет", "ют"), ("ит", "ят")):
        if verb.endswith(one):
            return verb, verb[: -len(one)] + many
    return (verb,)


VERBS = frozenset(
    (
        *(form for verb in _PRESENT for form in _with_plural(verb)),
        *(stem + ending for stem in _PAST for ending in _PAST_ENDINGS),
        *_ENGLISH,
        *_KAZAKH,
        *_BELARUSIAN,
    )
)
"""The verbs of saying in the third person, in lower case."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

IN_WORDS = re.compile(
    r"(?<!\w)(?:[Пп]о\s+(?:(?P<whose>его|её|ее|их)\s+)?(?:(?:собственному|личному|экспертной)\s+)?(?:словам|мнению|"
    r"оценк(?:е|ам)|убеждению|утверждению|выражению|признанию|подсч[её]там|прогноз(?:у|ам)|расч[её]там|"
    r"информации|сведениям)|(?:цитиру|приводи|переда[её])\w+\s.{0,30}?\b(?:слова|заявление|высказывание)|цитиру\w+(?=\s+[А-ЯЁ])|"
    r"так(?:ую|ие|ой|ое)\s+(?:оценк|цифр|данн|прогноз|мнени|заявлени)\w+\s+(?:дал|прив[её]л|назвал|высказал|сделал|озвучил)\w*|"
    r"[Aa]ccording\s+to|[Ii]n\s+(?P<poss>his|her|their)\s+(?:words|view|opinion)|"
    r"[Ii]n\s+the\s+(?:words|view|opinion)\s+of|[Пп]ав?одле\s+(?:слоў|меркавання)|"
    r"[Пп]а\s+(?P<be>яго|яе)\s+словах|[Пп]а\s+словах)(?!\w)"
)
"""An attribution without a verb: "по словам", "according to"."""


def find_verbs(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Find the verbs of saying in text[start:end]."""
    words = _WORD.finditer(text, start, len(text) if end is None else end)
    return [word.span() for word in words if word[0].lower() in VERBS]


def is_said(text: str, start: int = 0, end: int | None = None) -> bool:
    """Tell whether text[start:end] holds words of attribution."""
    stop = len(text) if end is None else end
    return bool(find_verbs(text, start, stop) or IN_WORDS.search(text, start, stop))
