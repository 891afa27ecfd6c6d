"""What holds of every picture, in every language."""

import json
import re
from itertools import combinations, product
from typing import Any

import pytest
from tests.dossier.pictures.samples import DRAWINGS

from sverka.dossier.picture import draw, draw_png
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import LINE, WIDTH
from sverka.dossier.pictures.placing import Box
from sverka.dossier.words.language import LANGUAGES, language

CASES = [*product(DRAWINGS, LANGUAGES)]


def specification(name: str, code: str) -> dict[str, Any]:
    return DRAWINGS[name].specification(language(code))


def texts(found: dict[str, Any]) -> list[dict[str, Any]]:
    return next(data["values"] for data in found["data"] if data["name"] == "texts")


def box_of(row: dict[str, Any], code: str) -> Box:
    lines = (row["text"],) if isinstance(row["text"], str) else tuple(row["text"])
    wide = Pen(code, row["size"], bold=row["weight"] == "bold").width(lines)
    left = row["x"] - wide * {"left": 0, "center": 0.5, "right": 1}[row["align"]]
    last = row["y"] + (len(lines) - 1) * row["size"] * LINE
    return Box(left, row["y"] - 0.74 * row["size"], left + wide, last + 0.22 * row["size"])


@pytest.mark.parametrize(("name", "code"), CASES)
def test_it_compiles_without_a_warning_and_says_its_texts(
    name: str, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("vl_convert", reason="the extra `pictures` is not installed")
    found = specification(name, code)
    svg = draw(found)
    assert capfd.readouterr().err == ""
    said = re.sub(r"&(amp|lt|gt);", lambda sign: {"amp": "&", "lt": "<", "gt": ">"}[sign[1]], svg)
    for row in texts(found):
        for line in [row["text"]] if isinstance(row["text"], str) else row["text"]:
            assert line in said
    assert f'width="{WIDTH}"' in svg[:300]
    assert "undefined" not in svg
    assert "NaN" not in svg


@pytest.mark.parametrize(("name", "code"), CASES)
def test_no_text_leaves_the_page_or_is_too_small_to_read(name: str, code: str) -> None:
    found = specification(name, code)
    padding = found["padding"]
    for row in texts(found):
        box = box_of(row, code)
        assert row["size"] >= 11
        assert box.left + padding["left"] >= -1, row
        assert box.right <= found["width"] + padding["right"] + 1, row
        assert -padding["top"] - 1 <= box.top, row
        assert box.bottom <= found["height"] + padding["bottom"] + 1, row


@pytest.mark.parametrize(("name", "code"), CASES)
def test_no_two_texts_cover_each_other(name: str, code: str) -> None:
    boxes = [(row["text"], box_of(row, code)) for row in texts(specification(name, code))]
    covered = [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.shared(b) > 0]
    assert covered == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_same_drawing_gives_the_same_bytes(name: str) -> None:
    pytest.importorskip("vl_convert", reason="the extra `pictures` is not installed")
    assert json.dumps(specification(name, "kk")) == json.dumps(specification(name, "kk"))
    assert draw(specification(name, "kk")) == draw(specification(name, "kk"))
    assert draw_png(specification(name, "kk"), 1) == draw_png(specification(name, "kk"), 1)


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_specification_is_json_and_names_no_address_of_data(name: str) -> None:
    written = json.dumps(specification(name, "en"), allow_nan=False)
    assert '"url"' not in written


@pytest.mark.parametrize("name", DRAWINGS)
def test_pictures_on_one_page_share_no_ids(name: str) -> None:
    pytest.importorskip("vl_convert", reason="the extra `pictures` is not installed")
    assert " id=" not in draw(specification(name, "en"))


def test_kazakh_is_set_in_a_typeface_that_has_its_letters() -> None:
    assert specification("two books", "kk")["config"]["text"]["font"].startswith("DejaVu Sans")
    assert specification("two books", "ru")["config"]["text"]["font"].startswith("Liberation Sans")
