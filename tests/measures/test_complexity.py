"""Complexity: by hand, by its laws, and against the answers of two other programs over real data.

The R package economiccomplexity 2.0.0 publishes, with its data (country x SITC4 exports, 1998-2000), the
fitness of 226 countries and 785 products and their proximities. Tolerance: 1e-12, for sums in another order;
proximities are quotients of the same whole numbers and agree exactly. ECI, PCI and density were computed from
the same data with Growth Lab's py-ecomplexity 0.5.3 (NumPy 2.4.6, 2026-11-23); it takes the eigenvector of
the 785 x 785 matrix that is not symmetric. Tolerance: 1e-9; all 226, 785 and 177,410 values agreed to 4e-14.
"""

from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.measures.rows import frame_of, said

from sverka.ledger.engine import FrameEngine
from sverka.measures.complexity import (
    Advantages,
    Complexity,
    Undefined,
    Why,
    advantages_of,
    ask_advantages,
    ask_complexity,
    complexity,
    fitness,
)
from sverka.measures.product_space import density, links, proximity
from sverka.measures.rca import rca
from sverka.sources.r_frame import read_frame

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "economiccomplexity_sitc_1998_2000"
EXPORTS, THEIRS = DATA / "world_trade_avg_1998_to_2000.csv", DATA / "economiccomplexity_output.rda"
shared = pytest.mark.skipif(not EXPORTS.exists(), reason="the shared data folder is not on this machine")

ECI = {
    "jpn": 2.2626322329174555,
    "deu": 1.88437892882395,
    "gbr": 1.924224243114221,
    "usa": 1.8250368244853488,
    "blr": 0.3793785616077478,
    "kaz": -1.1892128711821914,
    "rus": -0.4033964325263116,
    "nga": -2.5443545770181664,
}
PCI = {
    "7284": 5.638347153703971,
    "8983": 5.5817541252995735,
    "7810": 4.09947891577789,
    "3330": -5.982233068942548,
    "5629": -0.6726182105043361,
    "0411": -1.452276963143467,
}
DENSITY = {
    ("blr", "7224"): 0.4041015470865332,
    ("kaz", "6821"): 0.17325566858221672,
    ("blr", "5623"): 0.4074523845013758,
    ("kaz", "7284"): 0.08592849911523298,
}


class Golden(NamedTuple):
    """Our advantages, and what the R package gives for the same data."""

    ours: Advantages
    theirs: dict[str, Any]


@pytest.fixture(scope="module")
def golden(engine: FrameEngine, folder: Path) -> Golden:
    path = folder / "complexity.parquet"
    with duckdb.connect() as other:
        other.execute(
            "CREATE TABLE flow AS SELECT country AS exporter, 'all' AS importer, country AS reporter, "
            "product, 'SITC2' AS revision, '2000' AS period, 2000 AS year, 'FOB' AS valuation, "
            "value::BIGINT AS value_usd FROM read_csv($1, types = {'product': 'VARCHAR'})",
            [str(EXPORTS)],
        )
        other.execute(f"COPY flow TO '{path}' (FORMAT parquet)")
    found = engine.cache(rca(engine.scan([path]), engine.cache, digits=4))
    theirs = read_frame(THEIRS.read_bytes(), THEIRS.name, "economiccomplexity_output")
    return Golden(ask_advantages(found, engine, least_usd=0), theirs)


@shared
def test_the_matrix_of_advantages_is_the_one_that_the_r_package_publishes(golden: Golden) -> None:
    theirs = golden.theirs["balassa_index"].reshape(785, 226).T
    assert np.array_equal(golden.ours.matrix, theirs)
    countries, products = golden.theirs["complexity_measures"]
    assert list(golden.ours.countries) == countries.attributes["names"].data
    assert list(golden.ours.products) == products.attributes["names"].data


@shared
def test_fitness_is_the_one_that_the_r_package_publishes(golden: Golden) -> None:
    countries, products = golden.theirs["complexity_measures"]
    fit, quality = fitness(golden.ours.matrix)
    np.testing.assert_allclose(fit, countries.data, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(quality, products.data, rtol=1e-12, atol=1e-12)


@shared
def test_proximities_are_those_that_the_r_package_publishes(golden: Golden) -> None:
    of_countries, of_products = golden.theirs["proximity"]
    matrix = golden.ours.matrix
    assert np.array_equal(proximity(matrix), of_products.data.reshape(785, 785))
    assert np.array_equal(proximity(matrix.T), of_countries.data.reshape(226, 226))


@shared
def test_eci_pci_and_density_are_those_of_growth_labs_program(golden: Golden) -> None:
    found = complexity(golden.ours)
    assert isinstance(found, Complexity)
    eci = dict(zip(golden.ours.countries, found.eci.tolist(), strict=True))
    pci = dict(zip(golden.ours.products, found.pci.tolist(), strict=True))
    around = density(golden.ours.matrix, proximity(golden.ours.matrix))
    rows, columns = golden.ours.countries.index, golden.ours.products.index
    assert {code: eci[code] for code in ECI} == pytest.approx(ECI, rel=1e-9)
    assert {code: pci[code] for code in PCI} == pytest.approx(PCI, rel=1e-9)
    assert {key: float(around[rows(key[0]), columns(key[1])]) for key in DENSITY} == pytest.approx(
        DENSITY, rel=1e-9
    )


@shared
def test_the_reflections_of_hidalgo_and_hausmann_tend_to_eci(golden: Golden) -> None:
    """k(c, n) = sum over p of M k(p, n - 1) / k(c, 0), standardised at each step to keep its digits."""
    matrix = golden.ours.matrix
    found = complexity(golden.ours)
    assert isinstance(found, Complexity)
    reflected = matrix.sum(axis=1)
    for _ in range(400):
        reflected = matrix @ (matrix.T @ reflected / found.ubiquity) / found.diversity
        reflected = (reflected - reflected.mean()) / reflected.std()
    np.testing.assert_allclose(reflected, found.eci, atol=1e-8)


@shared
def test_small_exporters_are_left_out(engine: FrameEngine, folder: Path, golden: Golden) -> None:
    assert len(golden.ours.countries) == 226
    found = engine.cache(rca(engine.scan([folder / "complexity.parquet"]), engine.cache, digits=4))
    kept = ask_complexity(found, engine, least_usd=100_000_000)
    assert isinstance(kept, Complexity)
    assert len(kept.advantages.countries) == 136, "counted with awk"
    assert {"sgs", "hmd"}.isdisjoint(kept.advantages.countries), "a few shipments rank them with Japan"
    assert {"blr", "kaz"} <= set(kept.advantages.countries)


def advantages(*lines: str) -> Advantages:
    """Make advantages of "ARL: horses mules"."""
    split = [line.split(":") for line in lines]
    return advantages_of((country, code) for country, codes in split for code in codes.split())


def test_by_hand() -> None:
    """Arland makes horses and chips, Bedia horses and mules, Cedria horses alone.

    The matrix of countries has the rows (2/3, 1/6, 1/6), (1/6, 2/3, 1/6), (1/3, 1/3, 1/3) and the eigenvalues
    1, 1/2, 1/6; the second eigenvector, (1, -1, 0), tells Arland from Bedia by a coin and does not rise with
    diversity. Without Bedia's mules and without Cedria there is an order.
    """
    tied = complexity(advantages("ARL: horses chips", "BED: horses mules", "CED: horses"))
    assert tied == Undefined(why=Why.TIED, groups=1)
    found = complexity(advantages("ARL: chips horses", "BED: horses"))
    assert isinstance(found, Complexity)
    assert found.diversity.tolist() == [2, 1]
    assert found.ubiquity.tolist() == [1, 2]
    assert found.eci.tolist() == pytest.approx([1, -1])
    # horses, which both make: ECI(BED) = PCI(horses) = -1; ECI(ARL) = (PCI(chips) - 1) / 2 = 1.
    assert found.pci.tolist() == pytest.approx([3, -1])


@pytest.mark.parametrize(
    ("lines", "why", "groups"),
    [
        ((), Why.NOTHING, 0),
        (("ARL: horses",), Why.ALIKE, 1),
        (("ARL: horses chips", "BED: horses chips"), Why.ALIKE, 1),
        (("ARL: horses mules", "BED: mules", "CED: chips"), Why.APART, 2),
        (("ARL: horses", "BED: mules", "CED: chips"), Why.APART, 3),
        (("ARL: a b", "BED: b c", "CED: c a"), Why.TIED, 1),
    ],
)
def test_what_cannot_be_ranked_says_why(lines: tuple[str, ...], why: Why, groups: int) -> None:
    found = complexity(advantages(*lines))
    assert found == Undefined(why=why, groups=groups)


def test_asked_of_the_book(engine: FrameEngine, folder: Path) -> None:
    """Arland alone makes chips; Bedia is half of the world's horses and sells nothing else."""
    rows = [
        said("ARL>CED", "ARL", 60, "854150"),
        said("ARL>CED", "ARL", 40, "010121"),
        said("BED>CED", "BED", 50, "010121"),
    ]
    found = ask_advantages(
        engine.cache(rca(frame_of(engine, folder, rows), engine.cache)), engine, least_usd=51
    )
    assert (found.countries, found.products) == (("ARL",), ("854150",))
    nothing = ask_complexity(engine.cache(rca(frame_of(engine, folder, []), engine.cache)), engine)
    assert nothing == Undefined(why=Why.NOTHING, groups=0)


matrices = arrays(
    np.float64, st.tuples(st.integers(3, 8), st.integers(3, 10)), elements=st.sampled_from([0, 1])
)


def of_matrix(matrix: Any) -> Advantages:  # noqa: ANN401
    pairs = zip(*np.nonzero(matrix), strict=True)
    return advantages_of((f"C{row:02}", f"P{column:02}") for row, column in pairs)


@given(matrix=matrices)
def test_a_countrys_eci_is_the_mean_pci_of_its_products(matrix: Any) -> None:  # noqa: ANN401
    found = complexity(of_matrix(matrix))
    if isinstance(found, Complexity):
        ours = found.advantages.matrix
        np.testing.assert_allclose(ours @ found.pci / found.diversity, found.eci, atol=1e-6)
        assert found.eci.mean() == pytest.approx(0, abs=1e-9)
        assert found.eci.std() == pytest.approx(1)
        assert np.corrcoef(found.eci, found.diversity)[0, 1] > 0


@given(matrix=matrices, data=st.data())
def test_other_names_for_countries_and_products_change_nothing(matrix: Any, data: st.DataObject) -> None:  # noqa: ANN401
    before = of_matrix(matrix)
    countries = dict(zip(before.countries, data.draw(st.permutations(before.countries)), strict=True))
    products = dict(zip(before.products, data.draw(st.permutations(before.products)), strict=True))
    renamed = advantages_of(
        (countries[before.countries[row]], products[before.products[column]])
        for row, column in zip(*np.nonzero(before.matrix), strict=True)
    )
    one, other = complexity(before), complexity(renamed)
    if isinstance(one, Undefined) or isinstance(other, Undefined):
        assert one == other
        return
    eci = dict(zip(renamed.countries, other.eci.tolist(), strict=True))
    pci = dict(zip(renamed.products, other.pci.tolist(), strict=True))
    for code, value in zip(before.countries, one.eci.tolist(), strict=True):
        assert eci[countries[code]] == pytest.approx(value, abs=1e-5)
    for code, value in zip(before.products, one.pci.tolist(), strict=True):
        assert pci[products[code]] == pytest.approx(value, abs=1e-5)


def test_proximity_and_density_by_hand() -> None:
    """Horses are made by three, chips by two of these; Bedia makes horses alone."""
    found = advantages("ARL: chips horses", "BED: horses", "CED: chips horses")
    phi = proximity(found.matrix)
    assert found.products == ("chips", "horses")
    assert phi.tolist() == [[1, pytest.approx(2 / 3)], [pytest.approx(2 / 3), 1]]
    around = density(found.matrix, phi)
    assert around[0].tolist() == pytest.approx([1, 1])
    assert around[1].tolist() == pytest.approx([0.4, 0.6])


@given(matrix=matrices)
def test_proximity_is_symmetric_and_a_fraction(matrix: Any) -> None:  # noqa: ANN401
    ours = of_matrix(matrix).matrix
    phi = proximity(ours)
    assert np.array_equal(phi, phi.T)
    assert ((phi >= 0) & (phi <= 1)).all()
    assert (np.diag(phi) == 1).all()
    if ours.size:
        around = density(ours, phi)
        assert ((around > -1e-12) & (around < 1 + 1e-12)).all()


def test_links_are_a_tree_and_what_is_near() -> None:
    """Mules hang on horses by 1/2; chips stand alone; horses and carts are made by the same two."""
    found = advantages("ARL: horses carts mules", "BED: horses carts", "CED: chips")
    assert links(found, proximity(found.matrix)) == (
        ("carts", "horses", 1.0),
        ("carts", "mules", 0.5),
    )
    near = links(found, proximity(found.matrix), near=0.5)
    assert [one[:2] for one in near] == [("carts", "horses"), ("carts", "mules"), ("horses", "mules")]


@shared
def test_the_tree_of_real_products_spans_them_all(golden: Golden) -> None:
    phi = proximity(golden.ours.matrix)
    tree = links(golden.ours, phi, near=2)
    assert len(tree) == 784
    assert {code for link in tree for code in link[:2]} == set(golden.ours.products)
    assert len(links(golden.ours, phi)) > len(tree)
