"""The sections that ask a model of the world, as a browser shows them, by axe's rules."""

import os
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.test_brief import CHROMIUM, FLAGS, opened
from tests.dossier.pictures.samples import OUTLINES
from tests.dossier.sections.small_books import desk_of
from tests.dossier.sections.what_if_answers import TARGET, WHAT_IF

from sverka.dossier.formats.html import write_html
from sverka.dossier.outline import Land, Outline, Section, Sentence
from sverka.dossier.sections import country_outlines, target, what_if
from sverka.dossier.words.language import LANGUAGES, language

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and os.environ.get("CI") != "true",
        reason="there is no /usr/bin/chromium: apt-get install chromium",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def outline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outline:
    monkeypatch.setattr(country_outlines, "read_outlines", lambda _: OUTLINES)
    with desk_of(tmp_path / "book", countries=("BLR", "KAZ"), today=date(2026, 11, 23)) as desk:
        sections = (
            Section(what_if.ID, Sentence("what_if.title"), tuple(what_if.told(desk, WHAT_IF))),
            Section(target.ID, Sentence("target.title"), tuple(target.told(desk, TARGET))),
        )
        return Outline(
            pair=desk.pair,
            title=Sentence("brief.title", {"one": Land("BLR"), "other": Land("KAZ")}),
            made_on=date(2026, 11, 23),
            asked="sverka brief BLR KAZ",
            book=Sentence("brief.book_empty"),
            sections=sections,
            cards=desk.cards,
        )


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_accessibility_engine_finds_nothing(
    browser: "Browser", outline: Outline, tmp_path: Path, code: str
) -> None:
    place = tmp_path / f"{code}.html"
    place.write_text(write_html(outline, language(code)), "utf-8")
    page = opened(browser, place.as_uri())
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run()")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert page.locator("svg").count() >= 4, "both sections have both pictures"
    page.context.close()
