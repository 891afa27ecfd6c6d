"""Measuring text, placing labels, dividing areas, classing values: all that precedes drawing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.dossier.picture import draw
from sverka.dossier.pictures.canvas import steps
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.palette import font
from sverka.dossier.pictures.placing import Anchor, Box, along, place, spread
from sverka.dossier.pictures.series import Level, Silence, runs, silences, year_labels
from sverka.dossier.pictures.squarify import squarify
from sverka.dossier.pictures.value_classes import borders, class_of

SENTENCES = {
    "en": "Tractors, road, for semi-trailers: $783 mn",
    "ru": "Разница между данными двух сторон, 783 млн $",
    "kk": "Екі тарап деректерінің айырмасы, Өзбекстан",
    "be": "Розніца паміж данымі двух бакоў, 9 млрд $",
}


@pytest.mark.parametrize(("code", "bold"), [(code, bold) for code in SENTENCES for bold in (False, True)])
def test_text_is_as_wide_as_it_is_measured(code: str, bold: bool) -> None:
    pytest.importorskip("vl_convert", reason="the extra `pictures` is not installed")
    look = {"fontSize": 40, "font": font(code), "fontWeight": "bold" if bold else "normal"}
    encoded = {name: {"value": part} for name, part in look.items()} | {"text": {"value": SENTENCES[code]}}
    svg = draw(
        {
            "$schema": "https://vega.github.io/schema/vega/v6.json",
            "padding": 0,
            "autosize": "pad",
            "marks": [{"type": "text", "encode": {"enter": encoded}}],
        }
    )
    drawn = re.search(r'width="([\d.]+)"', svg)
    assert drawn
    assert Pen(code, 40, bold=bold).width(SENTENCES[code]) == pytest.approx(float(drawn[1]), rel=0.06)


def test_long_text_is_broken_and_then_cut() -> None:
    pen = Pen("en", 12)
    lines = pen.wrap("Sausages and similar products of meat, blood or insects", 120, 2)
    assert lines[0] == "Sausages and similar"
    assert lines[1].endswith("…")
    assert all(pen.width(line) <= 120 for line in lines)
    assert pen.wrap("$783\u00a0mn", 10_000, 1) == ("$783\u00a0mn",)


@given(st.text(alphabet="Aiщ ,-—ә…\u00a0漢", max_size=60), st.floats(0, 400))
def test_a_line_is_cut_as_late_as_it_can_be(line: str, room: float) -> None:
    """As if letters were taken off one by one."""
    pen, left = Pen("kk", 11), line
    while left and pen.width(line) > room and pen.width(f"{left}…") > room:
        left = left[:-1]
    wanted = line if pen.width(line) <= room else f"{left.rstrip(' ,;:(-–')}…"
    assert pen.cut(line, room) == wanted


def test_the_code_of_goods_outlasts_their_name() -> None:
    lines = Pen("en", 12).wrap_goods("Sausages and similar products of meat or blood (HS\u00a01601)", 150, 2)
    assert lines[-1].endswith("… (HS\u00a01601)")
    assert Pen("en", 12).width(lines) <= 150
    assert Pen("en", 12).wrap_goods("Cheese (HS\u00a00406)", 150, 2) == ("Cheese (HS\u00a00406)",)


def test_labels_keep_off_each_other_and_off_the_line() -> None:
    line = [*along([(0, 50), (200, 50)])]
    anchors = [Anchor(x, 50, 60, 14) for x in (90, 100, 110)]
    boxes = place(anchors, line, Box(0, 0, 200, 100))
    assert not any(box.shared(other) for box in boxes for other in [*line, *boxes] if other is not box)
    assert all(box.left >= 0 and box.right <= 200 and box.top >= 0 and box.bottom <= 100 for box in boxes)


def test_what_lies_far_away_moves_no_label() -> None:
    frame, anchors = Box(0, 0, 700, 700), [Anchor(x, 350, 50, 14) for x in (340, 350, 360)]
    near = [*along([(300, 350), (400, 350)])]
    far = [Box(x, 0, x + 20, 180) for x in range(0, 700, 20)]
    assert place(anchors, [*far, *near], frame) == place(anchors, near, frame)


def test_names_in_a_column_move_as_little_as_it_takes() -> None:
    assert spread([50.0, 52.0, 90.0], [10.0, 10.0, 10.0], 0, 100) == [50.0, 60.0, 90.0]
    assert spread([99.0, 98.0], [10.0, 10.0], 0, 100) == [95.0, 85.0]


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=60))
def test_areas_are_in_proportion_and_fill_the_rectangle(values: list[float]) -> None:
    values.sort(reverse=True)
    boxes = squarify(values, Box(0, 0, 720, 430))
    areas = [(box.right - box.left) * (box.bottom - box.top) for box in boxes]
    assert areas == pytest.approx([value / sum(values) * 720 * 430 for value in values], rel=1e-6, abs=1e-6)
    assert all(box.left > -1e-6 and box.top > -1e-6 for box in boxes)
    assert all(box.right < 720.001 and box.bottom < 430.001 for box in boxes)


def test_nothing_has_no_areas() -> None:
    assert squarify([], Box(0, 0, 9, 9)) == []


def test_classes_have_round_borders_and_about_equal_numbers() -> None:
    values = [float(value) for value in range(1, 101)]
    between = borders(values)
    assert between == (20.0, 50.0, 100.0)
    assert [class_of(value, between) for value in (1, 19.9, 20, 50, 100)] == [0, 0, 1, 2, 3]
    assert borders([]) == ()
    assert borders([7.0]) == ()
    assert borders([0.0, -1.0]) == ()


@given(st.lists(st.floats(1e-4, 1e13), min_size=1, max_size=80))
def test_borders_rise_and_are_one_two_or_five(values: list[float]) -> None:
    between = borders(values)
    assert len(between) <= 4
    assert list(between) == sorted(set(between))
    assert all(f"{border:e}"[0] in "125" for border in between)


@given(st.integers(-(10**12), 10**12), st.integers(0, 10**12), st.integers(2, 8))
def test_steps_cover_the_values(low: int, width: int, most: int) -> None:
    found = steps(low, low + width, most)
    assert found[0] <= low + 1e-6 * abs(low)
    assert found[-1] >= low + width - 1e-6 * (abs(low) + width)
    assert 2 <= len(found) <= most + 2


def test_a_series_breaks_where_a_year_is_missing() -> None:
    series = [Level(year, 1.0) for year in (2010, 2011, 2014)]
    assert [[one.year for one in piece] for piece in runs(series)] == [[2010, 2011], [2014]]
    assert silences(series, 2009, 2016) == [Silence(2009, 2009), Silence(2012, 2013), Silence(2015, 2016)]
    assert silences([], 2010, 2012) == [Silence(2010, 2012)]
    assert silences(series, 2010, 2011) == []


def test_the_last_year_is_always_written() -> None:
    assert year_labels(1992, 2025, 500, Pen("en", 12))[-1] == 2025
    assert year_labels(2020, 2020, 10, Pen("en", 12)) == [2020]
