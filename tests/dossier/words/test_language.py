"""A document's values in words: sentences with their figures, goods, books, verdicts, origins."""

from collections.abc import Mapping
from datetime import date

import msgspec
import pytest
from tests.dossier.words.figures import figure

from sverka.dossier.outline import Gap, Goods, Land, Sentence, When
from sverka.dossier.words.amounts import NBSP
from sverka.dossier.words.catalog import Catalog, MissingMessage, MissingValue, parts, read_catalog
from sverka.dossier.words.language import LANGUAGES, Run, UnknownLanguage, Words, language
from sverka.dossier.words.methods import known_methods
from sverka.sources.card import Card
from sverka.vocabulary.flow import Valuation
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import TOTAL, Product
from sverka.vocabulary.verdict import Verdict

WHEAT = Goods(Product("1001", "HS2017"), {"en": "Wheat", "ru": "Пшеница"})
ORIGIN = Origin(
    source="imf_dots",
    snapshot="ab" * 32,
    place="row 1",
    licence="IMF",
    accessed=date(2026, 11, 22),
)
CARD = Card(
    id="imf_dots",
    title="Direction of Trade Statistics",
    publisher="IMF",
    licence="IMF",
    address="https://example.org/",
    cadence="monthly",
    valuation="exports FOB, imports CIF",
    usual_revision=0.02,
    accessed=date(2026, 11, 22),
)
MESSAGES: Mapping[str, tuple[str, ...]] = {
    "test.trade": ("За {period}: {first} → {second}, {value} ({goods}, {why}).",),
    "test.firms": ("{count} фирма", "{count} фирмы", "{count} фирм"),
    "test.plain": ("просто",),
}


def russian() -> Words:
    return Words("ru", Catalog("ru", {**MESSAGES, **{key: (key,) for key in ("goods.total",)}}))


def test_a_sentence_gives_its_figures_apart_from_its_words() -> None:
    value = msgspec.structs.replace(figure(5), unit="visits")
    sentence = Sentence(
        "test.trade",
        {
            "period": When("2018-01..2018-08"),
            "first": Land("BLR"),
            "second": Land("KAZ"),
            "value": value,
            "goods": WHEAT,
            "why": Sentence("test.plain"),
        },
    )
    words = Words("ru", Catalog("ru", {**MESSAGES, "period.months": ("{first}–{last} {year} года",)}))
    runs = words.runs(sentence)
    assert [run for run in runs if run.figure] == [Run(f"5{NBSP}visits", value)]
    assert words.text(sentence) == (
        f"За январь–август 2018 года: Беларусь → Казахстан, 5{NBSP}visits (Пшеница (HS{NBSP}1001), просто)."
    )


@pytest.mark.parametrize(
    ("count", "said"), [(1, "1 фирма"), (3, "3 фирмы"), (5, "5 фирм"), (11, "11 фирм"), (21, "21 фирма")]
)
def test_a_count_chooses_the_form(count: int, said: str) -> None:
    assert russian().text(Sentence("test.firms", {}, count)) == said


def test_a_key_without_a_message_says_where_to_write_it() -> None:
    with pytest.raises(
        MissingMessage, match=r"“minute\.no_such_key” is in no file of dossier/words/messages/"
    ):
        language("kk").text(Sentence("minute.no_such_key"))


def test_a_sentence_that_lacks_a_value_says_which() -> None:
    with pytest.raises(MissingValue, match=r"has a place \{period\}"):
        russian().text(Sentence("test.trade"))


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(UnknownLanguage, match="“de”: ask for en, ru, kk or be"):
        language("de")


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "Wheat"), ("ru", "Пшеница"), ("be", "Пшеница"), ("kk", "Пшеница")],
)
def test_goods_fall_back_to_russian_then_english_then_their_code(code: str, said: str) -> None:
    assert language(code).goods(WHEAT) == f"{said} (HS{NBSP}1001)"
    assert language(code).goods_name(WHEAT) == said
    english = Goods(Product("1001", "HS2017"), {"en": "Wheat"})
    assert language(code).goods_name(english) == "Wheat"
    assert language(code).goods(Goods(Product("1001", "HS2017"))) == f"HS{NBSP}1001"
    assert language(code).goods_name(Goods(Product("1001", "HS2017"))) == "1001"


def test_all_goods_have_no_code() -> None:
    assert [language(code).goods(Goods(TOTAL)) for code in LANGUAGES] == [
        "all goods",
        "все товары",
        "барлық тауарлар",
        "усе тавары",
    ]


def test_a_cell_is_short_and_a_gap_gives_its_reason() -> None:
    words = language("ru")
    assert words.label(When("2018-01..2018-08")) == "янв.–авг. 2018"
    assert words.label(figure(5e6)) == f"5{NBSP}млн{NBSP}$"
    assert words.label(Gap(Sentence("verdict.no_data"))) == words.text(Sentence("verdict.no_data"))
    assert (words.text("как есть"), words.text(2018), words.text(12345)) == (
        "как есть",
        "2018",
        f"12{NBSP}345",
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_verdict_and_section_of_goods_has_a_name_of_its_own(code: str) -> None:
    words = language(code)
    assert len({words.verdict(verdict) for verdict in Verdict}) == len(Verdict)
    assert len({words.say(f"hs_section.{number}") for number in range(1, 22)}) == 21


def test_valuations_keep_fob_and_cif() -> None:
    assert language("en").valuation("exports FOB, imports CIF") == "exports FOB, imports CIF"
    assert language("be").valuation("exports FOB, imports CIF") == "экспарт FOB, імпарт CIF"
    assert language("ru").valuation("FOB + CIF") == "FOB + CIF"
    assert language("ru").valuation(Valuation.RECONCILED) == "сведено"


def test_a_method_names_who_declared_it() -> None:
    words = language("ru")
    assert words.method("ARL>BED, as declared by KAZ") == "ARL>BED, как заявлено, Казахстан"
    assert (
        words.method("as reconciled from both sides' declarations") == "сведено по декларациям обеих сторон"
    )
    assert words.method("2018 against 2017-01..2017-06: new") == "2018 к янв.–июнь 2017: new"
    assert words.method("estimated CIF/FOB margin of 2.5 %") == "оценка надбавки CIF/FOB: 2,5 %"
    assert words.method("theta method on 1995 to 2020, median, 80 % interval: rows, as declared by BLR") == (
        "тета-метод по 1995 – 2020, медиана, интервал 80 %: rows, как заявлено, Беларусь"
    )
    assert words.method("years in which BLR declares trade with KAZ, estimates left out") == (
        "годы, за которые есть данные: Беларусь о торговле с партнёром Казахстан, без оценок"
    )
    assert words.method("as promised by nobody known") == "как обещано by nobody known"
    assert language("en").method("KAZ>BLR, as declared by KAZ") == "KAZ>BLR, as declared by Kazakhstan"


def test_a_subject_is_a_pair_a_direction_or_a_country() -> None:
    words = language("kk")
    assert words.subject("BLR-KAZ") == "Беларусь – Қазақстан"
    assert words.subject("BLR>KAZ") == "Беларусь → Қазақстан"
    assert words.subject("KAZ") == "Қазақстан"


def test_the_line_of_origins_says_all_it_takes_to_find_the_number() -> None:
    found = msgspec.structs.replace(figure(5e6), book="KAZ", valuation="CIF", origins=(ORIGIN, ORIGIN))
    cards = {CARD.id: CARD}
    assert language("en").origin_line(found, cards) == (
        "Kazakhstan’s book · CIF · 2018 · IMF, Direction of Trade Statistics · accessed 22 November 2026"
    )
    assert language("ru").origin_line(found, cards) == (
        "данные: Казахстан · CIF · 2018 · IMF, Direction of Trade Statistics · "
        "дата обращения: 22 ноября 2026 года"
    )
    other = msgspec.structs.replace(ORIGIN, cites="Yearbook")
    promise = msgspec.structs.replace(found, book=None, valuation="", method="as promised")
    assert language("en").origin_line(promise) == "2018 · imf_dots · accessed 22 November 2026"
    method = "as reconciled from both sides' declarations"
    reconciled = msgspec.structs.replace(
        found, book=None, valuation="none", method=method, origins=(ORIGIN, other)
    )
    assert language("en").origin_line(reconciled) == (
        "reconciled from both books · 2018 · imf_dots · accessed 22 November 2026; "
        "Yearbook, by way of imf_dots · accessed 22 November 2026"
    )


@pytest.mark.parametrize(
    ("method", "said"),
    [
        ("all goods (exports), as the partners declare it", "the partners’ books"),
        (
            "1 / 2, as each country declares its trade, its partners where it is silent",
            "each country’s book, its partners’ where it is silent",
        ),
        (
            "the exporter's declaration alone: the importer is silent",
            "reconciled from one book alone: Belarus",
        ),
        (
            "the importer's declaration alone, freight taken out: the exporter is silent",
            "reconciled from one book alone: Kazakhstan",
        ),
        ("as reconciled by the publisher", "reconciled from both books"),
    ],
)
def test_a_figure_of_no_one_country_says_whose_books_it_rests_on(method: str, said: str) -> None:
    found = msgspec.structs.replace(
        figure(5e6), subject="BLR>KAZ", book=None, measure="reconciled", method=method, origins=(ORIGIN,)
    )
    assert language("en").book_of(found) == said
    for code in LANGUAGES:
        assert language(code).origin_line(found).startswith(language(code).book_of(found))


def test_a_measure_without_a_name_is_shown_by_its_own() -> None:
    assert language("be").measure("turnover") == "Тавараабарот"
    assert language("be").measure("new_measure") == "new measure"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_method_with_a_message_is_said_whole(code: str) -> None:
    given = {"country": "KAZ", "partner": "BLR", "period": "2018", "other": "2017", "flag": "E"}
    english = read_catalog("en")
    for key, *_ in known_methods():
        places = {name: given.get(name, "5") for name, hole in parts(english.form(key)) if hole}
        method = english.fill(key, places)
        said = language(code).method(method)
        own = read_catalog(code).fill(key, {**places, **{name: language(code).country(places[name])
              for name in ("country", "partner") if name in places}})  # fmt: skip
        assert said == own, key


def test_a_promise_without_a_date_names_no_time_in_its_origin() -> None:
    promised = msgspec.structs.replace(
        figure(1.5e9, measure="target"), book=None, valuation="", period="annual"
    )
    assert language("ru").origin_line(promised) == language("ru").method(promised.method)
    assert "2018" in language("ru").origin_line(msgspec.structs.replace(promised, period="2018"))


def test_a_number_of_the_question_says_so_where_others_name_their_source() -> None:
    asked = msgspec.structs.replace(
        figure(-10.0, measure="costs_growth", unit="%"),
        book=None,
        valuation="",
        period="annual",
        method="as asked",
        origins=(),
    )
    assert language("en").origin_line(asked) == "as asked"
    assert language("ru").origin_line(asked) == "как задано в вопросе"
