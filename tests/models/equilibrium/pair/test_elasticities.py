"""Sets of elasticities: carried, from a file, and refused."""

from pathlib import Path

import pytest

from sverka.models.equilibrium.many_sectors.economy import BadElasticity
from sverka.models.equilibrium.many_sectors.elasticities import MissingElasticity, in_order, read_concordance
from sverka.models.equilibrium.pair.elasticities import (
    Elasticities,
    NoElasticityForAll,
    UnknownSet,
    UnreadableElasticities,
    elasticities_file,
    read_elasticities,
    set_names,
)

AUTHORS = Path(__file__).parents[4].parent / "shared" / "data" / "ge_caliendo_parro_2015" / "T.txt"


def written(folder: Path, text: str) -> Path:
    place = folder / "mine.csv"
    place.write_text(text)
    return place


@pytest.mark.skipif(not AUTHORS.is_file(), reason="the authors' files are not beside this checkout")
def test_the_authors_figures_are_those_of_their_file() -> None:
    figures = [float(line) for line in AUTHORS.read_text().split()]
    assert read_elasticities("caliendo-parro").of == in_order(figures, read_concordance())


def test_the_sets_that_are_carried() -> None:
    assert set_names() == ("head-mayer", "caliendo-parro")
    one, many = map(read_elasticities, set_names())
    assert (one.for_all, one.of, many.services) == (5.03, {}, 8.22)
    assert one.assumed
    assert one.error_words == "20 % of each elasticity: ASSUMED, published by nobody"
    assert one.words.startswith("head-mayer, 5.03 for everything: Head and Mayer (2014)")
    assert many.words.startswith("caliendo-parro, 1.45 to 64.85 by sector: Caliendo and Parro (2015)")


def test_one_figure_for_all_is_drawn_once() -> None:
    drawn = read_elasticities("head-mayer").drawn(("A01", "C28", "G"))
    assert drawn.names == ("*", "*", "*")
    assert drawn.numbers["*"] == pytest.approx((5.03, 1.006))


def test_industries_of_one_sector_share_its_draw_and_a_mean_has_the_error_of_a_mean() -> None:
    drawn = read_elasticities("caliendo-parro").drawn(("A01", "A02", "C26", "C28", "G"))
    assert drawn.names == (
        "Agriculture",
        "Agriculture",
        "Office + Communication + Medical",
        "Machinery n.e.c.",
        "services",
    )
    value, error = drawn.numbers["Office + Communication + Medical"]
    assert value == pytest.approx((12.95 + 3.95 + 8.71) / 3)
    assert error == pytest.approx(0.2 * (12.95**2 + 3.95**2 + 8.71**2) ** 0.5 / 3)
    assert drawn.numbers["services"] == pytest.approx((8.22, 1.644))


def test_an_error_that_is_asked_for_replaces_all() -> None:
    asked = read_elasticities("head-mayer").with_error(0.1)
    assert not asked.assumed
    assert asked.error_part == 0.1
    assert asked.error_words == "10 % of each elasticity, as asked"
    assert asked.drawn(("C28",)).numbers["*"][1] == pytest.approx(0.503)
    assert asked.with_error(None) is asked


def test_a_file_of_the_users_own(tmp_path: Path) -> None:
    place = written(tmp_path, "sector,elasticity,error\nC28, 4.5, 1.5\nFood,3\n\n*,6,0.5\n")
    mine = elasticities_file(place)
    drawn = mine.drawn(("C10T12", "C28", "G"))
    assert drawn.names == ("Food", "C28", "*")
    assert drawn.numbers == {"C28": (4.5, 1.5), "Food": (3.0, pytest.approx(0.6)), "*": (6.0, 0.5)}
    assert mine.name == "mine.csv"
    assert mine.error_words == "as mine.csv states for C28, *; for others 20 % of each elasticity: ASSUMED"
    assert (mine.assumed, mine.error_part) == (True, None)
    assert mine.drawn_for_all("all goods").numbers == {"all goods": (6.0, 0.5)}


def test_a_file_with_all_errors_leaves_nothing_assumed(tmp_path: Path) -> None:
    mine = elasticities_file(written(tmp_path, "*,6,0.5\n"))
    assert not mine.assumed
    assert mine.error_words == "as mine.csv states for *"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("C28,abc\n", r"line 1: “abc” is no number\. Every line has a sector"),
        ("C28,5\nC99,5\n", r"line 2: “C99” is no industry or sector"),
        ("C28,5\nC28,6\n", r"line 2: C28 stands a second time"),
        ("C28,0\n", r"the elasticity of C28 is 0, not above zero"),
        ("C28,5,-1\n", r"the error of C28 is below zero"),
        ("C28\n", r"1 cells stand there"),
        ("C28,,2\n", r"C28 has no elasticity"),
        ("sector,elasticity\n", r"there is no elasticity in the file"),
        ("C28,inf\n", r"“inf” is no number"),
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableElasticities, match=said):
        elasticities_file(written(tmp_path, text))


def test_a_file_that_leaves_a_sector_out_says_which(tmp_path: Path) -> None:
    mine = elasticities_file(written(tmp_path, "C28,4\nservices,5\n"))
    with pytest.raises(
        MissingElasticity, match="Food, which C10T12 needs, has no trade elasticity among C28, serv"
    ):
        mine.drawn(("C28", "G", "C10T12"))


def test_an_elasticity_at_or_below_zero_names_its_sector() -> None:
    with pytest.raises(BadElasticity, match=r"trade elasticity of sector C28 is -5; it has to be above zero"):
        Elasticities(name="mine", cites="me", of={"C28": -5.0})


def test_unknown_sets_and_sets_by_sector_for_one_sector() -> None:
    with pytest.raises(
        UnknownSet, match=r"no set of elasticities “hm”\. Take head-mayer or caliendo-parro, or give"
    ):
        read_elasticities("hm")
    with pytest.raises(
        NoElasticityForAll, match=r"“caliendo-parro” are by sector.*Take head-mayer, or a file"
    ):
        read_elasticities("caliendo-parro").drawn_for_all("all goods")
