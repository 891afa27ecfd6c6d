"""The annotated texts of the field: what this half of the reader gets right on them, never less."""

import json
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from sverka.claims.page.dateline import publication_date
from sverka.claims.page.language import detect_language
from sverka.claims.page.lines import label_lines
from sverka.claims.people.quotes import find_quotes
from sverka.claims.people.speakers import attribute

DEV = Path(__file__).parents[2] / ".." / "shared" / "claims" / "dev.jsonl"
OWN = Path(__file__).parent / "corpus" / "own_a.jsonl"
Text: TypeAlias = dict[str, Any]
SPEAKERLESS = {"event", "breakdown"}  # annotated without speakers


@pytest.fixture(params=[DEV, OWN], ids=["dev", "own"], scope="module")
def texts(request: pytest.FixtureRequest) -> list[Text]:
    if not request.param.exists():
        pytest.skip(f"{request.param.name} lies beside the checkout and is not there")
    return [json.loads(line) for line in request.param.read_text("utf-8").splitlines()]


def read(texts: list[Text]) -> list[Text]:
    return [text for text in texts if text["lang"] in {"ru", "en"}]


def test_furniture_is_told_from_the_story(texts: list[Text]) -> None:
    gold, got = set(), set()
    for text in texts:
        lines = label_lines(text["text"])
        spans = [(line.start, line.end) for line in lines]
        assert spans == [(line["start"], line["end"]) for line in text["lines"]]
        gold |= {(text["id"], line["start"]) for line in text["lines"] if line["label"] == "furniture"}
        got |= {(text["id"], line.start) for line in lines if line.label == "furniture"}
    assert len(gold & got) / len(got) >= 0.99
    assert len(gold & got) / len(gold) >= 0.97


def test_a_date_is_the_pages_own_or_none(texts: list[Text]) -> None:
    for text in texts:
        on = publication_date(text["text"], label_lines(text["text"])).on
        assert on is None or on.isoformat() == text["pub_date"]


def test_every_text_is_known_by_its_language(texts: list[Text]) -> None:
    assert [detect_language(text["text"]) for text in texts] == [text["lang"] for text in texts]


def test_quotes_are_found_to_the_character(texts: list[Text]) -> None:
    for text in read(texts):
        spans = {(q.start, q.end) for q in find_quotes(text["text"], label_lines(text["text"]))}
        assert spans == {(c["start"], c["end"]) for c in text["claims"] if c["kind"] == "quote"}, text["id"]


def test_speakers_are_right_or_not_named(texts: list[Text]) -> None:
    right = wrong = missing = 0
    for text in read(texts):
        said_on = date.fromisoformat(text["pub_date"]) if text["pub_date"] else None
        people = attribute(text["text"], label_lines(text["text"]), text["lang"], said_on)
        for claim in text["claims"]:
            if claim["kind"] not in SPEAKERLESS and claim.get("speaker"):
                speaker = people.speaker_of(claim["start"]).speaker
                right += speaker == claim["speaker"]
                missing += speaker is None
                wrong += speaker not in {None, claim["speaker"]}
    assert wrong == 0
    assert right / (right + missing) >= 0.98
