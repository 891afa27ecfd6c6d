from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.models.mirror.books import CODES, flow, flows_of, links_of, post
from tests.models.mirror.world import Plan, World, make_world

from sverka.ledger import Ledger, open_ledger
from sverka.ledger.engine import FrameEngine
from sverka.ledger.engines import EngineName, start_engine
from sverka.models.mirror import reconciled as rules
from sverka.models.mirror.answer import Answer, mirror
from sverka.models.mirror.baci import estimate
from sverka.models.mirror.figures import OTHER_REVISIONS, Line
from sverka.models.mirror.gap import split_gap
from sverka.models.mirror.question import Method, NothingDeclared, NotInSource, Question
from sverka.models.mirror.reconciled import reconcile
from sverka.vocabulary.country import Pair
from sverka.vocabulary.product import Product

PAIR = Pair("BLR", "KAZ")
TRACTORS = Product("870193", "HS2017")


@pytest.fixture(scope="module")
def world() -> World:
    """Belarus is silent in 2001, Kazakhstan declares zero to have come in 2002."""
    world = make_world(5, Plan(countries=len(CODES), years=3))
    export_fob, import_cif = (np.rint(values) for values in (world.panel.export_fob, world.panel.import_cif))
    there = (world.panel.exporter == 0) & (world.panel.importer == 1)
    export_fob[there & (world.panel.year == 2001)] = np.nan
    import_cif[there & (world.panel.year == 2002)] = 0
    return replace(world, panel=replace(world.panel, export_fob=export_fob, import_cif=import_cif))


@pytest.fixture(scope="module")
def book(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "book"
    post(folder, flows_of(world))
    post(folder, facts=links_of(world), source="covariates")
    return folder


@pytest.fixture
def ledger(book: Path) -> Iterator[Ledger]:
    with open_ledger(book) as opened:
        yield opened


@pytest.fixture
def engine(book: Path) -> Iterator[FrameEngine]:
    with closing(start_engine(EngineName.DUCKDB, book)) as started:
        yield started


def _ask(folder: Path, question: Question) -> Answer:
    with open_ledger(folder) as ledger, closing(start_engine(EngineName.DUCKDB, folder)) as engine:
        return mirror(ledger, engine, question)


def _line(answer: Answer, exporter: str, year: int) -> Line:
    return next(line for line in answer.lines if (line.exporter, line.period) == (exporter, str(year)))


def test_the_book_gives_what_the_arrays_give(ledger: Ledger, engine: FrameEngine, world: World) -> None:
    answer = mirror(ledger, engine, Question(PAIR))
    panel = world.panel
    found = estimate(panel)
    made, gap = reconcile(panel, found), split_gap(panel, found)
    rows = {
        (int(x), int(y)): row
        for row, (x, m, y) in enumerate(zip(panel.exporter, panel.importer, panel.year, strict=True))
        if {x, m} == {0, 1}
    }
    assert len(answer.lines) == len(rows) == 6
    for line in answer.lines:
        row = rows[CODES.index(line.exporter), int(line.period)]
        assert line.rule == made.rule[row]
        assert line.reconciled is not None
        assert line.reconciled.value == pytest.approx(made.value[row], rel=1e-3)
        if line.rest is not None:
            assert line.rest.allowed.low == pytest.approx(gap.rest_low[row], rel=1e-2, abs=1e3)
    basis = answer.basis
    assert (basis.first, basis.last, basis.countries) == (2000, 2002, len(CODES))
    assert basis.mirrored == panel.mirrored.sum()
    assert [term[0] for term in basis.terms] == ["ln distance", "contiguity"]
    assert basis.why == ""


def test_parts_add_up_to_the_dollar_and_every_figure_has_its_origins(
    ledger: Ledger, engine: FrameEngine
) -> None:
    answer = mirror(ledger, engine, Question(PAIR))
    for line in answer.lines:
        assert line.export is None or (line.export.book, line.export.valuation) == (line.exporter, "FOB")
        assert line.import_ is None or (line.import_.book, line.import_.valuation) == (line.importer, "CIF")
        for figure in (line.export, line.import_, line.gap, line.freight, line.rest, line.reconciled):
            assert figure is None or figure.origins
        if line.rest is not None:
            assert line.gap and line.freight and line.quality and line.export and line.import_  # noqa: PT018
            assert line.gap.value == line.import_.value - line.export.value
            assert line.gap.value == line.freight.value + line.quality.value + line.rest.value
            assert {origin.source for origin in line.freight.origins} == {"world", "covariates"}
            assert line.freight_error is not None


def test_a_silent_side_and_a_zero_are_two_things(ledger: Ledger, engine: FrameEngine) -> None:
    answer = mirror(ledger, engine, Question(PAIR))
    silent, zero = _line(answer, "BLR", 2001), _line(answer, "BLR", 2002)
    assert (silent.export, silent.gap, silent.rule) == (None, None, rules.IMPORTER_ALONE)
    assert zero.import_ is not None
    assert zero.import_.value == 0
    assert zero.gap is not None
    assert (zero.freight, zero.rule) == (None, rules.IMPORTER_ZERO)
    for line in (silent, zero):
        assert line.reconciled is not None
    whole = _line(answer, "BLR", 2000).reconciled
    assert whole is not None
    assert silent.reconciled is not None
    assert silent.reconciled.allowed.high / silent.reconciled.value > whole.allowed.high / whole.value


def test_years_narrow_what_is_shown_and_change_no_figure(ledger: Ledger, engine: FrameEngine) -> None:
    answer = mirror(ledger, engine, Question(PAIR, years=(2000, 2000)))
    assert [line.period for line in answer.lines] == ["2000", "2000"]
    assert (answer.basis.first, answer.basis.last) == (2000, 2002)
    assert answer.lines[0] == _line(mirror(ledger, engine, Question(PAIR)), "BLR", 2000)


def test_growth_labs_rules_name_themselves_and_state_no_error(ledger: Ledger, engine: FrameEngine) -> None:
    answer = mirror(ledger, engine, Question(PAIR, method=Method.GROWTH_LAB))
    line = _line(answer, "BLR", 2000)
    assert "softmax" in line.rule
    assert line.freight is not None
    assert (line.freight_error, line.quality, line.rest) == (None, None, None)
    assert "states no errors" in " ".join(line.reasons)


def test_a_question_without_an_answer_says_what_would_help(ledger: Ledger, engine: FrameEngine) -> None:
    with pytest.raises(NothingDeclared, match="Neither KGZ nor UZB declares trade with the other"):
        mirror(ledger, engine, Question(Pair("KGZ", "UZB")))
    with pytest.raises(NothingDeclared, match="declares trade in 870193 with the other in 1999-1999"):
        mirror(ledger, engine, Question(PAIR, product=TRACTORS, years=(1999, 1999)))
    with pytest.raises(NotInSource, match=r"world \(11\).*Name one of them with --source"):
        mirror(ledger, engine, Question(PAIR, source="almanac"))


def test_without_distances_the_freight_is_missing_and_the_command_for_it_is_told(
    world: World, tmp_path: Path
) -> None:
    post(tmp_path / "book", flows_of(world))
    answer = _ask(tmp_path / "book", Question(PAIR))
    line = _line(answer, "BLR", 2000)
    assert line.gap is not None
    assert (line.freight, line.reconciled, line.rule) == (None, None, rules.NO_MARGIN)
    assert "sverka post covariates PATH" in " ".join(line.reasons)
    theirs = _line(_ask(tmp_path / "book", Question(PAIR, method=Method.GROWTH_LAB)), "BLR", 2000)
    assert (theirs.freight, theirs.reconciled) == (None, None)
    assert "sverka post covariates PATH" in " ".join(theirs.reasons)


def test_a_pair_alone_shows_both_sides_and_says_why_no_more(tmp_path: Path) -> None:
    post(tmp_path / "book", [flow("exporter", *PAIR, 2000, 100e6), flow("importer", *PAIR, 2000, 120e6)])
    answer = _ask(tmp_path / "book", Question(PAIR))
    (line,) = answer.lines
    assert line.gap is not None
    assert line.gap.value == 20e6
    assert line.reconciled is None
    assert "reliability cannot be estimated: the flows of 1 pairs" in " ".join(line.reasons)


def test_the_source_that_holds_other_pairs_is_preferred(world: World, book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    post(folder, flows_of(world))
    alone = [flow("exporter", *PAIR, year, 1e6, source="leaflet") for year in range(1980, 2000)]
    post(folder, alone, source="leaflet")
    answer = _ask(folder, Question(PAIR))
    assert (answer.source, answer.others) == ("world", {"leaflet": 20})
    assert _ask(folder, Question(PAIR, source="leaflet")).source == "leaflet"
    assert _ask(book, Question(PAIR)).others == {}


def test_what_a_publisher_estimated_is_shown_and_counts_as_silence(world: World, tmp_path: Path) -> None:
    guessed = [
        replaced if (one.exporter, one.importer, one.period, one.reporter) == (*PAIR, "2000", "BLR") else one
        for one in flows_of(world)
        for replaced in [flow("exporter", *PAIR, 2000, one.value_usd, flag="estimated")]
    ]
    post(tmp_path / "book", guessed)
    post(tmp_path / "book", facts=links_of(world), source="covariates")
    line = _line(_ask(tmp_path / "book", Question(PAIR)), "BLR", 2000)
    assert line.export is not None
    assert "estimated by the publisher" in line.export.method
    assert (line.gap, line.rule) == (None, rules.IMPORTER_ALONE)
    assert "BLR's figure is the publisher's estimate; BLR counts as silent" in line.reasons


def test_goods_learn_from_all_goods_where_their_own_mirrors_are_few(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    post(folder, flows_of(world))
    post(folder, facts=links_of(world), source="covariates")
    sides = [
        flow("exporter", *PAIR, 2000, 40e6, product=TRACTORS),
        flow("importer", *PAIR, 2000, 42e6, product=TRACTORS),
    ]
    post(folder, sides)
    for product in (TRACTORS, Product("870193", "")):
        answer = _ask(folder, Question(PAIR, product=product))
        (line,) = answer.lines
        assert answer.basis.learned_from == "TOTAL"
        assert line.export is not None
        assert "870193 of HS2017" in line.export.method
        assert line.rule == rules.BOTH
        assert line.reconciled is not None
        assert 39e6 < line.reconciled.value < 42e6


def test_different_revisions_are_shown_and_never_matched(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "book"
    newer = Product("870193", "HS2022")
    sides = [
        flow("exporter", *PAIR, 2022, 40e6, product=TRACTORS),
        flow("importer", *PAIR, 2022, 42e6, product=newer),
    ]
    post(folder, [*flows_of(world), *sides])
    (line,) = _ask(folder, Question(PAIR, product=Product("870193", ""))).lines
    assert line.export is not None
    assert line.import_ is not None
    assert (line.gap, line.reconciled, line.rule) == (None, None, OTHER_REVISIONS)
    assert "sverka product 870193 --from HS2017 --to HS2022" in " ".join(line.reasons)


def test_what_a_third_party_reconciled_stands_beside(world: World, tmp_path: Path) -> None:
    published = flow("exporter", *PAIR, 2024, 736.6e6, reporter=None, valuation="reconciled")
    post(tmp_path / "book", [*flows_of(world), published])
    line = _line(_ask(tmp_path / "book", Question(PAIR)), "BLR", 2024)
    assert [figure.value for figure in line.published] == [736.6e6]
    assert (line.export, line.import_, line.reconciled, line.rule) == (None, None, None, rules.NEITHER)
