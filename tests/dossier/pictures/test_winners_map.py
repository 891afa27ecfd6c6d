"""The map of gains and losses, and the waterfall of a change: what they say and what they leave neutral."""

from itertools import combinations
from typing import Any

import pytest
from msgspec.structs import replace
from tests.dossier.pictures.samples import OUTLINES
from tests.dossier.pictures.test_each_picture import rows, said
from tests.dossier.pictures.test_palette import MATRICES, distance
from tests.dossier.sections.what_if_answers import ONE_SECTOR, WHAT_IF

from sverka.dossier.pictures import palette
from sverka.dossier.pictures.winners_map import WinnersMap
from sverka.dossier.sections.what_if_parts import steps_picture, winners_picture

MAP = winners_picture(WHAT_IF, OUTLINES)


def countries(drawn: WinnersMap) -> dict[str, dict[str, Any]]:
    return {row["country"]: row for row in rows(drawn, "countries")}


def test_gains_and_losses_have_hues_of_their_own_and_small_changes_none() -> None:
    found = {code: row["colour"] for code, row in countries(MAP).items()}
    assert {found["BLR"], found["KAZ"]} <= set(palette.GAINS)
    assert found["RUS"] in palette.LOSSES
    assert found["CHN"] == found["USA"] == palette.NEARLY_NONE
    assert [code for code, row in countries(MAP).items() if row["paired"]] == ["BLR", "KAZ"]


def test_a_country_outside_the_model_is_grey_which_is_not_zero() -> None:
    without = replace(MAP, values={code: one for code, one in MAP.values.items() if code != "USA"})
    drawn = countries(without)
    assert (drawn["USA"]["colour"], drawn["USA"]["value"]) == (palette.NOT_KNOWN, None)
    assert drawn["CHN"]["colour"] != palette.NOT_KNOWN
    assert "not in the model" in said(without)


def test_classes_are_the_same_on_both_sides_of_zero() -> None:
    even = replace(MAP, values={"BLR": 0.5, "KAZ": -0.5, "RUS": 0.02, "CHN": -0.02, "USA": 0.0})
    text = said(even)
    for way in ("−0.5 % and below", "+0.5 % and more", "+0.001 % to +0.5 %", "−0.001 % to −0.5 %"):
        assert way.replace(" %", "\u00a0%") in text
    colours = {code: row["colour"] for code, row in countries(even).items()}
    assert palette.GAINS.index(colours["BLR"]) == palette.LOSSES.index(colours["KAZ"])
    assert palette.GAINS.index(colours["RUS"]) == palette.LOSSES.index(colours["CHN"])


def test_what_is_a_thousandth_of_the_largest_change_is_not_told_apart() -> None:
    wide = replace(MAP, values={"BLR": 8.0, "KAZ": 3.0, "RUS": -0.009, "CHN": 0.011})
    drawn = countries(wide)
    assert drawn["RUS"]["colour"] == palette.NEARLY_NONE
    assert drawn["CHN"]["colour"] in palette.GAINS
    assert "less than 0.01\u00a0% either way" in said(wide)


def test_the_largest_are_numbered_and_named_and_the_pair_wherever_it_stands() -> None:
    text = said(MAP)
    assert text.index("Real income rises most:") < text.index("1  Belarus  +0.123\u00a0%")
    assert text.index("2  Kazakhstan  +0.057\u00a0%") < text.index("Real income falls most:")
    assert "3  Russia  −0.0016\u00a0%" in text
    assert "China" not in text
    losing = replace(MAP, listed=1, values={"RUS": -2.0, "CHN": -1.0, "BLR": -0.5, "KAZ": 0.0001})
    text = said(losing)
    assert "1  Kazakhstan" in text
    assert "2  Russia" in text
    assert "3  Belarus" in text
    assert "China" not in text
    assert {row["country"]: row["rank"] for row in rows(losing, "numbers")} == {"KAZ": 1, "RUS": 2, "BLR": 3}


def test_numbers_keep_off_the_pair_so_that_its_colour_is_seen() -> None:
    spots = {row["country"]: row for row in rows(MAP, "numbers")}
    for code in ("BLR", "KAZ"):
        row = spots[code]
        assert max(abs(row["x"] - row["from_x"]), abs(row["y"] - row["from_y"])) >= 8
    assert all(
        max(abs(one["x"] - other["x"]), abs(one["y"] - other["y"])) >= 16
        for one, other in combinations(spots.values(), 2)
    )


def test_the_publisher_of_the_borders_stands_on_it_and_who_is_left_out() -> None:
    text = said(replace(MAP, values={**MAP.values, "SGP": 0.5}))
    assert "Borders as published by Natural Earth; no position is taken on them." in text
    assert "Not on this map: Singapore." in text


def test_a_world_without_any_change_is_neutral() -> None:
    still = replace(MAP, values=dict.fromkeys(MAP.values, 0.0))
    assert {row["colour"] for code, row in countries(still).items() if code in MAP.values} == {
        palette.NEARLY_NONE
    }
    assert "less than 0.001\u00a0% either way" in said(still)
    assert "rises most" not in said(still)


@pytest.mark.parametrize("sight", MATRICES)
def test_all_colours_of_the_map_are_told_apart(sight: str) -> None:
    colours = (*palette.LOSSES, palette.NEARLY_NONE, *palette.GAINS, palette.NOT_KNOWN)
    assert min(distance(one, other, sight) for one, other in combinations(colours, 2)) > 12


def test_the_steps_of_a_change_are_its_industries_and_add_up() -> None:
    steps = steps_picture(WHAT_IF)
    assert said(steps).startswith("2022, before")
    kinds = [(row["label"], round(row["to"] - row["from"])) for row in rows(steps, "steps")][1:-1]
    machinery, food = ("Machinery", 232e6), ("Food, drinks, tobacco", -20e6)
    assert kinds == [machinery, food, ("all other industries together", -2e6)]
    assert sum(change for _, change in kinds) == round(WHAT_IF.turnover.after.value - WHAT_IF.turnover.before)
    assert "after: +21\u00a0%" in said(steps)


def test_services_are_no_step_of_a_turnover_of_goods() -> None:
    assert "Wholesale" not in said(steps_picture(WHAT_IF))
    both = replace(WHAT_IF, setting=replace(WHAT_IF.setting, counts="goods and services"))
    assert "Wholesale and retail trade" in said(steps_picture(both))


def test_one_sector_has_a_step_for_each_direction() -> None:
    text = said(steps_picture(ONE_SECTOR))
    assert "Belarus → Kazakhstan" in text
    assert "Kazakhstan → Belarus" in text
    assert "the rest" not in text
