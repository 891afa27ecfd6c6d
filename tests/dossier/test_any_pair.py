"""The briefing holds for any pair: big, tiny, half silent, without trade, or of a country that is gone.

Pairs are drawn from the IMF's Direction of Trade Statistics, 1960-2020, with a fixed seed; the table lies
outside the project and is posted into a book as a user would. What is checked are properties of a page
whatever the pair: its words, its numbers, its notes.
"""

import json
import math
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from sverka.dossier.words.language import LANGUAGES
from sverka.faces.cli import main
from sverka.sources.countries import existed

DOTS = (
    Path(__file__).parents[2].parent / "shared" / "data" / "imf_dots_annual" / "dots_annual_1960_2020.parquet"
)
SEED = 20261123
DRAWN = {"big": 4, "middling": 3, "tiny": 3, "one side": 2, "no trade": 2, "gone": 2}
GONE = {"SUN", "YUG", "CSK", "DDR"}
MOST_BYTES = 2_000_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DOTS.exists(), reason="the shared data folder is not on this machine"),
]

# What is said of a pair in a year below: the largest value, the number of books, the largest since 2018.
PAIRS = """
    WITH rows AS (
        SELECT least(reporter_iso3, partner_iso3) AS one, greatest(reporter_iso3, partner_iso3) AS other,
               reporter_iso3, year, value_musd FROM '{file}'
        WHERE 'WLD' NOT IN (reporter_iso3, partner_iso3)
    )
    SELECT one, other, max(value_musd), count(DISTINCT reporter_iso3), max(value_musd) FILTER (year >= 2018)
    FROM rows GROUP BY one, other ORDER BY one, other
"""


class Page(NamedTuple):
    """A briefing: what kind of pair it is about, its language, and what was written."""

    kind: str
    language: str
    data: dict[str, Any]
    html: str


def drawn() -> list[tuple[str, str, str]]:
    """Draw pairs of each kind, the first country's name first or second alike."""
    rows = duckdb.connect().execute(PAIRS.format(file=DOTS)).fetchall()
    old = [row for row in rows if {row[0], row[1]} & GONE]
    now = [row for row in rows if existed(row[0], 2020) and existed(row[1], 2020)]
    countries, known = sorted({code for row in now for code in row[:2]}), {row[:2] for row in now}
    two = [row for row in now if row[3] > 1]
    kinds = {
        "big": [row for row in two if (row[4] or 0) > 20_000],
        "middling": [row for row in two if 40 < (row[4] or 0) < 4_000],
        "tiny": [row for row in two if row[2] < 0.5],
        "one side": [row for row in now if row[3] == 1 and row[2] > 1],
        "no trade": [(a, b) for a in countries for b in countries if a < b and (a, b) not in known],
        "gone": old,
    }
    chosen = random.Random(SEED)  # noqa: S311 - a fixed draw, no secret
    found = []
    for kind, number in DRAWN.items():
        for row in chosen.sample(kinds[kind], number):
            one, other = chosen.sample([row[0], row[1]], 2)
            found.append((kind, one, other))
    return found


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    """Post the table and write every pair's briefing, the languages in turn; each must end well."""
    pytest.importorskip("vl_convert", reason="the extra sverka[pictures] is not installed")
    folder = tmp_path_factory.mktemp("any_pair")
    book = ["--book", str(folder / "book")]
    assert main(["post", "imf_dots", str(DOTS), *book]) == 0
    found = []
    for number, (kind, one, other) in enumerate(drawn()):
        language = LANGUAGES[number % len(LANGUAGES)]
        html, data = folder / f"{one}-{other}.html", folder / f"{one}-{other}.json"
        to = ["--lang", language, "--html", str(html), "--json", str(data)]
        assert main(["brief", one, other, *to, *book]) == 0, (kind, one, other, language)
        found.append(Page(kind, language, json.loads(data.read_text("utf-8")), html.read_text("utf-8")))
    return tuple(found)


def within(data: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON document, the outer before the inner."""
    if isinstance(data, dict):
        yield data
        for inner in data.values():
            yield from within(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from within(inner)


def figures(page: Page) -> Iterator[dict[str, Any]]:
    return (one for one in within(page.data["sections"]) if one.get("kind") == "figure")


def texts(page: Page) -> Iterator[str]:
    return (one["text"] for one in within(page.data) if isinstance(one.get("text"), str))


def blocks(page: Page, section: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]]
    (found,) = [one["blocks"] for one in page.data["sections"] if one["id"] == section]
    return found


def name(page: Page) -> str:
    return f"{page.kind} {'-'.join(page.data['pair'])} {page.language}"


def test_every_word_is_said(pages: tuple[Page, ...]) -> None:
    """No key of a message, no place of one, and nothing that a program writes for what it does not know."""
    wrong = re.compile(r"\{\w*\}|\b(None|nan|NaN|inf|True|False)\b|^[a-z_]+(\.[a-z_]+)+$|\(\s*\)|;\s*\.")
    found = [
        (name(page), text) for page in pages for text in texts(page) if wrong.search(text) or not text.strip()
    ]
    assert found == []


def test_every_figure_is_a_number_with_a_note_that_leads_to_its_sources(pages: tuple[Page, ...]) -> None:
    for page in pages:
        known = {entry["number"] for entry in page.data["sources"]}
        for figure in figures(page):
            assert math.isfinite(figure["value"]), (name(page), figure)
            assert figure["origins"], (name(page), figure)
            assert figure["sources"], (name(page), figure)
            assert set(figure["sources"]) <= known, (name(page), figure)
        targets = set(re.findall(r'href="#([^"]+)"', page.html))
        places = set(re.findall(r'\bid="([^"]+)"', page.html))
        assert targets <= places, name(page)


def test_a_page_is_small_enough_to_send(pages: tuple[Page, ...]) -> None:
    assert {
        name(page): len(page.html.encode()) for page in pages if len(page.html.encode()) >= MOST_BYTES
    } == {}


SLIGHT = 0.01  # percent
SCALES = {
    "trillion": 12, "триллион": 12, "трыльён": 12,
    "billion": 9, "миллиард": 9, "мільярд": 9,
    "million": 6, "миллион": 6, "мільён": 6,
    "thousand": 3, "тысяч": 3, "мың": 3,
}  # fmt: skip


def spoken(text: str, language: str) -> tuple[Decimal, Decimal] | None:
    """Read a number as it is said, with the worth of its last digit; None where there are no digits."""
    told = re.search(r"([\u2212-]?)(\d[\d\u00a0\u202f,.]*)", text)
    if told is None:
        return None
    digits = re.sub(r"[\u00a0\u202f]", "", told[2]).rstrip(",.")
    if language == "en":  # commas part thousands, elsewhere they part a fraction
        digits = digits.replace(",", "")
    number = Decimal(digits.replace(",", "."))
    power = next((power for word, power in SCALES.items() if word in text.lower()), 0)
    last = Decimal(1).scaleb(int(number.as_tuple().exponent) + power)
    return (-1 if told[1] else 1) * number.scaleb(power), last


def test_the_numbers_in_words_are_those_of_the_figures(pages: tuple[Page, ...]) -> None:
    """A rounded number is no further from its figure than its own zeros can hold."""
    for page in pages:
        for figure in figures(page):
            told = spoken(figure["text"], page.language)
            assert told is not None, (name(page), figure["text"])
            number, last = told
            if (figure["measure"], figure["unit"]) == ("share", "%") and 0 < figure[
                "value"
            ] < SLIGHT:  # "under 0.01 %"
                assert number == Decimal(str(SLIGHT)), (name(page), figure["text"])
                continue
            digits = str(abs(int(number / last)))
            room = last.scaleb(len(digits) - len(digits.rstrip("0")) if number else 0) / 2
            if figure["unit"] in {"%", "points"} and not number:  # a change that may be none at all
                ends = figure["interval"]
                room = max(room, Decimal(ends["high"]) - Decimal(ends["low"]))
            off = abs(Decimal(figure["value"]) - number)
            assert off <= room * Decimal("1.0001"), (name(page), figure["text"], figure["value"])


def russian(number: str) -> int:
    """Tell which of the three forms of a noun a Russian number takes; a fraction takes the second."""
    if "," in number:
        return 1
    last, tens = int(number[-1]), int(number[-2:])
    if last == 1 and tens != 11:
        return 0
    return 1 if last in {2, 3, 4} and tens not in {12, 13, 14} else 2


FORMS = (
    ("год", "года", "лет"),
    ("товар", "товара", "товаров"),
    ("величина", "величины", "величин"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("тысяча", "тысячи", "тысяч"),
    ("доллар США", "доллара США", "долларов США"),
)


def test_russian_words_agree_with_their_numbers(pages: tuple[Page, ...]) -> None:
    checked = 0
    for page in pages:
        for figure in figures(page) if page.language == "ru" else ():
            said = figure["text"].replace("\u00a0", " ").replace("\u202f", "")
            for forms in FORMS:
                nouns = "|".join(sorted(forms, key=len, reverse=True))
                for number, noun in re.findall(rf"(\d[\d ,]*) ({nouns})\b", said):
                    checked += 1
                    assert noun == forms[russian(number.replace(" ", ""))], (name(page), said)
    assert checked > 50


def test_no_column_is_empty_but_for_reasons(pages: tuple[Page, ...]) -> None:
    """A column in which no row has anything is left out, and said once."""
    found = []
    for page in pages:
        for table in (one for one in within(page.data["sections"]) if one.get("rows")):
            columns = zip(*table["rows"], strict=True)
            found += [
                (name(page), table["id"], heading["text"])
                for heading, column in zip(table["headings"], columns, strict=True)
                if len(column) > 1 and all(cell["kind"] == "gap" for cell in column)
            ]
            assert table["rows"], (name(page), table["id"])
    assert found == []


def test_a_pair_with_any_declaration_is_not_said_to_have_none(pages: tuple[Page, ...]) -> None:
    for page in pages:
        missing = any(block["kind"] == "lack" and block["what"]["key"] == "turnover.nothing"
                      for block in blocks(page, "turnover"))  # fmt: skip
        assert missing == (page.kind == "no trade"), name(page)


def test_nothing_is_foretold_of_a_country_that_is_gone(pages: tuple[Page, ...]) -> None:
    for page in pages:
        if page.kind == "gone":
            assert not any(block["kind"] == "table" for block in blocks(page, "outlook")), name(page)
            assert any("no_forecast.gone" in block["what"]["key"] for block in blocks(page, "outlook")), name(
                page
            )
        commands = [one for found in within(page.data["sections"]) for one in found.get("commands", ())]
        years = [int(year) for one in commands for year in re.findall(r"--years \d{4}-(\d{4})", one)]
        for country in page.data["pair"]:
            assert all(existed(country, year) for year in years if country in GONE), name(page)
