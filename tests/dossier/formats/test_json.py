"""The briefing as data: what is said, and what it is said from."""

import json
from math import nan

import msgspec
import pytest
from tests.dossier.formats.fictional_outline import figure, outline, say
from tests.dossier.formats.fictional_words import fictional_language

from sverka.dossier.data import figure_data
from sverka.dossier.formats.json import write_json
from sverka.dossier.outline import Land, Outline, Paragraph, Section, Sentence, figures_of
from sverka.dossier.words.language import LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_whole_outline_is_there_in_the_language(code: str) -> None:
    words, found = fictional_language(code), outline()
    data = write_json(found, words)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert (data["language"], data["pair"], data["made_on"]) == (code, ["ARL", "BED"], "2026-11-23")
    assert data["title"]["text"] == words.text(found.title)
    assert [section["id"] for section in data["sections"]] == [section.id for section in found.sections]
    kinds = [[block["kind"] for block in section["blocks"]] for section in data["sections"]]
    assert kinds == [["paragraph", "points"], ["paragraph", "table", "picture"], ["table"], ["lack"]]


def test_a_sentence_is_text_and_key_and_values() -> None:
    sentence = write_json(outline(), fictional_language("en"))["sections"][0]["blocks"][0]["sentences"][0]
    assert sentence["text"] == "ARL shows a turnover of 200\u00a0million dollars for 2012."
    assert (sentence["key"], sentence["count"]) == ("fictional.sum", None)
    assert sentence["values"]["country"] == {"text": "ARL", "kind": "country", "code": "ARL"}
    assert sentence["values"]["year"] == {"text": "2012", "kind": "text"}


def test_a_figure_has_all_that_carries_it_and_the_numbers_of_its_sources() -> None:
    found = outline()
    data = write_json(found, fictional_language("en"))
    first = next(figures_of(found))
    value = data["sections"][0]["blocks"][0]["sentences"][0]["values"]["value"]
    assert value == {
        "kind": "figure",
        "text": "200\u00a0million dollars",
        **figure_data(first),
        "sources": [1],
    }
    assert [source["number"] for source in data["sources"]] == [1, 2, 3]
    assert data["sources"][1]["accessed"] == "2016-02-29"


def test_every_figure_of_the_outline_is_in_the_data() -> None:
    text = json.dumps(write_json(outline(), fictional_language("en")))
    described = 1  # the picture's description has one too
    assert text.count('"kind": "figure"') == len([*figures_of(outline())]) + described


def test_cells_tell_their_kind_and_a_gap_its_reason() -> None:
    data = write_json(outline(), fictional_language("en"))
    table = data["sections"][1]["blocks"][1]
    assert table["rows"][0][0] == {"text": "2010", "kind": "period", "period": "2010"}
    gap = table["rows"][3][1]
    assert gap["kind"] == "gap"
    assert gap["reason"]["key"] == "fictional.gap"
    assert table["note"]["text"] == "FOB for exports, CIF for imports."
    goods = data["sections"][2]["blocks"][0]["rows"][0][0]
    assert (goods["kind"], goods["code"], goods["revision"]) == ("goods", "8701", "HS2012")
    assert goods["names"]["kk"] == "Тракторлар"


def test_a_picture_carries_its_specification_and_its_table() -> None:
    picture = write_json(outline(), fictional_language("en"))["sections"][1]["blocks"][2]
    assert picture["specification"]["$schema"].endswith("/vega-lite/v5.json")
    assert picture["table"]["rows"]
    assert picture["alt"]["text"].startswith("Two lines")


def test_a_lack_keeps_its_commands() -> None:
    lack = write_json(outline(), fictional_language("en"))["sections"][3]["blocks"][0]
    assert lack["commands"] == ["sverka fetch bureau --pair ARL-BED", "sverka post bureau bureau.zip"]


def test_nested_sentences_and_whole_numbers_keep_their_values() -> None:
    nested = say("quoted", text=say("quoted", text=Land("ARL")))
    data = write_json(_only(nested, say("quoted", text=12345)), fictional_language("en"))
    first, second = data["sections"][0]["blocks"][0]["sentences"]
    assert first["values"]["text"]["values"]["text"]["code"] == "ARL"
    assert second["values"]["text"] == {"text": "12,345", "kind": "number", "value": 12345}


def test_a_number_that_is_none_is_null() -> None:
    data = write_json(_only(say("quoted", text=figure(nan, "2012"))), fictional_language("en"))
    value = data["sections"][0]["blocks"][0]["sentences"][0]["values"]["text"]
    assert json.loads(msgspec.json.encode(value))["value"] is None


def _only(*sentences: Sentence) -> Outline:
    section = Section("only", say("minute"), (Paragraph(sentences),))
    return msgspec.structs.replace(outline(), sections=(section,))
