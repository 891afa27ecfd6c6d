"""The briefing as a browser shows it: from a file, offline, by keyboard, by axe's rules."""

import os
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.dossier.formats.fictional_outline import hostile_outline, outline
from tests.dossier.formats.fictional_words import fictional_language

from sverka.dossier.formats.html import write_html
from sverka.dossier.words.language import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and os.environ.get("CI") != "true",
        reason="there is no /usr/bin/chromium: apt-get install chromium",
    ),
]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
FOCUSED = "document.activeElement.id"


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("briefs")
    written = {code: write_html(outline(), fictional_language(code)) for code in LANGUAGES}
    written["hostile"] = write_html(hostile_outline(), fictional_language("en"))
    for name, page in written.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in written}


def opened(
    browser: "Browser", address: str, *, width: int = 1280, colours: str = "light", script: bool = True
) -> "Page":
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=colours,  # type: ignore[arg-type]
        offline=True,
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("name", [*LANGUAGES, "hostile"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_accessibility_engine_finds_nothing(
    browser: "Browser", pages: dict[str, str], name: str, colours: str
) -> None:
    page = opened(browser, pages[name], colours=colours)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    if name != "hostile":
        page.locator("a.figure").first.click()  # the note beside the number is looked at too
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run()")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert len(found["passes"]) > 30, "the engine looked"
    page.context.close()


def test_the_page_follows_the_colours_that_its_reader_prefers(
    browser: "Browser", pages: dict[str, str]
) -> None:
    light, dark = (
        opened(browser, pages["en"], colours=colours).evaluate(BACKGROUND) for colours in ("light", "dark")
    )
    assert light != dark


@pytest.mark.parametrize("name", ["ru", "hostile"])
def test_the_page_asks_for_nothing_and_complains_of_nothing(
    browser: "Browser", pages: dict[str, str], name: str
) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(pages[name])
    for link in page.locator("a.figure").all()[:3]:
        link.click()
    assert asked == [pages[name]]
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the policy lets the style in"
    page.context.close()


def test_by_keyboard_a_number_shows_its_note_and_gives_the_focus_back(
    browser: "Browser", pages: dict[str, str]
) -> None:
    page = opened(browser, pages["en"])
    while page.evaluate(FOCUSED) != "n1-1":
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "the key reaches the first number"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    note = page.locator("#beside")
    assert note.is_visible()
    assert note.get_attribute("aria-label") == "Note 1"
    assert page.evaluate(FOCUSED) == "beside"
    for said in (
        "ARL",
        "FOB + CIF",
        "2012",
        "sum of exports and imports",
        "1 January 2015",
        "row 2012",
    ):
        assert said in note.inner_text()
    page.keyboard.press("Escape")
    assert not note.is_visible()
    assert page.evaluate(FOCUSED) == "n1-1"


def test_from_the_note_beside_a_number_the_reader_comes_to_the_source(
    browser: "Browser", pages: dict[str, str]
) -> None:
    page = opened(browser, pages["en"])
    page.locator("#n1-1").click()
    page.locator("#beside a").click()
    assert page.evaluate("location.hash") == "#source-1"
    page.wait_for_function("!document.getElementById('beside').matches(':popover-open')")
    page.locator("#n1-1").click()
    page.locator("#beside button").click()
    assert not page.locator("#beside").is_visible()


def test_the_pointer_shows_a_note_while_it_rests_on_the_number_or_the_note(
    browser: "Browser", pages: dict[str, str]
) -> None:
    page = opened(browser, pages["en"])
    page.locator("#n2-1").hover()
    note = page.locator("#beside")
    note.wait_for(state="visible")
    assert "BED" in note.inner_text()
    assert page.evaluate(FOCUSED) != "beside", "hovering takes no focus"
    note.hover()
    page.wait_for_timeout(500)
    assert note.is_visible()
    page.mouse.move(2, 2)
    note.wait_for(state="hidden")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_note_stays_inside_the_window(browser: "Browser", pages: dict[str, str], width: int) -> None:
    page = opened(browser, pages["ru"], width=width)
    for link in page.locator("td a.figure").all()[:4]:
        link.click()
        box = page.locator("#beside").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")


def test_without_scripts_a_number_leads_to_its_note_and_the_note_back(
    browser: "Browser", pages: dict[str, str]
) -> None:
    page = opened(browser, pages["en"], script=False)
    assert not page.locator("#beside").is_visible()
    page.locator("#n1-2").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#note-1")
    assert page.locator("#note-1").is_visible()
    page.locator('a[href="#n1-2"]').click()
    assert page.url.endswith("#n1-2")


def test_the_first_key_offers_to_skip_to_the_text(browser: "Browser", pages: dict[str, str]) -> None:
    page = opened(browser, pages["kk"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "text"


@pytest.mark.parametrize("name", ["be", "hostile"])
@pytest.mark.parametrize("width", [1280, 800, 390, 320])
def test_no_width_needs_scrolling_sideways(
    browser: "Browser", pages: dict[str, str], name: str, width: int
) -> None:
    page = opened(browser, pages[name], width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_specification_can_be_saved(browser: "Browser", pages: dict[str, str]) -> None:
    page = opened(browser, pages["en"])
    with page.expect_download() as saved:
        page.locator("a.download").click()
    assert saved.value.suggested_filename == "turnover-lines.vl.json"


def test_on_paper_the_text_has_its_numbers_notes_and_sources(
    browser: "Browser", pages: dict[str, str], tmp_path: Path
) -> None:
    page = opened(browser, pages["ru"], colours="dark")
    page.emulate_media(media="print")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()
    assert page.locator("td sup").first.is_visible(), "the number of the note stands beside the number"
    assert page.locator("#note-1").is_visible()
    assert page.locator("#source-1 .address").inner_text().startswith("https://")
    page.pdf(path=tmp_path / "brief.pdf", prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", (tmp_path / "brief.pdf").read_bytes())
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} == {(595, 842)}, "A4 throughout"
