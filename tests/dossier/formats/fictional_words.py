"""The four languages with the sentences of the fictional briefing."""

from functools import cache

from sverka.dossier.words.catalog import Catalog, read_catalog
from sverka.dossier.words.language import LANGUAGES, Words

# fmt: off
_SAID = {
    "title": ("{first} and {second}: trade in goods", "{first} и {second}: торговля товарами",
              "{first} және {second}: тауар саудасы", "{first} і {second}: гандаль таварамі"),
    "book": ("{rows} rows, last post 1 January 2016", "{rows} строки, последняя запись 1 января 2016 года",
             "{rows} жол, соңғы жазба 2016 жылғы 1 қаңтар",
             "{rows} радкі, апошні запіс 1 студзеня 2016 года"),
    "minute": ("The page in one minute", "Страница за одну минуту", "Бір минуттағы бет",
               "Старонка за адну хвіліну"),
    "sum": ("{country} shows a turnover of {value} for {year}.",
            "{country} показывает за {year} год оборот {value}.",
            "{country}: {year} жылғы айналым {value}.", "{country} паказвае за {year} год абарот {value}."),
    "mirror": ("By the book of the other side, {country}, it is {value}.",
               "По книге другой стороны, {country}, это {value}.",
               "Екінші тараптың кітабы бойынша, {country}: {value}.",
               "Паводле кнігі другога боку, {country}, гэта {value}."),
    "rise": ("That is {rate} more than a year before; {value} in all.",
             "Это на {rate} больше, чем годом раньше; всего {value}.",
             "Бұл бір жыл бұрынғыдан {rate} көп; барлығы {value}.",
             "Гэта на {rate} больш, чым годам раней; усяго {value}."),
    "ask_first": ("Ask about {number} missing years.", "Спросить о {number} недостающих годах.",
                  "Жетіспейтін {number} жыл туралы сұрау керек.", "Спытаць пра {number} гады, якіх няма."),
    "ask_second": ("Whose is the difference of {value}?", "Чья разница в {value}?",
                   "{value} айырмашылығы кімдікі?", "Чыя розніца ў {value}?"),
    "turnover": ("Turnover in both books", "Оборот по обеим книгам", "Екі кітап бойынша айналым",
                 "Абарот паводле абедзвюх кніг"),
    "traded": ("What is traded", "Чем торгуют", "Не саудаланады", "Чым гандлююць"),
    "outlook": ("Outlook", "Перспектива", "Болашақ көрінісі", "Перспектыва"),
    "years_caption": ("Turnover by the books of {first} and {second}", "Оборот по книгам: {first} и {second}",
                      "Кітаптар бойынша айналым: {first} және {second}",
                      "Абарот паводле кніг: {first} і {second}"),
    "years_note": ("FOB for exports, CIF for imports.", "Экспорт ФОБ, импорт СИФ.",
                   "Экспорт ФОБ, импорт СИФ.", "Экспарт ФОБ, імпарт СІФ."),
    "year": ("Year", "Год", "Жыл", "Год"),
    "book_of": ("Book of {country}", "Книга: {country}", "Кітап: {country}", "Кніга: {country}"),
    "difference": ("Difference", "Расхождение", "Айырмашылық", "Разыходжанне"),
    "gap": ("{country} has published nothing for {year}.", "{country} ничего не опубликовала за {year} год.",
            "{country} {year} жылға ештеңе жарияламаған.", "{country} нічога не апублікавала за {year} год."),
    "no_gap": ("One of the books is silent.", "Одна из книг молчит.", "Кітаптардың бірі үнсіз.",
               "Адна з кніг маўчыць."),
    "goods_caption": ("Main goods of {country}, {year}", "Главные товары: {country}, {year}",
                      "Негізгі тауарлар: {country}, {year}", "Галоўныя тавары: {country}, {year}"),
    "goods": ("Goods", "Товар", "Тауар", "Тавар"),
    "value": ("Value", "Стоимость", "Құны", "Кошт"),
    "price": ("Unit value", "Цена единицы", "Бірлік құны", "Цана адзінкі"),
    "place": ("Place", "Место", "Орны", "Месца"),
    "growth": ("Growth", "Рост", "Өсім", "Рост"),
    "lines_caption": ("The two books: {first} and {second}", "Две книги: {first} и {second}",
                      "Екі кітап: {first} және {second}", "Дзве кнігі: {first} і {second}"),
    "lines_alt": ("Two lines that meet in 2010 and 2012; the higher ends at {value}.",
                  "Две линии сходятся в 2010 и 2012 годах; верхняя кончается на {value}.",
                  "Екі сызық 2010 және 2012 жылдары түйіседі; жоғарғысы {value} тұсында аяқталады.",
                  "Дзве лініі сыходзяцца ў 2010 і 2012 гадах; верхняя канчаецца на {value}."),
    "axis": ("million dollars", "млн долларов", "млн доллар", "млн долараў"),
    "lack": ("Nothing is known about companies of {country}.", "О компаниях ничего не известно: {country}.",
             "Компаниялар туралы ештеңе белгісіз: {country}.", "Пра кампаніі нічога не вядома: {country}."),
    "quoted": ("{text}", "{text}", "{text}", "{text}"),
}
# fmt: on


@cache
def fictional_language(code: str) -> Words:
    """Return a language of `words/` that knows the keys "fictional.*" too."""
    at = LANGUAGES.index(code)
    own = {f"fictional.{key}": (texts[at],) for key, texts in _SAID.items()}
    return Words(code, Catalog(code, {**read_catalog(code).messages, **own}))
