"""Countries in Russian and English texts: every case of a name, and nothing that only looks like one."""

import re
from importlib.resources import files

import pytest
from babel import Locale
from babel.core import get_global

from sverka.claims.countries import Mention, find_countries

_ROWS = [
    line.split("\t")
    for line in files("sverka.claims.lexicon").joinpath("countries.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
][1:]
_COUNTRIES = [row[0] for row in _ROWS if row[1] == "country"]
_NOT_IN_CLDR = {"XKX": "XK"}
_LEFT_OUT = {("TGO", "ru")}  # "Того" is a pronoun


def named(text: str, lang: str) -> list[tuple[str, str, str]]:
    return [(text[found.start : found.end], found.code, found.form) for found in find_countries(text, lang)]


def codes(text: str, lang: str = "ru") -> list[str]:
    return [found.code for found in find_countries(text, lang)]


def forms(text: str) -> list[str]:
    return text.split(", ")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_name_that_cldr_gives_a_state_is_its_code(lang: str) -> None:
    alpha_2 = get_global("territory_aliases")
    names = Locale(lang).territories
    assert len(_COUNTRIES) == len(set(_COUNTRIES)) == 198
    for code in _COUNTRIES:
        if (code, lang) not in _LEFT_OUT:
            name = names[_NOT_IN_CLDR.get(code) or alpha_2[code][0]]
            assert set(codes(name, lang)) == {code}, name


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        (
            "BLR",
            "Беларусь, Беларуси, Беларусью, Белоруссия, Белоруссии, Белоруссией, РБ, Республику Беларусь",
        ),
        (
            "KAZ",
            "Казахстан, Казахстана, Казахстану, Казахстаном, Казахстане, РК, республике Казахстан",
        ),
        (
            "RUS",
            "Россия, России, Россию, Россией, РФ, Российская Федерация, Российскую Федерацию",
        ),
        ("UKR", "Украина, Украины, Украине, Украину, Украиной"),
        ("UZB", "Узбекистан, Узбекистана, Узбекистану, Узбекистаном, Узбекистане, Республики Узбекистан"),
        (
            "KGZ",
            "Киргизия, Киргизии, Киргизией, Кыргызстан, Кыргызстана, Кыргызстаном, Кыргызской Республики",
        ),
        ("TJK", "Таджикистан, Таджикистана, Таджикистаном"),
        ("TKM", "Туркмения, Туркмении, Туркмению, Туркменистан, Туркменистану, Туркменистане"),
        ("AZE", "Азербайджан, Азербайджана, Азербайджаном"),
        ("ARM", "Армения, Армении, Армению, Арменией"),
        ("GEO", "Грузия, Грузии, Грузию, Грузией, ГРУЗИЯ"),
        ("MDA", "Молдова, Молдовы, Молдове, Молдову, Молдовой, Молдавия, Молдавии, Молдавией"),
        ("CHN", "Китай, Китая, Китаю, Китаем, Китае, КНР, Китайской Народной Республикой"),
        ("TUR", "Турция, Турции, Турцию, Турцией"),
        ("IRN", "Иран, Ирана, Ираном, Исламской Республики Иран"),
        ("IND", "Индия, Индии, Индию, Индией"),
        ("KOR", "Корея, Корее, Кореей, Южная Корея, Южной Кореей, южную Корею, Республику Корея"),
        ("PRK", "КНДР, Северная Корея, Северной Кореи, Корейской Народно-Демократической Республики"),
        ("JPN", "Япония, Японии, Японию, Японией"),
        ("VNM", "Вьетнам, Вьетнама, Вьетнамом"),
        ("TWN", "Тайвань, Тайваня, Тайваню, Тайванем, Тайване"),
        ("USA", "США, Соединенные Штаты, Соединённых Штатов Америки, Соединенными Штатами"),
        ("GBR", "Великобритания, Великобритании, Британию, Соединенного Королевства"),
        ("DEU", "Германия, Германии, Германией, ФРГ"),
        ("NLD", "Нидерланды, Нидерландов, Нидерландам, Нидерландами, Нидерландах, Голландией"),
        ("CZE", "Чехия, Чехии, Чехией, Чешской Республики"),
        ("POL", "Польша, Польши, Польше, Польшу, Польшей"),
        ("GRC", "Греция, Греции, Грецией"),
        ("EGY", "Египет, Египта, Египту, Египтом, Египте"),
        ("ISR", "Израиль, Израиля, Израилю, Израилем"),
        ("ARE", "ОАЭ, Объединенные Арабские Эмираты, Объединенных Арабских Эмиратов, Эмиратами"),
        ("SAU", "Саудовская Аравия, Саудовской Аравии, Саудовскую Аравию, Саудовской Аравией"),
        ("JOR", "Иордания, Иордании, Иорданией"),
        ("ZAF", "ЮАР, Южно-Африканской Республикой"),
        ("CUB", "Куба, Кубы, Кубе, Кубу, Кубой"),
        ("TCD", "Чад, Чада, Чадом, Республики Чад"),
        ("MLI", "Мали"),
        ("GHA", "Гана, Ганы, Гане, Гану"),
        ("CIV", "Кот-д’Ивуар, Кот-д'Ивуара, Кот д’Ивуаром"),
        ("LKA", "Шри-Ланка, Шри-Ланки, Шри Ланке"),
        ("PHL", "Филиппины, Филиппин, Филиппинам, Филиппинами"),
        ("NZL", "Новая Зеландия, Новой Зеландией"),
        ("MHL", "Маршалловы Острова, Маршалловых Островов"),
        ("PNG", "Папуа — Новая Гвинея, Папуа-Новой Гвинее, Папуа – Новую Гвинею"),
        ("SSD", "Южный Судан, Южного Судана"),
        ("EU", "ЕС, Евросоюз, Евросоюза, Евросоюзом, Европейский союз, Европейского Союза"),
        (
            "EAEU",
            "ЕАЭС, Евразийский экономический союз, Евразийского экономического союза, Евразийским союзом",
        ),
        ("CIS", "СНГ, Содружество Независимых Государств, Содружества Независимых Государств"),
        ("CU", "Таможенный союз, Таможенного союза, Таможенном союзе"),
        ("SCO", "ШОС, Шанхайская организация сотрудничества, Шанхайской организации сотрудничества"),
        ("OTS", "ОТГ, Организации тюркских государств"),
        ("GCC", "ССАГПЗ, Совет сотрудничества арабских государств Персидского залива"),
    ],
)
def test_every_case_of_a_russian_name_is_the_country_itself(code: str, spellings: str) -> None:
    for name in forms(spellings):
        text = f"Товары для «{name}», сообщили вчера"
        assert named(text, "ru") == [(name, code, "noun")]


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("BLR", "белорусский, белорусских, беларуской, беларусской, Белорусские"),
        ("KAZ", "казахстанский, казахстанская, казахстанскому, казахстанскими, казахский"),
        ("RUS", "российское, российского, российскую, РОССИЙСКИЕ"),
        ("UZB", "узбекский, узбекистанской"),
        ("KGZ", "киргизский, кыргызской, кыргызстанских"),
        ("CHN", "китайский, китайскую, китайским"),
        ("TUR", "турецкий, турецкой"),
        ("DEU", "немецких, германским"),
        ("CZE", "чешской"),
        ("USA", "американских"),
        ("GBR", "британский"),
        ("KOR", "южнокорейского, корейской"),
        ("PRK", "северокорейская"),
        ("ARE", "эмиратских"),
    ],
)
def test_adjectives_are_found_in_small_letters_and_every_ending(code: str, spellings: str) -> None:
    for adjective in forms(spellings):
        assert named(f"рост, {adjective} товаров", "ru") == [(adjective, code, "adjective")]


@pytest.mark.parametrize(
    ("capital", "code"),
    [
        ("Минском", "BLR"),
        ("Астаны", "KAZ"),
        ("Нур-Султане", "KAZ"),
        ("Москвой", "RUS"),
        ("Ташкента", "UZB"),
        ("Пекину", "CHN"),
        ("Парижем", "FRA"),
        ("Риги", "LVA"),
        ("Кишинёвом", "MDA"),
        ("Анкарой", "TUR"),
        ("Баку", "AZE"),
        ("Брюсселя", "EU"),
        ("Аддис-Абебой", "ETH"),
    ],
)
def test_a_capital_stands_for_its_government(capital: str, code: str) -> None:
    assert named(f"переговоры: {capital} ждут", "ru") == [(capital, code, "capital")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("казахстанско-китайский форум", ["KAZ", "CHN"]),
        ("белорусско-российских связей", ["BLR", "RUS"]),
        ("Казахстанско – белорусское предприятие", ["KAZ", "BLR"]),
        ("армяно-азербайджанская граница", ["ARM", "AZE"]),
        ("белорусско-казахстанско-российский проект", ["BLR", "KAZ", "RUS"]),
        ("российско- и узбекско-турецкие встречи", ["RUS", "UZB", "TUR"]),
        ("российско-африканский саммит", ["RUS"]),
        ("по линии Китай-Казахстан", ["CHN", "KAZ"]),
        ("саммит США—КНДР", ["USA", "PRK"]),
    ],
)
def test_each_part_of_a_compound_is_a_country(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Гвинея-Бисау и Гвинея", ["GNB", "GIN"]),
        ("Экваториальной Гвинее", ["GNQ"]),
        ("Южный Судан вышел из Судана", ["SSD", "SDN"]),
        ("Доминиканская Республика и Доминика", ["DOM", "DMA"]),
        ("Китайская Народная Республика", ["CHN"]),
        ("Индийского океана и Индии", ["IND"]),
        ("Латинской Америки и Америки", ["USA"]),
        ("Республика\nКорея", ["KOR"]),
    ],
)
def test_the_longest_name_wins(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Кроме того, грузовики везли груз. Того же мнения он.",
        "сто кубометров, куб, кубы, куба воды",
        "польза была, с пользой, полька",
        "чад, чада, мали, гана, перу",
        "грузить, грузинах, иордан, индиго, китайка, китаевед",
        "по-русски, по-китайски, по-белорусски",
        "рк, рб, ес — не страны строчными; Ес, Рк",
        "франко-завод, франко-вагон, индо-тихоокеанский, англо-саксонский",
        "604,1 млн долларов США, 5 долл. США, 1 доллар США",
        "в белорусских рублях, китайских юаней, казахстанских тенге",
        "на казахском языке, китайский язык",
        "Европейские партнёры",
        "Ашраф Гани, господин Рими",
        "Подказахстанский, Казахстаника, Минскводоканал",
        "",
    ],
)
def test_a_russian_word_that_only_looks_like_a_country_is_none(text: str) -> None:
    assert named(text, "ru") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trade between the US and China", [("US", "USA", "noun"), ("China", "CHN", "noun")]),
        ("in the U.S. and the U.K.", [("U.S.", "USA", "noun"), ("U.K.", "GBR", "noun")]),
        ("USA, UAE, PRC, EU, EAEU", [("USA", "USA", "noun"), ("UAE", "ARE", "noun"), ("PRC", "CHN", "noun"),
                                     ("EU", "EU", "noun"), ("EAEU", "EAEU", "noun")]),
        ("Polish and Turkish exports", [("Polish", "POL", "adjective"), ("Turkish", "TUR", "adjective")]),
        ("Belarus’s and Kazakhstan's trade", [("Belarus", "BLR", "noun"), ("Kazakhstan", "KAZ", "noun")]),
        ("THE UNITED STATES", [("UNITED STATES", "USA", "noun")]),
        ("the Republic of Korea", [("Republic of Korea", "KOR", "noun")]),
        ("South Korean cars", [("South Korean", "KOR", "adjective")]),
        ("a North Korean port", [("North Korean", "PRK", "adjective")]),
        ("Guinea-Bissau and Guinea", [("Guinea-Bissau", "GNB", "noun"), ("Guinea", "GIN", "noun")]),
        ("in Papua New Guinea", [("Papua New Guinea", "PNG", "noun")]),
        ("Sino-Russian trade", [("Sino", "CHN", "adjective"), ("Russian", "RUS", "adjective")]),
        ("Georgia, Jordan, Chad and Turkey", [("Georgia", "GEO", "noun"), ("Jordan", "JOR", "noun"),
                                              ("Chad", "TCD", "noun"), ("Turkey", "TUR", "noun")]),
        ("Türkiye and Côte d’Ivoire", [("Türkiye", "TUR", "noun"), ("Côte d’Ivoire", "CIV", "noun")]),
        ("Brussels and Astana said", [("Brussels", "EU", "capital"), ("Astana", "KAZ", "capital")]),
        ("members of the Eurasian Economic Union", [("Eurasian Economic Union", "EAEU", "noun")]),
    ],
)  # fmt: skip
def test_english_names_adjectives_and_capitals(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text, "en") == expected


@pytest.mark.parametrize(
    "text",
    [
        "polish the metal for us, let us go",
        "a turkey, fine china, the chad, guinea pigs, jordan",
        "US$5 billion, 604 million US dollars, 3 bn U.S. dollars",
        "Latin American markets, South America, the Indian Ocean, the South China Sea, New Mexico",
        "5 bn Russian rubles, Chinese yuan, a Russian-language daily",
        "Us, Uk, Eu",
    ],
)
def test_an_english_word_that_only_looks_like_a_country_is_none(text: str) -> None:
    assert named(text, "en") == []


def test_offsets_count_the_characters_of_the_text_given() -> None:
    text = "İİ ё́ 🎉 Ёлки, Южной\u00a0Кореей"
    assert named(text, "ru") == [("Южной\u00a0Кореей", "KOR", "noun")]
    assert find_countries("В Минске", "ru") == [Mention(2, 8, "BLR", "capital")]


def test_a_language_without_names_finds_nothing() -> None:
    assert find_countries("Қазақстан мен Беларусь", "kk") == []


def test_no_cell_mixes_the_letters_of_two_alphabets() -> None:
    for row in _ROWS:
        assert len(row) == 8, row[0]
        assert not any(re.search("[a-z]", cell) for cell in row[2:5]), row[0]
        assert not any(re.search("[а-я]", cell) for cell in row[5:8]), row[0]


def test_no_spelling_is_two_countries() -> None:
    for first, *rest in ((row[0], *row[2:]) for row in _ROWS):
        for cell, lang in zip(rest, ["ru"] * 3 + ["en"] * 3, strict=True):
            plain = [entry for entry in cell.split("|") if entry.isalpha()]
            for entry in plain:
                assert codes(entry.title(), lang) == [first]
