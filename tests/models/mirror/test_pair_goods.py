"""Goods by Growth Lab's method, asked of a book: a fictional world's totals and a pair's products.

No published file holds what both sides declare of their products, so these are made up.
"""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from tests.models.mirror.books import CODES, flow, flows_of, links_of, post
from tests.models.mirror.world import Plan, World, make_world

from sverka.ledger import open_ledger
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.mirror import growth_lab_products as glp
from sverka.models.mirror.answer import STATED, Answer, mirror
from sverka.models.mirror.figures import OTHER_REVISIONS, Line
from sverka.models.mirror.growth_lab import WEIGHTED, cost_rate, growth_lab, reliabilities, to_fob
from sverka.models.mirror.growth_lab_goods import NOTHING_WITHIN, OWN_WEIGHTS, PARTIAL
from sverka.models.mirror.question import Method, NotHarmonised, NothingDeclared, Question
from sverka.models.mirror.reconciled import NO_MARGIN
from sverka.sources import card_of, read
from sverka.sources.snapshot import Snapshot, file_snapshot, pack_snapshot
from sverka.vocabulary.country import Pair
from sverka.vocabulary.flow import Flow, Valuation
from sverka.vocabulary.product import Product

PAIR = Pair("BLR", "KAZ")
TRACTORS, ROAD_TRACTORS, POTASH, CHEESE = "870193", "870120", "310420", "040690"
DATA = Path(__file__).parents[3].parent / "shared" / "data"


@pytest.fixture(scope="module")
def world() -> World:
    """Draw a world in which Belarus sells Kazakhstan 110 million in 2000 and 1.4 billion in 2002."""
    world = make_world(5, Plan(countries=len(CODES), years=3))
    values = (np.rint(100 * side) for side in (world.panel.export_fob, world.panel.import_cif))
    export_fob, import_cif = values
    return replace(world, panel=replace(world.panel, export_fob=export_fob, import_cif=import_cif))


@pytest.fixture
def book(world: World, tmp_path: Path) -> Path:
    """Post the totals of all pairs, with distances."""
    post(tmp_path / "book", flows_of(world))
    post(tmp_path / "book", facts=links_of(world), source="covariates")
    return tmp_path / "book"


def _row(world: World, year: int) -> int:
    panel = world.panel
    return int(np.flatnonzero((panel.exporter == 0) & (panel.importer == 1) & (panel.year == year))[0])


def _declare(
    year: int,
    exports: dict[str, float],
    imports: dict[str, float],
    revisions: tuple[str, str] = ("HS2017", "HS2017"),
    **more: Any,  # noqa: ANN401 - fields of a flow
) -> list[Flow]:
    return [
        flow(side, *PAIR, year, value, product=Product(code, revision), **more)
        for side, values, revision in (
            ("exporter", exports, revisions[0]),
            ("importer", imports, revisions[1]),
        )
        for code, value in values.items()
    ]


def _shares(world: World, year: int) -> tuple[dict[str, float], dict[str, float]]:
    """Split both totals: Kazakhstan does not declare the potash, Belarus not the cheese."""
    row = _row(world, year)
    x, m = world.panel.export_fob[row], world.panel.import_cif[row]
    return (
        {TRACTORS: round(0.6 * x), ROAD_TRACTORS: round(0.1 * x), POTASH: round(0.3 * x)},
        {TRACTORS: round(0.5 * m), ROAD_TRACTORS: round(0.3 * m), CHEESE: round(0.2 * m)},
    )


def _ask(folder: Path, product: str | Product = TRACTORS, **more: Any) -> Answer:  # noqa: ANN401
    goods = Product(product, "") if isinstance(product, str) else product
    question = Question(**{"pair": PAIR, "product": goods, "method": Method.GROWTH_LAB, **more})
    with open_ledger(folder) as ledger, closing(start_engine(EngineName.DUCKDB, folder)) as engine:
        return mirror(ledger, engine, question)


def _line(folder: Path, product: str | Product = TRACTORS, **more: Any) -> Line:  # noqa: ANN401
    (line,) = _ask(folder, product, **more).lines
    return line


def _value(figure: Any) -> float:  # noqa: ANN401 - a figure, or None where it fails
    assert figure is not None
    return float(figure.value)


@pytest.mark.parametrize("year", [2000, 2001, 2002])
def test_a_product_is_what_the_documented_formulas_make_of_the_totals_and_the_products(
    book: Path, world: World, year: int
) -> None:
    exports, imports = _shares(world, year)
    post(book, _declare(year, exports, imports))
    panel, row = world.panel, _row(world, year)
    total = float(growth_lab(panel).value[row])
    import_fob = to_fob(panel, cost_rate(panel).tau)
    ratio = float(panel.import_cif[row] / import_fob[row])
    of_year = panel.year == year
    scores = reliabilities(panel.pick(of_year), import_fob[of_year])
    e, i = scores.exporter[0], scores.importer[1]
    w = float(np.exp(e) / (np.exp(e) + np.exp(i)))
    fit = (e > np.percentile(scores.exporter, 10), i > np.percentile(scores.importer, 10))
    share = {(True, True): w, (True, False): 1.0, (False, True): 0.0, (False, False): 0.5}[fit]
    chosen = {
        code: share * exports[code] + (1 - share) * imports[code] / ratio
        for code in (TRACTORS, ROAD_TRACTORS)
    }
    chosen |= {POTASH: exports[POTASH], CHEESE: imports[CHEESE] / ratio}
    kept = sum(chosen.values())
    for code, value in chosen.items():
        line = _line(book, code)
        assert line.scaling is not None
        assert _value(line.scaling.chosen) == pytest.approx(value, abs=1)
        assert line.scaling.factor == pytest.approx(total / kept)
        assert _value(line.scaling.total) == pytest.approx(total, abs=1)
        assert (_value(line.scaling.discrepancy), line.scaling.products) == (0, 4)
        assert _value(line.reconciled) == pytest.approx(value * total / kept, abs=1)
        assert line.rule.endswith(f"; {glp.SCALED}")
    assert _line(book, TRACTORS).exporter_weight == pytest.approx(share)
    assert _line(book, POTASH).exporter_weight == 1
    assert (_line(book, CHEESE).exporter_weight, _line(book, CHEESE).export) == (0, None)


def test_the_pairs_total_is_the_figure_that_the_method_gives_for_all_goods(book: Path, world: World) -> None:
    """The products are there in one year only, the totals in three."""
    post(book, _declare(2001, *_shares(world, 2001)))
    scaling = _line(book).scaling
    assert scaling is not None
    assert scaling.total is not None
    (whole,) = (
        line
        for line in _ask(book, Product("TOTAL", "")).lines
        if (line.exporter, line.period) == ("BLR", "2001")
    )
    assert whole.reconciled is not None
    assert (scaling.total.value, scaling.total.method) == (whole.reconciled.value, whole.rule)
    assert {origin.place for origin in scaling.total.origins} >= {
        "row 2001 BLR KAZ exporter",
        "row 2001 BLR KAZ importer",
    }
    assert whole.scaling is None


def test_headings_are_sums_and_all_chapters_with_the_discrepancy_are_the_total(
    book: Path, world: World
) -> None:
    exports, imports = _shares(world, 2002)
    chapters = {"87": (exports[TRACTORS], imports[TRACTORS]), "31": (exports[POTASH], 1.0), "04": (1.0, 5.0)}
    post(book, _declare(2002, exports, imports))
    post(book, [one for code, (x, m) in chapters.items() for one in _declare(2002, {code: x}, {code: m})])
    found = {code: _line(book, code) for code in (*chapters, TRACTORS, ROAD_TRACTORS)}
    parts = _value(found[TRACTORS].reconciled) + _value(found[ROAD_TRACTORS].reconciled)
    assert _value(found["87"].reconciled) == pytest.approx(parts, abs=2)
    scaling = found["87"].scaling
    assert scaling is not None
    whole = sum(_value(found[code].reconciled) for code in chapters) + _value(scaling.discrepancy)
    assert whole == pytest.approx(_value(scaling.total), abs=3)
    assert (found["87"].exporter_weight, found["87"].rule[:37]) == (
        None,
        "the sum of 2 products of 6 digits (2 ",
    )
    assert OWN_WEIGHTS in found["87"].reasons
    post(book, _declare(2002, {"99": 5e6}, {}))
    assert (_line(book, "99").reconciled, _line(book, "99").rule) == (None, NOTHING_WITHIN)


def test_the_gap_has_the_freight_of_the_pair_and_no_other_part(book: Path, world: World) -> None:
    year = next(
        year
        for year in (2000, 2001, 2002)
        if world.panel.log_gap[_row(world, year)] > 0.05  # the import is more than 5 % above the export
    )
    exports, imports = _shares(world, year)
    imports[TRACTORS] = round(1.1 * exports[TRACTORS])
    post(book, _declare(year, exports, imports))
    line, tau = _line(book), cost_rate(world.panel).tau[_row(world, year)]
    assert tau > 0
    x, m = exports[TRACTORS], imports[TRACTORS]
    mean = (m - x) / np.log(m / x)
    assert _value(line.gap) == m - x
    assert _value(line.freight) == pytest.approx(mean * np.log(1 + tau), abs=1)
    assert (line.freight_error, line.quality, line.rest, line.contested) == (None, None, None, False)
    assert f"{STATED} A product's freight is that of the pair's total." in line.reasons
    assert _value(line.reconciled) > 0
    assert line.reconciled is not None
    assert line.reconciled.allowed.high == float("inf"), "the method states no interval"


def test_an_import_that_is_valued_fob_bears_no_freight(book: Path, world: World) -> None:
    exports, imports = _shares(world, 2002)
    flows = _declare(2002, exports, imports)
    at_border = [
        msgspec.structs.replace(one, valuation=Valuation.FOB)
        if one.reporter == "KAZ" and one.product.code == CHEESE
        else one
        for one in flows
    ]
    post(book, at_border)
    line = _line(book, CHEESE)
    assert line.scaling is not None
    assert _value(line.scaling.chosen) == imports[CHEESE]


def test_the_revision_that_both_sides_declare_their_products_in_is_taken(book: Path, world: World) -> None:
    """Belarus declares in HS2017 and HS2022, Kazakhstan in HS2017 and has no potash."""
    exports, imports = _shares(world, 2002)
    post(book, _declare(2002, exports, imports))
    post(book, _declare(2002, {code: value + 1 for code, value in exports.items()}, {}, ("HS2022", "")))
    for code in (POTASH, TRACTORS):
        line = _line(book, code)
        assert line.export is not None
        assert (line.export.value, line.reconciled is None) == (exports[code], False), code
        assert line.export.method.endswith("of HS2017")


def test_another_sources_products_choose_no_revision(book: Path, world: World) -> None:
    exports, imports = _shares(world, 2002)
    post(book, _declare(2002, {CHEESE: 5e6}, imports))
    post(book, _declare(2002, {TRACTORS: exports[TRACTORS]}, {TRACTORS: imports[TRACTORS]}, ("HS2022",) * 2))
    one = flow("exporter", *PAIR, 2002, 1e6, product=Product(POTASH, "HS2017"), source="leaflet")
    post(book, [one], source="leaflet")
    post(book, _declare(2002, {POTASH: exports[POTASH]}, {}, ("HS2012", "")))
    line = _line(book, POTASH, source="world")
    assert line.export is not None
    assert (line.export.value, line.rule) == (exports[POTASH], OTHER_REVISIONS)


def test_products_of_different_revisions_are_not_brought_together(book: Path, world: World) -> None:
    exports, imports = _shares(world, 2002)
    post(book, _declare(2002, exports, imports, ("HS2017", "HS2022")))
    for code in (TRACTORS, POTASH):
        line = _line(book, code)
        assert (line.reconciled, line.rule) == (None, OTHER_REVISIONS), code
    assert (
        "KAZ declares its products in HS2022, not in HS2017, in which BLR declares 310420: Growth Lab's "
        "method needs all products in one revision; ask with --method baci"
    ) in _line(book, POTASH).reasons
    assert "sverka product 870193 --from HS2017 --to HS2022" in " ".join(_line(book).reasons)


def test_a_side_without_products_counts_as_silent_and_that_is_told(book: Path, world: World) -> None:
    exports, _ = _shares(world, 2002)
    post(book, _declare(2002, exports, {}))
    line = _line(book)
    assert line.rule.startswith(glp.EXPORTER_ONLY)
    assert line.exporter_weight == 1
    assert "KAZ declares no products of 6 digits in this source: it counts as silent on all of them" in (
        line.reasons
    )


def test_a_part_of_the_products_gives_no_figure_and_what_to_post_is_told(book: Path, world: World) -> None:
    """In 2000 the total is small enough to be spread over what there is."""
    exports, imports = _shares(world, 2000)
    post(
        book, _declare(2000, {ROAD_TRACTORS: exports[ROAD_TRACTORS]}, {ROAD_TRACTORS: imports[TRACTORS] / 4})
    )
    panel, row = world.panel, _row(world, 2000)
    scale = 99e6 / max(panel.export_fob[row], panel.import_cif[row])
    small = [
        flow(side, *PAIR, 2000, value * scale)
        for side, value in (("exporter", panel.export_fob[row]), ("importer", panel.import_cif[row]))
    ]
    post(book, small)
    line = _line(book, ROAD_TRACTORS)
    assert (line.reconciled, line.exporter_weight, line.rule) == (None, None, PARTIAL)
    assert line.scaling is not None
    assert line.scaling.chosen is not None
    assert line.scaling.factor is not None
    assert line.scaling.factor > 1.2
    told = " ".join(line.reasons)
    assert "BLR's products of 6 digits in the book add up to" in told
    assert "sverka fetch un_comtrade with --product AG6" in told


def test_an_estimate_of_the_publisher_is_silence(book: Path, world: World) -> None:
    exports, imports = _shares(world, 2002)
    post(book, _declare(2002, {}, imports))
    post(book, _declare(2002, exports, {}, flag="estimated by UNSD"))
    line = _line(book)
    assert line.rule.startswith(glp.IMPORTER_ONLY)
    assert "BLR's figure is the publisher's estimate; BLR counts as silent" in line.reasons


def test_without_the_pairs_total_both_sides_are_shown_and_the_missing_is_named(
    world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "book"
    others = (one for one in flows_of(world) if {one.exporter, one.importer} != set(PAIR))
    post(folder, [*others, *_declare(2002, *_shares(world, 2002))])
    post(folder, facts=links_of(world), source="covariates")
    line = _line(folder)
    assert (line.reconciled, line.freight, line.rule) == (None, None, glp.NO_TOTAL)
    assert line.gap is not None
    told = "holds none of this year: post the totals too (sverka fetch un_comtrade with --product TOTAL)"
    assert told in " ".join(line.reasons)


def test_without_distances_the_costs_are_missing_and_the_command_for_them_is_told(
    world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "book"
    post(folder, [*flows_of(world), *_declare(2002, *_shares(world, 2002))])
    line = _line(folder)
    assert (line.reconciled, line.scaling, line.rule) == (None, None, NO_MARGIN)
    assert "sverka post covariates PATH" in " ".join(line.reasons)


def test_which_years_and_products_are_asked_changes_no_figure(book: Path, world: World) -> None:
    for year in (2000, 2001, 2002):
        post(book, _declare(year, *_shares(world, year)))
    for line in _ask(book).lines:
        assert line == _line(book, years=(int(line.period), int(line.period)))
        assert line == _line(book, Product(TRACTORS, "HS2017"), years=(int(line.period),) * 2)


@pytest.mark.parametrize(
    "product", [Product("78225", "SITC4"), Product("8701939", ""), Product("7822", "SITC4")]
)
def test_goods_that_are_no_code_of_the_hs_are_refused_with_the_way_out(book: Path, product: Product) -> None:
    post(book, [flow("exporter", *PAIR, 2002, 5e6, product=product)])
    with pytest.raises(NotHarmonised, match=r"not in reach of Growth Lab's method.*ask with --method baci"):
        _ask(book, product)


def test_a_code_that_the_book_has_in_another_nomenclature_only_is_refused(book: Path) -> None:
    post(book, [flow("exporter", *PAIR, 2002, 5e6, product=Product("7822", "SITC4"))])
    with pytest.raises(NotHarmonised, match="“7822 of SITC4”"):
        _ask(book, "7822")
    with pytest.raises(NothingDeclared, match="declares trade in 7823"):
        _ask(book, "7823")


def _read_real(folder: Path, source: str, snapshot: Snapshot) -> None:
    with open_ledger(folder, create=True) as ledger:
        ledger.post(read(source, snapshot), card_of(source), snapshot)


@pytest.mark.skipif(not DATA.exists(), reason=f"the published files are not in {DATA}")
def test_made_up_products_are_brought_to_the_published_totals_of_2015(tmp_path: Path) -> None:
    """Comtrade has 522.8 FOB and 488.0 CIF for BLR to KAZ in 2015: 508.4, with a weight of 0.59."""
    folder = tmp_path / "book"
    totals = DATA / "comtrade_totals_2015" / "comtrade_total_2015_legacy_columns.csv"
    _read_real(folder, "un_comtrade", file_snapshot(totals))
    places = {path.name: path.read_bytes() for path in sorted((DATA / "cepii_geodist").glob("*.csv"))}
    _read_real(folder, "covariates", pack_snapshot("geodist.zip", places))
    exports = {TRACTORS: 200e6, POTASH: 22_778_200, CHEESE: 300e6}
    imports = {TRACTORS: 300e6, ROAD_TRACTORS: 38_032_838, CHEESE: 150e6}
    post(folder, _declare(2015, exports, imports, source="un_comtrade"), source="un_comtrade")
    lines = {code: _line(folder, code) for code in {**exports, **imports}}
    tractors = lines[TRACTORS]
    w = tractors.exporter_weight
    assert w == pytest.approx(0.59, abs=0.005)
    assert w is not None
    assert tractors.scaling is not None
    total = 522_778_200 * w + 488_032_838 * (1 - w)  # the import lies below the export: tau is 0
    assert _value(tractors.scaling.total) == pytest.approx(total, abs=1)
    assert total == pytest.approx(508.4e6, abs=0.1e6)
    chosen = {
        TRACTORS: 200e6 * w + 300e6 * (1 - w),
        CHEESE: 300e6 * w + 150e6 * (1 - w),
        POTASH: 22_778_200,
        ROAD_TRACTORS: 38_032_838,
    }
    factor = total / sum(chosen.values())
    for code, line in lines.items():
        assert _value(line.reconciled) == pytest.approx(chosen[code] * factor, abs=1), code
    assert tractors.rule == f"{WEIGHTED}; {glp.SCALED}"
    assert _value(tractors.freight) == 0
    assert {origin.source for origin in tractors.reconciled.origins} == {"un_comtrade", "covariates"}  # type: ignore[union-attr]
