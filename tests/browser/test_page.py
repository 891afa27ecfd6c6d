"""The pages as a browser shows them: from a file, offline, by keyboard, at every width."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.fictional.pair import PAIR, TODAY, make_book
from tests.fictional.statement import CARD, make_checked

from sverka.checks import trace_promises
from sverka.dossier.checked import Checked
from sverka.dossier.page import check_page
from sverka.dossier.picture import draw
from sverka.dossier.promises import promises_page
from sverka.dossier.timeline import timeline

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and os.environ.get("CI") != "true",
        reason="there is no /usr/bin/chromium: apt-get install chromium",
    ),
]
DAY = date(2018, 4, 1)
# Relative luminance and contrast as WCAG 2.2 defines them, over the page's own colours.
CONTRAST = """() => {
  const channel = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
  const light = rgb => { const [r, g, b] = rgb.map(channel); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const read = text => text.match(/[\\d.]+/g).map(Number);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const colour = read(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const bad = [];
  for (const node of document.body.querySelectorAll('*')) {
    const own = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
    if (!own || node.closest('svg')) continue;
    const [one, two] = [light(read(getComputedStyle(node).color).slice(0, 3)), light(behind(node))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) bad.push(`${node.tagName}.${node.className}: ${ratio.toFixed(2)}`);
  }
  return bad;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def statement(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("statement") / "page.html"
    made = make_checked()
    place.write_text(
        check_page([made, Checked("again.txt", made.report)], {CARD.id: CARD}, checked_on=DAY), "utf-8"
    )
    return place.as_uri()


@pytest.fixture(scope="module")
def promises(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("promises")
    with make_book(folder / "book") as book:
        history = trace_promises(book, PAIR, today=TODAY)
        page = promises_page(history, book.cards(), draw(timeline(history)), checked_on=DAY)
    (folder / "page.html").write_text(page, "utf-8")
    return (folder / "page.html").as_uri()


def opened(browser: "Browser", address: str, width: int = 1280, colours: str = "light") -> "Page":
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=colours,  # type: ignore[arg-type]
        offline=True,
        java_script_enabled=True,
    )
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("which", ["statement", "promises"])
def test_a_page_asks_for_nothing_and_complains_of_nothing(
    browser: "Browser", which: str, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue(which)
    context = browser.new_context()
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda sent: asked.append(sent.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the policy lets the style in"
    context.close()


def test_every_claim_leads_to_its_card_and_back_by_keyboard(browser: "Browser", statement: str) -> None:
    page = opened(browser, statement)
    labels = page.locator("a.label")
    assert labels.count() == 12
    for at in range(labels.count()):
        label = labels.nth(at)
        target = label.get_attribute("href") or ""
        label.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == target
        assert page.locator(target).is_visible()
        page.locator(f"{target} a.number").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == f"#{label.get_attribute('id')}"


def test_the_tab_key_reaches_every_label_and_shows_where_it_is(browser: "Browser", statement: str) -> None:
    page = opened(browser, statement)
    reached = set()
    for _ in range(page.locator("a[href], summary").count()):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id"))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none"
    assert {f"t{section}-{number}" for section in (1, 2) for number in range(1, 7)} <= reached


@pytest.mark.parametrize("which", ["statement", "promises"])
@pytest.mark.parametrize("width", [1280, 800, 390, 320])
def test_no_width_needs_scrolling_sideways(
    browser: "Browser", which: str, width: int, request: pytest.FixtureRequest
) -> None:
    page = opened(browser, request.getfixturevalue(which), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_cards_stand_beside_the_text_where_there_is_room_and_below_it_where_not(
    browser: "Browser", statement: str
) -> None:
    for width, beside in ((1280, True), (390, False)):
        page = opened(browser, statement, width)
        text, card = page.locator("p.body").first.bounding_box(), page.locator("#c1-1").bounding_box()
        assert text
        assert card
        assert (card["x"] >= text["x"] + text["width"]) == beside
        assert card["y"] >= text["y"]
        assert beside or card["y"] >= text["y"] + text["height"]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("which", ["statement", "promises"])
def test_every_word_has_the_contrast_of_wcag_aa(
    browser: "Browser", which: str, colours: str, request: pytest.FixtureRequest
) -> None:
    page = opened(browser, request.getfixturevalue(which), colours=colours)
    assert page.evaluate(CONTRAST) == []


def test_a_number_inside_a_quote_is_underlined_in_its_verdicts_pattern(
    browser: "Browser", statement: str
) -> None:
    page = opened(browser, statement)
    mark = page.locator(".quoted .mark.mixed").first
    assert mark.inner_text() == "$604.1 million"
    style = mark.evaluate("node => getComputedStyle(node).textDecorationStyle")
    assert style == "dashed"
    nested = page.locator(".mark.bad .mark.quiet").first
    assert nested.inner_text() == "17 joint"
    offsets = [
        float(
            page.locator(selector).first.evaluate("n => parseFloat(getComputedStyle(n).textUnderlineOffset)")
        )
        for selector in (".mark.bad", ".mark.bad .mark.quiet")
    ]
    assert offsets[0] > offsets[1], "the breakdown's line lies below its counts'"


def test_the_page_prints(browser: "Browser", statement: str, tmp_path: Path) -> None:
    page = opened(browser, statement)
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
