import pytest
from tests.dossier.pictures.samples import WATERFALL

from sverka.dossier.picture import PictureNotDrawn, draw, draw_png
from sverka.dossier.words.language import language

pytest.importorskip("vl_convert", reason="the extra `pictures` is not installed")

VEGA = "https://vega.github.io/schema/vega/v6.json"
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"


def test_both_kinds_of_specification_are_drawn() -> None:
    lite = {"$schema": VEGA_LITE, "data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {}}
    for found in (lite, WATERFALL.specification(language("en"))):
        assert draw(found).startswith("<svg")
        assert draw_png(found).startswith(b"\x89PNG")


def test_a_png_has_as_many_pixels_as_the_scale_asks_for() -> None:
    found = WATERFALL.specification(language("en"))
    widths = [int.from_bytes(draw_png(found, scale)[16:20]) for scale in (1.0, 2.0)]
    assert widths == [720, 1440]


@pytest.mark.parametrize("schema", [VEGA, VEGA_LITE])
def test_nothing_is_fetched(schema: str) -> None:
    source = {"url": "https://example.org/data.json"}
    found = (
        {"data": [{"name": "a", **source}], "marks": [{"type": "symbol", "from": {"data": "a"}}]}
        if schema == VEGA
        else {"data": source, "mark": "point"}
    )
    with pytest.raises(PictureNotDrawn, match=r"not allowed: https://example\.org/data\.json"):
        draw({"$schema": schema, **found})


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (
            {"$schema": VEGA, "width": 9, "height": 9, "signals": [{"name": "a", "update": "1 +"}]},
            "parse error",
        ),
        ({"$schema": VEGA_LITE}, "Invalid specification"),
        ({"$schema": VEGA, "padding": 0, "marks": []}, "nothing in it has a size"),
    ],
)
def test_a_wrong_specification_is_refused_with_its_reason(wrong: dict[str, object], reason: str) -> None:
    with pytest.raises(PictureNotDrawn, match=rf"could not be drawn: .*{reason}.*the table behind it"):
        draw(wrong)
