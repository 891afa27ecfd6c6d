"""The margin of a product that has few mirrors, learned from its kin: against worlds whose freight is known.

In these worlds a product ten times as dear a kilogram bears 7 % less freight: ln(1 + tau) falls by 0.03 with
every unit of the logarithm of its unit value.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from tests.models.mirror.books import CODES, flow, flows_of, links_of, post
from tests.models.mirror.world import Plan, World, make_world

from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.mirror.answer import Answer, mirror
from sverka.models.mirror.baci import estimate
from sverka.models.mirror.declared import Numbers
from sverka.models.mirror.margin import Margin, estimate_margin
from sverka.models.mirror.panel import UNIT_VALUE, Lessons, Link, Rows, rows_of
from sverka.models.mirror.question import Question
from sverka.models.mirror.unit_values import Pool, UnitValue, chapter_of, choose_pool
from sverka.vocabulary.country import Pair
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.product import Product

SLOPE, LEVEL = -0.03, 0.25
REVISION = "HS2017"
GOODS = tuple(f"8701{number}" for number in range(10, 34))
ASKED = GOODS[0]
PAIR = Pair("BLR", "KAZ")


@dataclass(frozen=True, eq=False)
class Shop:
    """The trade of P products in a world of n flows: all arrays (P, n) but `ln_unit_value` (P,)."""

    world: World
    ln_unit_value: Numbers
    log_margin: Numbers
    export_fob: Numbers
    import_cif: Numbers
    kilograms: Numbers

    def rows(self) -> Iterator[tuple[Any, ...]]:
        panel = self.world.panel
        for place, code in enumerate(GOODS):
            for n in range(len(panel.year)):
                ends = (panel.countries[panel.exporter[n]], panel.countries[panel.importer[n]])
                values = (self.export_fob[place, n], self.import_cif[place, n], None)
                weight = self.kilograms[place, n]
                yield (*ends, code, REVISION, int(panel.year[n]), *values, weight, weight, "kg", "kg")

    def links(self) -> list[Link]:
        panel = self.world.panel
        told = {"distance": np.exp(panel.ln_distance), "contiguity": panel.contiguity}
        names = panel.countries
        return [
            Link(name, names[panel.exporter[n]], names[panel.importer[n]], float(values[n]))
            for name, values in told.items()
            for n in range(len(panel.year))
        ]

    def pool(self) -> Pool:
        values = []
        for code, dollars, weight in zip(GOODS, self.export_fob, self.kilograms, strict=True):
            each = dollars[weight > 0] / weight[weight > 0]
            values.append(UnitValue(code, REVISION, "kg", float(np.median(each)), len(each)))
        found = choose_pool(ASKED, [(ASKED, REVISION)], values, {})
        assert found is not None
        return found

    def panel(self) -> Rows:
        return rows_of(list(self.rows()), ASKED, self.links(), pool=self.pool())


def _shop(seed: int, noise: float = 0.2) -> Shop:
    """Draw 24 products, the first the cheapest a kilogram; prices differ from flow to flow.

    Of the sixth, two thirds of the flows are declared with a quantity of zero.
    """
    world = make_world(seed, Plan(countries=len(CODES), noise=noise))
    rng = np.random.default_rng(seed)
    panel, shape = world.panel, (len(GOODS), len(world.true_fob))
    ln_unit_value = np.sort(rng.normal(2.0, 1.5, shape[0]))
    log_margin = world.log_margin + (LEVEL + SLOPE * ln_unit_value)[:, None]
    log_true = np.log(world.true_fob) + rng.normal(0, 1, shape)
    error_x, error_m = (
        sigma[side] * rng.normal(0, 1, shape)
        for sigma, side in (
            (world.exporter_sigma, panel.exporter),
            (world.importer_sigma, panel.importer),
        )
    )
    price = np.exp(ln_unit_value[:, None] + rng.normal(0, 0.5, shape))
    kilograms = np.exp(log_true) / price
    kilograms[5, np.arange(shape[1]) % 3 > 0] = 0.0
    return Shop(
        world=world,
        ln_unit_value=ln_unit_value,
        log_margin=log_margin,
        export_fob=np.exp(log_true + error_x),
        import_cif=np.exp(log_true + log_margin + error_m),
        kilograms=kilograms,
    )


def _of_unit_value(margin: Margin) -> tuple[float, float]:
    place = margin.terms.index(UNIT_VALUE)
    return float(margin.coefficients[place]), float(np.sqrt(margin.covariance[place, place]))


def test_the_slope_of_unit_values_is_recovered_as_often_as_its_error_says() -> None:
    """In 40 worlds 2 standard errors (95.4 %) hold the slope as often, within binomial bounds."""
    found = [
        _of_unit_value(estimate_margin(_shop(seed, noise).panel().panel))
        for seed in range(20)
        for noise in (0.1, 0.3)
    ]
    slopes, errors = np.array(found).T
    assert slopes.mean() == pytest.approx(SLOPE, abs=0.003)
    bound = 3 * np.sqrt(0.954 * 0.046 / len(found))
    assert np.mean(np.abs(slopes - SLOPE) < 2 * errors) >= 0.954 - bound
    assert np.mean(np.abs(slopes - SLOPE) > errors / 2) > 0.617 - 3 * np.sqrt(0.617 * 0.383 / len(found))


def test_the_margin_of_a_cheap_product_is_its_own_and_not_that_of_its_kin() -> None:
    shop = _shop(3)
    rows = shop.panel()
    margin = estimate_margin(rows.panel)
    own = np.array([code == ASKED for code in rows.product])
    truth = shop.log_margin[0]
    assert np.abs(margin.log[own] - truth).mean() < 0.03
    kin = shop.log_margin.mean()
    assert np.mean(truth) - kin > 0.06, "the world does not tell the two apart"
    far = shop.world.panel.ln_distance > np.log(1500)  # nearer, the world's freight bends at 0
    inside = np.abs(margin.log[own] - truth)[far] < 3 * margin.log_error[own][far]
    assert inside.mean() > 0.9


def test_pooled_rows_teach_with_their_unit_values_and_say_so() -> None:
    rows = _shop(1).panel()
    assert rows.lessons is Lessons.POOLED
    assert rows.goods == "87 (24 products, with their median US dollars a kg)"
    assert rows.panel.teaches.all()
    values = rows.panel.further[UNIT_VALUE]
    assert len(set(values.tolist())) == len(GOODS)
    stranger = (*next(_shop(1).rows())[:2], "870999", *next(_shop(1).rows())[3:])
    (untold,) = np.isnan(
        rows_of([stranger], ASKED, (), pool=_shop(1).pool()).panel.further[UNIT_VALUE]
    ).tolist()
    assert untold
    assert not rows_of([stranger], ASKED, (), pool=_shop(1).pool()).panel.teaches.any()


def _values(codes: tuple[str, ...], unit: str = "kg", exports: int = 50) -> list[UnitValue]:
    return [UnitValue(code, REVISION, unit, 2.0 + place, exports) for place, code in enumerate(codes)]


CHAPTER = (*GOODS, "870911", "870919")
KEYS = [(ASKED, REVISION)]
COUNTS = {(code, REVISION): 100 for code in CHAPTER}


def test_a_chapter_is_pooled_and_where_it_is_too_large_the_heading() -> None:
    whole = choose_pool(ASKED, KEYS, _values(CHAPTER), COUNTS, largest=2600)
    assert whole is not None
    assert (whole.prefix, whole.codes) == ("87", CHAPTER)
    heading = choose_pool(ASKED, KEYS, _values(CHAPTER), COUNTS, largest=2599)
    assert heading is not None
    assert (heading.prefix, heading.codes) == ("8701", GOODS)
    assert choose_pool(ASKED, KEYS, _values(CHAPTER), COUNTS, largest=2399) is None


def test_the_unit_is_the_one_of_most_exports_and_others_are_not_compared() -> None:
    pieces = _values(GOODS[:12], unit="pieces", exports=80)
    found = choose_pool(ASKED, KEYS, [*_values(GOODS), *pieces], COUNTS)
    assert found is not None
    assert (found.unit, found.codes) == ("pieces", GOODS[:12])
    assert found.ln_unit_value[ASKED, REVISION] == pytest.approx(np.log(2))


def test_without_unit_values_enough_nothing_is_pooled() -> None:
    assert choose_pool(ASKED, KEYS, [], COUNTS) is None
    assert choose_pool(ASKED, KEYS, _values(GOODS[1:]), COUNTS) is None, "none of the product"
    assert choose_pool(ASKED, KEYS, _values(GOODS, exports=9), COUNTS) is None, "medians of 9 exports"
    assert choose_pool(ASKED, KEYS, _values(GOODS[:9]), COUNTS) is None, "9 products"
    older = [*KEYS, (ASKED, "HS2012")]
    assert choose_pool(ASKED, older, _values(GOODS), COUNTS) is None, "none in one of its revisions"


def test_only_subheadings_have_a_chapter_to_pool() -> None:
    assert [chapter_of(code) for code in ("870110", "87", "8701", "TOTAL", "8701XX")] == ["87", *[None] * 4]


SILENT, LATE, LARGE, LONELY = "870192", "870111", "271012", "720110"


@pytest.fixture(scope="module")
def shop() -> Shop:
    return _shop(11)


@pytest.fixture(scope="module")
def book(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Post all goods and 24 products; one without quantities, one also in 2001, one of many mirrors.

    Another chapter has as many products, which 24 pairs trade.
    """
    folder = tmp_path_factory.mktemp("shop") / "book"
    totals = make_world(11, Plan(countries=len(CODES), years=2))
    large = flows_of(totals, Product(LARGE, REVISION))
    product = Product(LATE, REVISION)
    late = [flow("exporter", *PAIR, 2001, 5e6, product=product, quantity=10, quantity_unit="kg")]
    lonely = [_of_chapter("72", one) for one in _flows(shop) if _ends(one) in LONELY_PAIRS]
    post(folder, [*flows_of(totals), *_flows(shop), *large, *late, *lonely])
    post(folder, facts=links_of(shop.world), source="covariates")
    return folder


def _flows(shop: Shop) -> Iterator[Flow]:
    number = {name: place for place, name in enumerate(shop.world.panel.countries)}
    for one, other, code, revision, year, fob, cif, _, weight, *_ in shop.rows():
        ends = (CODES[number[one]], CODES[number[other]], year)
        told = {"quantity": round(weight), "quantity_unit": "kg", "product": Product(code, revision)}
        yield flow("exporter", *ends, fob, **told)
        yield flow("importer", *ends, cif, **told)
        if code == ASKED:
            yield flow("exporter", *ends, fob, product=Product(SILENT, revision))
            yield flow("importer", *ends, cif, product=Product(SILENT, revision))


LONELY_PAIRS = [(PAIR.first, other) for other in CODES if other != PAIR.first] + [
    (PAIR.second, other) for other in CODES[3:]
]


def _ends(one: Flow) -> tuple[str, str]:
    return one.exporter, one.importer


def _of_chapter(chapter: str, one: Flow) -> Flow:
    product = Product(chapter + one.product.code[2:], one.product.revision)
    place = msgspec.structs.replace(one.origin, place=f"{one.origin.place} of {chapter}")
    return msgspec.structs.replace(one, product=product, origin=place)


def _ask(folder: Path, code: str) -> Answer:
    with open_ledger(folder) as ledger, closing(start_engine(EngineName.DUCKDB, folder)) as engine:
        return mirror(ledger, engine, Question(PAIR, product=Product(code, REVISION)))


def test_the_book_gives_what_the_arrays_give(book: Path, shop: Shop) -> None:
    basis = _ask(book, ASKED).basis
    assert (basis.lessons, basis.learned_from) == (Lessons.POOLED, shop.panel().goods)
    assert basis.mirrored == shop.export_fob.size
    margin = estimate(shop.panel().panel).margin
    assert margin is not None
    assert [name for name, *_ in basis.terms] == ["ln distance", "contiguity", UNIT_VALUE]
    assert [value for _, value, _ in basis.terms] == pytest.approx(margin.coefficients[:3], rel=1e-3)
    _, slope, error = basis.terms[2]
    assert abs(slope - SLOPE) < 3 * error
    assert error < 0.01


def test_the_freight_of_the_pair_is_nearer_the_truth_than_that_of_all_goods(book: Path, shop: Shop) -> None:
    pooled, borrowed = (_ask(book, code).lines[0] for code in (ASKED, SILENT))
    panel = shop.world.panel
    there = int(np.flatnonzero((panel.exporter == 0) & (panel.importer == 1))[0])
    assert pooled.freight
    assert pooled.freight_error
    assert borrowed.freight
    assert pooled.export
    assert pooled.import_
    values = (pooled.export.value, pooled.import_.value)
    truth = shop.log_margin[0, there] * (values[1] - values[0]) / np.log(values[1] / values[0])
    assert abs(pooled.freight.value - truth) < 3 * pooled.freight_error
    assert abs(pooled.freight.value - truth) < abs(borrowed.freight.value - truth) / 2


def test_the_answer_says_whose_mirrors_taught(book: Path) -> None:
    assert _ask(book, SILENT).basis.lessons is Lessons.ALL, "it has no quantities"
    late = _ask(book, LATE).basis
    assert late.lessons is Lessons.ALL, "in 2001 its kin have no mirrors"
    assert late.learned_from == "TOTAL"
    assert UNIT_VALUE not in [name for name, *_ in late.terms]
    lonely = _ask(book, LONELY).basis
    assert lonely.lessons is Lessons.ALL, "24 pairs are too few"
    assert lonely.why == ""
    large = _ask(book, LARGE).basis
    assert (large.lessons, large.learned_from) == (Lessons.OWN, LARGE)
