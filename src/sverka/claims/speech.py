"""Words of speech: the verbs and phrases that give what is said to somebody."""

import re

# Past and present stems; the endings are added below.
_PAST = (
    "сказа заяви сообщи отмети подчеркну напомни рассказа поясни объясни пообеща обеща добави уточни ответи предположи допусти "
    "допуска призна указа констатирова резюмирова подытожи завери призва написа замети информирова проинформирова назва анонсирова озвучи "
    "обозначи предупреди предсказа оцени возрази парирова продолжи заключи подтверди опроверг высказа вырази пожалова посетова поинтересова "
    "спроси выступи доложи отчита высказа утвержда говори отмеча подчёркива подчеркива сообща заявля полага счита надея рассчитыва ожида "
    "прогнозирова спрогнозирова предложи похвали поблагодари акцентирова охарактеризова перечисли привё приве уведоми изложи огласи"
).split()
_PRESENT = (
    "говорит говорят заявляет сообщает отмечает подчёркивает подчеркивает напоминает рассказывает поясняет объясняет обещает добавляет уточняет "
    "отвечает полагает полагают считает считают признаёт признает указывает констатирует резюмирует заверяет призывает пишет замечает информирует "
    "называет предупреждает оценивает возражает продолжает подтверждает утверждает ожидает надеется рассчитывает прогнозирует предполагает "
    "оговаривается сетует уверен уверена убеждён убежден убеждена согласен делится вспоминает предлагает цитирует цитируют приводит подытоживает"
).split()
_ENGLISH = (
    "said says told tells noted notes stressed stresses added adds stated states announced announces emphasized emphasised emphasizes "
    "recalled recalls explained explains promised promises replied replies observed observes believes believed thinks expects expected hopes "
    "claimed claims argued argues warned warns remarked reported reports pointed underlined underscored highlighted admitted acknowledged "
    "confirmed declared predicted predicts estimated estimates suggested quipped smiles smiled commented concluded continued mentioned "
    "informed reiterated assured insisted insists asked answered put wrote writes went"
).split()
_KAZAKH = "деді дейді айтты хабарлады мәлімдеді айтып атап түсіндірді жеткізді".split()
_BELARUSIAN = (
    "сказаў сказала заявіў заявіла паведаміў паведаміла адзначыў адзначыла падкрэсліў падкрэсліла дадаў дадала нагадаў нагадала расказаў "
    "упэўнены лічыць мяркуе гаворыць кажа"
).split()

VERB = re.compile(
    r"(?<![\w-])(?:(?:" + "|".join(sorted(_PAST, key=len, reverse=True)) + r")(?:л(?:а|и|о)?(?:сь|ся)?|в|вш\w+)?(?:сь|ся)?"
    r"|" + "|".join(_PRESENT + _ENGLISH + _KAZAKH + _BELARUSIAN) + r")(?![\w-])",
    re.IGNORECASE,
)
"""A verb of saying in the third person."""

IN_WORDS = re.compile(
    r"(?<!\w)(?:по\s+(?:(?P<whose>его|её|ее|их)\s+)?(?:(?:собственному|личному|экспертной)\s+)?(?:словам|мнению|оценк(?:е|ам)|убеждению|"
    r"утверждению|выражению|признанию|подсч[её]там|прогноз(?:у|ам)|расч[её]там|замыслу|информации|сведениям)"
    r"|(?:цитиру\w+|приводи\w+|передаё?т)\b.{0,30}?\b(?:слова|заявление|высказывание)"
    r"|according\s+to|in\s+(?P<poss>his|her|their)\s+(?:words|view|opinion)|(?P<of>in\s+the\s+(?:words|view|opinion)\s+of)|as\s+per"
    r"|пав?одле\s+(?:слоў|меркавання)|па\s+(?P<be>яго|яе)\s+словах|па\s+словах)(?!\w)",
    re.IGNORECASE,
)
"""An attribution without a verb: "по словам", "according to"."""

SAID = re.compile(f"{VERB.pattern}|{IN_WORDS.pattern}", re.IGNORECASE)
"""Any words of attribution."""
