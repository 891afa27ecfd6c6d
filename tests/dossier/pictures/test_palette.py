"""Colours hold for colour-blind readers: distances after simulation, and contrast of text.

Simulation: Machado, Oliveira and Fernandes (2009), full protanopia and deuteranopia, in linear RGB.
Distance: CIE 1976 in L*a*b* under D65; about 2.3 is the least that can be seen, so 20 is far apart. Contrast:
WCAG 2.1, at least 4.5 for text.
"""

from itertools import combinations, pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from sverka.dossier.pictures import palette

MATRICES = {
    "all colours": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ @ np.ones(3)


def linear(colour: str) -> NDArray[np.float64]:
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(colour: str, sight: str) -> NDArray[np.float64]:
    seen = np.clip(MATRICES[sight] @ linear(colour), 0, 1)
    x, y, z = np.cbrt(TO_XYZ @ seen / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, sight: str) -> float:
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def contrast(one: str, other: str) -> float:
    light = sorted(float(TO_XYZ[1] @ linear(colour)) + 0.05 for colour in (one, other))
    return light[1] / light[0]


def test_the_formulas_give_the_known_numbers() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21, abs=0.01)
    assert lab("#ffffff", "all colours") == pytest.approx([100, 0, 0], abs=0.01)
    assert distance("#009e73", "#d55e00", "deuteranopia") < distance("#009e73", "#d55e00", "all colours")


@pytest.mark.parametrize("sight", MATRICES)
def test_the_books_lines_are_told_apart(sight: str) -> None:
    lines = [stroke.line for stroke in (*palette.BOOKS, palette.RECONCILED)]
    assert min(distance(one, other, sight) for one, other in combinations(lines, 2)) > 20


@pytest.mark.parametrize("sight", MATRICES)
def test_up_and_down_and_level_are_told_apart(sight: str) -> None:
    colours = (palette.UP, palette.DOWN, palette.LEVEL)
    assert min(distance(one, other, sight) for one, other in combinations(colours, 2)) > 20


@pytest.mark.parametrize("sight", MATRICES)
def test_classes_are_told_apart_and_grow_darker(sight: str) -> None:
    assert min(distance(one, other, sight) for one, other in pairwise(palette.CLASSES)) > 12
    assert min(distance(one, palette.UNKNOWN, sight) for one in palette.CLASSES) > 12
    lightness = [lab(colour, sight)[0] for colour in palette.CLASSES]
    assert all(one - other > 8 for one, other in pairwise(lightness))


@pytest.mark.parametrize("sight", MATRICES)
def test_kinds_of_goods_have_colours_of_their_own(sight: str) -> None:
    kinds = set(palette.SECTIONS.values())
    assert len(kinds) == 9
    assert min(distance(one, other, sight) for one, other in combinations(kinds, 2)) > 5


def test_text_has_contrast_enough_on_what_it_stands_on() -> None:
    on_paper = [palette.INK, palette.SOFT, *(stroke.text for stroke in (*palette.BOOKS, palette.RECONCILED))]
    assert min(contrast(colour, palette.PAPER) for colour in on_paper) >= 4.5
    assert min(contrast(palette.INK, colour) for colour in palette.SECTIONS.values()) >= 4.5


def test_every_section_has_a_colour_and_books_differ_in_their_dash_too() -> None:
    assert [*sorted(palette.SECTIONS)] == [*range(1, 22)]
    assert palette.section_colour(0) == palette.section_colour(99)
    assert len({stroke.dash for stroke in (*palette.BOOKS, palette.RECONCILED)}) == 3
