import json
import sys
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from tests.fictional.pair import PAIR, TODAY, make_book

from sverka.checks import PromiseHistory, trace_promises
from sverka.dossier.picture import PicturesNotInstalled, draw
from sverka.dossier.promises import promise_sources, promises_json, promises_page
from sverka.dossier.timeline import timeline
from sverka.ledger import Ledger
from sverka.sources.card import Card


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return make_book(tmp_path_factory.mktemp("promises") / "book")


@pytest.fixture(scope="module")
def history(book: Ledger) -> PromiseHistory:
    return trace_promises(book, PAIR, today=TODAY)


@pytest.fixture(scope="module")
def cards(book: Ledger) -> dict[str, Card]:
    return book.cards()


def layers(history: PromiseHistory) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = timeline(history)["vconcat"][0]["layer"]
    return found


def test_both_books_are_lines_with_a_point_in_the_middle_of_each_year(history: PromiseHistory) -> None:
    totals = layers(history)[0]["data"]["values"]
    assert {"x": 2011, "y": 150.0, "book": "ARL"} in totals
    assert {"x": 2011, "y": 100.0, "book": "BED"} in totals
    assert {"x": 2014, "y": 250.0, "book": "reconciled"} in totals


def test_a_promise_reaches_from_the_day_it_was_made_to_the_end_of_its_date(history: PromiseHistory) -> None:
    marks = {mark["number"]: mark for mark in layers(history)[3]["data"]["values"]}
    for number, promise in enumerate(history.promises, 1):
        if number not in marks:
            continue
        said = promise.statement.said_on
        assert said is not None
        assert marks[number]["x"] == pytest.approx(
            said.year + (said.timetuple().tm_yday - 1) / 365 - 0.5, abs=0.01
        )
        assert promise.claim.value is not None
        assert marks[number]["y"] == promise.claim.value / 1e6


def test_the_lines_are_labelled_directly_and_the_labels_keep_apart(history: PromiseHistory) -> None:
    labels = layers(history)[2]["data"]["values"]
    assert {label["label"] for label in labels} == {"ARL’s book", "BED’s book", "reconciled"}
    heights = sorted(label["label_y"] for label in labels)
    assert all(high - low >= 0.04 * 250 for low, high in pairwise(heights))


def test_the_key_names_every_promise_with_its_verdict(history: PromiseHistory) -> None:
    rows = timeline(history)["vconcat"][1]["data"]["values"]
    assert [row["number"] for row in rows] == list(range(1, len(history.promises) + 1))
    assert all(
        str(promise.verdict) in row["verdict"] for row, promise in zip(rows, history.promises, strict=True)
    )


def test_the_picture_can_be_drawn(history: PromiseHistory) -> None:
    svg = draw(timeline(history))
    assert svg.startswith("<svg")
    assert "BED’s book" in svg


def test_a_history_without_promises_is_drawn_too() -> None:
    assert draw(timeline(PromiseHistory(pair=PAIR, promises=(), turnover=()))).startswith("<svg")


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(PicturesNotInstalled, match=r"pip install 'sverka\[pictures\]'.*OUT\.vl\.json"):
        draw({})


def test_the_data_tell_every_outcome_and_can_be_written_as_json(history: PromiseHistory) -> None:
    data = json.loads(json.dumps(promises_json(history)))
    assert data["pair"] == "ARL-BED"
    assert [promise["verdict"] for promise in data["promises"]] == [
        str(one.verdict) for one in history.promises
    ]
    outcome = data["promises"][0]["outcomes"][0]
    assert outcome["book"] == "ARL"
    assert set(outcome) == {"book", "goal", "figure", "reached", "latest", "needed_growth", "best_growth"}
    assert len(data["turnover"]) == 7


def test_the_page_holds_picture_table_and_sources(history: PromiseHistory, cards: dict[str, Card]) -> None:
    page = promises_page(history, cards, "<svg/>", checked_on=date(2016, 1, 1))
    assert "data:image/svg+xml;base64,PHN2Zy8+" in page
    assert page.count("<tr>") == len(history.promises) + 1
    assert "Almanac of Two Countries" in page
    assert all(entry.title == "Almanac of Two Countries" for entry in promise_sources(history, cards).entries)
    assert "<script" not in page
