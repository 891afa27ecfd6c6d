"""What each picture shows: nothing lost, nothing invented."""

from itertools import combinations, pairwise
from typing import Any

import msgspec
import pytest
from tests.dossier.pictures.samples import (
    FIRST,
    MULTIPLES,
    PARTNERS_MAP,
    PRODUCT_SPACE,
    SECOND,
    TREEMAP,
    TWO_BOOKS,
    WATERFALL,
    square,
)

from sverka.dossier.outline import Drawing
from sverka.dossier.picture import draw
from sverka.dossier.pictures.land_outlines import OutlineNotReadable, area, middle, simplify
from sverka.dossier.pictures.lettering import Pen
from sverka.dossier.pictures.multiples import Multiples
from sverka.dossier.pictures.palette import TEXT
from sverka.dossier.pictures.partners_map import PartnersMap
from sverka.dossier.pictures.placing import Box
from sverka.dossier.pictures.product_layout import backbone, lay_out
from sverka.dossier.pictures.product_space import MOST, Node, ProductSpace, TooManyProducts
from sverka.dossier.pictures.series import Level
from sverka.dossier.pictures.treemap import Treemap
from sverka.dossier.pictures.two_books import TwoBooks
from sverka.dossier.pictures.waterfall import Waterfall
from sverka.dossier.words.language import language

EN = language("en")


def rows(drawing: Drawing, name: str) -> list[dict[str, Any]]:
    return next(data["values"] for data in drawing.specification(EN)["data"] if data["name"] == name)


def said(drawing: Drawing) -> str:
    found = [row["text"] for row in rows(drawing, "texts")]
    return "\n".join(text if isinstance(text, str) else " ".join(text) for text in found)


def test_a_silent_year_leaves_a_break_and_is_marked() -> None:
    levels = rows(TWO_BOOKS, "levels")
    drawn = {(row["book"], row["year"]): row["value"] for row in levels if row["book"] < 2}
    assert drawn == {(0, y): v for y, v in FIRST.items()} | {(1, y): v for y, v in SECOND.items()}
    assert {row["run"] for row in levels if row["book"] == 0 and row["year"] >= 2017} == {1}
    assert {row["run"] for row in levels if row["book"] == 0 and row["year"] <= 2013} == {0}
    silent = [(row["book"], row["first"], row["last"]) for row in rows(TWO_BOOKS, "silent")]
    assert silent == [(0, 2013.5, 2016.5), (0, 2018.5, 2019.5), (1, 2009.5, 2010.5), (1, 2014.5, 2016.5)]
    assert [(row["book"], row["year"]) for row in rows(TWO_BOOKS, "breaks")] == [
        (0, 2013),
        (0, 2018),
        (1, 2014),
    ]
    assert "no figures in the book: Belarus" in said(TWO_BOOKS)


def test_a_break_is_no_line_in_the_drawing() -> None:
    pytest.importorskip("vl_convert", reason="the extra `pictures` is not installed")
    pieces = {(row["book"], row["run"]) for row in rows(TWO_BOOKS, "levels")}
    assert draw(TWO_BOOKS.specification(EN)).count('stroke-width="2.5"') == len(pieces)


def test_the_gap_is_shaded_only_where_both_books_speak() -> None:
    assert [row["year"] for row in rows(TWO_BOOKS, "gap")] == [2011, 2012, 2013, 2017, 2018]


def test_one_book_or_none_is_drawn_too() -> None:
    alone = msgspec.structs.replace(TWO_BOOKS, first=(), reconciled=(), promises=())
    assert rows(alone, "gap") == []
    assert "gap between" not in said(alone)
    assert {row["book"] for row in rows(alone, "levels")} == {1}
    nothing = TwoBooks(countries=("ARL", "BED"), first=(), second=())
    assert rows(nothing, "levels") == []


@pytest.mark.parametrize("code", ["en", "ru", "kk", "be"])
def test_a_lone_reconciled_year_after_the_lines_covers_no_name(code: str) -> None:
    """Two names at the ends of their lines, one beside a single point years later: none covers another."""
    spoken = tuple(Level(year, 100e6 + 4e6 * (year - 2010)) for year in range(2010, 2021))
    higher = tuple(Level(one.year, one.value * 1.01) for one in spoken)
    alone = (Level(2024, 150e6),)
    drawn = TwoBooks(countries=("BLR", "KAZ"), first=spoken, second=higher, reconciled=alone)
    data = next(one for one in drawn.specification(language(code))["data"] if one["name"] == "texts")
    texts = [row for row in data["values"] if row["weight"] == "bold"]
    pen = Pen(code, TEXT, bold=True)
    boxes = [
        Box(row["x"], row["y"], row["x"] + pen.width(lines), row["y"] + pen.height(lines))
        for row in texts
        for lines in [(row["text"],) if isinstance(row["text"], str) else tuple(row["text"])]
    ]
    assert len(boxes) == 3
    assert [one.shared(other) for one, other in combinations(boxes, 2)] == [0.0, 0.0, 0.0]


def test_every_promise_has_a_mark_and_a_label() -> None:
    assert rows(TWO_BOOKS, "promised") == [{"year": 2019, "value": 1e9}, {"year": 2020, "value": 1e9}]
    assert "2021: 1 bn" in said(TWO_BOOKS)


def test_a_treemap_keeps_every_dollar() -> None:
    tiles = rows(TREEMAP, "tiles")
    whole = sum(tile.value for section in TREEMAP.sections for tile in section.tiles)
    assert sum(tile["value"] for tile in tiles) == pytest.approx(whole)
    gathered = [tile for tile in tiles if tile["goods"] == "other products: 9"]
    assert [tile["value"] for tile in gathered] == [36e3]
    areas = {tile["value"]: (tile["x2"] - tile["x"]) * (tile["y2"] - tile["y"]) for tile in tiles}
    assert areas[72e6] > 4 * areas[15e6]


def test_small_sections_are_gathered_and_counted() -> None:
    assert {tile["section"] for tile in rows(TREEMAP, "tiles")} == {0, 1, 16, 17}
    assert "other sections: 3" in said(TREEMAP)


def test_an_empty_treemap_is_empty() -> None:
    assert rows(Treemap(sections=()), "tiles") == []


def test_the_steps_add_up_and_carry_their_signs() -> None:
    steps = rows(WATERFALL, "steps")
    assert [step["kind"] for step in steps] == ["level", "up", "up", "down", "up", "level"]
    assert all(one["to"] == other["from"] for one, other in pairwise(steps[1:-1]))
    assert steps[-2]["to"] == pytest.approx(steps[-1]["to"]) == pytest.approx(647e6)
    assert WATERFALL.rest == pytest.approx(21e6)
    for amount in ("+$41\u00a0mn", "−$31\u00a0mn", "+$21\u00a0mn", "$647\u00a0mn"):
        assert amount in said(WATERFALL)


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    assert "the axis begins at $5" in said(WATERFALL)
    doubled = msgspec.structs.replace(WATERFALL, start=Level(2009, 100e6))
    assert "the axis begins" not in said(doubled)
    assert doubled.specification(EN)["scales"][0]["domain"][0] == 0


def test_a_balance_that_turns_negative_can_be_drawn() -> None:
    turned = Waterfall(start=Level(2017, 50e6), end=Level(2018, -80e6), parts=())
    assert turned.specification(EN)["scales"][0]["domain"][0] == -80e6
    assert "−$130\u00a0mn" in said(turned)


def test_a_country_without_a_figure_is_grey_and_that_is_said() -> None:
    countries = {row["country"]: row for row in rows(PARTNERS_MAP, "countries")}
    assert countries["USA"]["value"] is None
    assert countries["USA"]["colour"] not in {countries["CHN"]["colour"], countries["BLR"]["colour"]}
    assert countries["KAZ"]["value"] is None, "a country is no partner of its own"
    assert [code for code, row in countries.items() if row["paired"]] == ["BLR", "KAZ"]
    assert "ATA" not in countries
    assert "no figure in the book" in said(PARTNERS_MAP)


def test_the_map_names_the_publisher_of_its_borders_and_whom_it_leaves_out() -> None:
    text = said(PARTNERS_MAP)
    assert "Borders as published by Almanac of Borders, 2nd edition; no position is taken on them." in text
    assert "Not on this map: Singapore." in text
    assert "1  China  $15\u00a0bn" in text
    assert "4  Belarus  $150\u00a0mn" in text


def test_the_partner_is_listed_wherever_it_ranks() -> None:
    few = msgspec.structs.replace(PARTNERS_MAP, listed=2)
    assert "4  Belarus" in said(few)
    assert "2  Russia" not in said(few)


def test_outlines_are_wound_for_vega_and_cross_the_date_line() -> None:
    shapes = simplify(
        {
            "RUS": square(172, 60, 20),
            "FJI": {
                "type": "Polygon",
                "coordinates": [[[179, -17], [-179, -17], [-179, -16], [179, -16], [179, -17]]],
            },
        }
    )
    assert area(shapes["RUS"][0][0]) == pytest.approx(-400)
    assert area(shapes["FJI"][0][0]) == pytest.approx(-2)
    assert middle(shapes["FJI"]) == pytest.approx((180, -16.5))


def test_specks_go_but_never_the_whole_country() -> None:
    islands = {"type": "MultiPolygon", "coordinates": [square(x, 0, 0.5)["coordinates"] for x in (0, 1)]}
    mainland = {
        "type": "MultiPolygon",
        "coordinates": [square(0, 0, size)["coordinates"] for size in (9, 0.1)],
    }
    shapes = simplify({"MDV": islands, "DNK": mainland})
    assert len(shapes["MDV"]) == 2
    assert len(shapes["DNK"]) == 1


def test_an_outline_that_is_no_polygon_is_refused() -> None:
    with pytest.raises(OutlineNotReadable, match=r"outline of BED is a GeoJSON “Point”.*another publisher"):
        simplify({"BED": {"type": "Point", "coordinates": [1, 2]}})


def test_numbers_of_neighbours_keep_apart() -> None:
    outlines = {code: square(20 + n, 50, 1) for n, code in enumerate(("AAA", "BBB", "CCC", "DDD"))}
    values = {code: 10.0**n for n, code in enumerate(outlines)}
    near = PartnersMap(home="AAA", partner="BBB", values=values, outlines=outlines, publisher="x", unit="%")
    spots = [(row["x"], row["y"]) for row in rows(near, "numbers")]
    assert len(spots) == 3
    assert all(max(abs(a - c), abs(b - d)) >= 16 for (a, b), (c, d) in combinations(spots, 2))


def test_neighbours_thinned_apart_still_hold_their_area() -> None:
    wave = [(x / 50, 0.15 * (x % 2)) for x in range(500)]
    shape = {"type": "Polygon", "coordinates": [[*wave, (10, 8), (0, 8), (0, 0)]]}
    crowd = {f"{n:03}": shape for n in range(100)}
    parts = simplify(crowd)["007"]
    assert len(parts[0][0]) < 100
    assert area(parts[0][0]) == pytest.approx(-80, rel=0.03)


def test_a_product_is_filled_ringed_or_both() -> None:
    kinds = {row["code"]: row["kind"] for row in rows(PRODUCT_SPACE, "products")}
    assert [kinds[code] for code in ("0000", "0003", "0005", "0001")] == [
        "both",
        "first",
        "second",
        "neither",
    ]
    assert len(kinds) == 120
    assert "advantage: Belarus (32)" in said(PRODUCT_SPACE)
    assert "advantage: both (8)" in said(PRODUCT_SPACE)


def test_too_many_products_are_refused_with_advice() -> None:
    many = tuple(Node(f"{n:04}", 1, 0.5, 0.5, first=False, second=False) for n in range(MOST + 1))
    with pytest.raises(TooManyProducts, match=r"has 801 products; a picture holds 800\. Take four-digit"):
        ProductSpace(countries=("ARL", "BED"), nodes=many, links=()).specification(EN)


def test_the_plane_keeps_neighbours_together_and_is_the_same_every_time() -> None:
    codes = [f"{n:02}" for n in range(30)]
    links = [(codes[n], codes[n + 1], 0.6) for n in range(29) if n != 14]
    plane = lay_out(codes, links)
    assert plane == lay_out(codes, links)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in plane.values())

    def apart(one: str, other: str) -> float:
        return sum((a - b) ** 2 for a, b in zip(plane[one], plane[other], strict=True))

    assert apart("00", "01") < apart("00", "10")
    assert lay_out(["01", "02"], []) == {"01": (0.25, 0.5), "02": (0.75, 0.5)}


def test_the_backbone_holds_all_together_before_it_takes_the_nearest() -> None:
    links = [("a", "b", 0.9), ("b", "c", 0.8), ("a", "c", 0.7), ("c", "d", 0.1)]
    assert backbone(links, 3) == (("a", "b"), ("b", "c"), ("c", "d"))
    assert backbone(links, 9)[-1] == ("a", "c")
    assert backbone([], 9) == ()


def test_the_largest_map_and_the_largest_space_stay_small() -> None:
    pytest.importorskip("vl_convert", reason="the extra `pictures` is not installed")
    saw = [(0.01 * step, 0.3 * (step % 2)) for step in range(900)]
    jagged = {
        f"A{chr(65 + n // 26)}{chr(65 + n % 26)}": {
            "type": "Polygon",
            "coordinates": [[(x + n % 15 * 10, y - n // 15 * 4) for x, y in [*saw, (5, -3), (0, 0)]]],
        }
        for n in range(200)
    }
    drawn = msgspec.structs.replace(PARTNERS_MAP, outlines=jagged)
    assert len(draw(drawn.specification(EN)).encode()) < 250_000
    codes = [f"{n:04}" for n in range(MOST)]
    nodes = tuple(
        Node(c, n % 21 + 1, n / MOST, n % 28 / 28, n % 2 == 0, n % 3 == 0) for n, c in enumerate(codes)
    )
    links = tuple((one, codes[(n + step) % MOST]) for step in (1, 2, 3) for n, one in enumerate(codes))
    space = ProductSpace(countries=("ARL", "BED"), nodes=nodes, links=links)
    assert len(draw(space.specification(EN)).encode()) < 400_000


def test_panels_share_a_scale_or_say_that_they_do_not() -> None:
    tops = {group["scales"][1]["domain"][1] for group in groups(MULTIPLES)}
    assert tops == {1e9}
    assert "the same scale in every panel" in said(MULTIPLES)
    own = msgspec.structs.replace(MULTIPLES, shared=False)
    assert "each panel has a scale of its own" in said(own)
    years = {tuple(group["scales"][0]["domain"]) for group in groups(own)}
    assert years == {(2009.7, 2019.3)}


def test_panels_keep_every_year_of_both_books() -> None:
    drawn = rows(MULTIPLES, "levels")
    assert len(drawn) == 7 * (len(FIRST) + len(SECOND))
    assert {row["run"] for row in drawn if row["book"] == 0} == {0, 1}


def groups(drawing: Multiples) -> list[dict[str, Any]]:
    return [group for group in drawing.specification(EN)["marks"] if group["type"] == "group"]
