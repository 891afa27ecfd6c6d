"""`sverka gravity potential` on a book whose pairs are known."""

import json
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from tests.faces.conftest import Run
from tests.models.gravity.planted_book import planted_book

from sverka.faces.cli.gravity_potential import NothingToDraw, _drawn
from sverka.faces.cli.gravity_potential_table import print_potential
from sverka.models.gravity.potential import Direction, PairYear, Potential, Standing


def words(text: str) -> str:
    return " ".join(text.split())


def test_both_directions_are_held_against_the_model(run: Run, planted: Path) -> None:
    ran = run("gravity", "potential", "BLR", "Kazakhstan", "--book", planted)
    assert ran.code == 0
    for part in (
        "BLR–KAZ: actual trade beside what a gravity model expects of it, USD mn",
        "almanac, 12 countries, 2005–2014; no forecast, and no amount that waits to be traded",
        "Belarus → Kazakhstan",
        "Kazakhstan → Belarus",
        "of the mean",
        " 1 of 131 100 1 of 131",
        "estimated without the pair’s own trade",
        "ln_distance -0.",
        "errors clustered by pair, both directions",
        "most pairs trade less",
    ):
        assert part in words(ran.out), part


def test_a_large_pair_and_a_tiny_one_are_printed_whole_and_in_a_unit_that_suits_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sverka.faces.cli.gravity_potential_table._lines", lambda *_: ())
    book = SimpleNamespace(source="almanac", countries=("BLR", "KAZ"), years=(2014, 2015))
    for size, unit, shown in (
        (5e11, "USD bn", "500.0"),
        (5e8, "USD mn", "500.0"),
        (5e4, "USD thousand", "50.0"),
    ):
        print_potential(pair_of_size(size), book)  # type: ignore[arg-type]
        out = capsys.readouterr().out
        assert unit in out
        assert "…" not in words(out).replace(" … ", " ")  # nothing is cut off
        assert f"2014 {shown} " in words(out)
        assert " 23 of 14,915 99 1 of 501" in words(out)  # 99.8 % are not all


def pair_of_size(size: float) -> Potential:
    year = PairYear(
        year=2014,
        actual=size,
        expected=size / 2,
        expected_low=size / 9,
        expected_high=size,
        low=0.0,
        high=9 * size,
        ratio=2.0,
        standing=Standing(23, 14_915, 99.8),
        similar=Standing(1, 501, 100.0),
    )
    directions = (Direction("BLR", "KAZ", (year,)), Direction("KAZ", "BLR", (year,)))
    return Potential(directions, 0.95, None, None)  # type: ignore[arg-type]


def test_a_year_without_a_declaration_has_an_expectation_and_no_ratio(run: Run, planted: Path) -> None:
    ran = run("gravity", "potential", "BLR", "KAZ", "--book", planted, "--json")
    assert ran.code == 0
    told = json.loads(ran.out)
    silent = told["directions"][0]["years"][8]
    assert (silent["year"], silent["actual"], silent["ratio"], silent["standing"]) == (2013, None, None, None)
    assert silent["expected"] > 0
    last = told["directions"][1]["years"][-1]
    assert last["low"] < last["expected_low"] < last["expected"] < last["expected_high"] < last["high"]
    assert last["actual"] / last["expected"] == pytest.approx(last["ratio"])
    assert last["standing"] == {"rank": 1, "pairs": 131, "percentile": 100}
    assert told["model"]["estimator"] == "PPML"
    assert {origin["source"] for origin in told["origins"]} == {"almanac", "covariates"}


def test_the_picture_is_drawn(run: Run, planted: Path, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    ran = run("gravity", "potential", "BLR", "KAZ", "--book", planted, "--svg", "ratio.svg")
    assert ran.code == 0
    drawn = (tmp_path / "ratio.svg").read_text("utf-8")
    assert drawn.startswith("<svg")
    assert "Belarus → Kazakhstan" in drawn


def test_there_is_no_picture_of_a_pair_without_trade() -> None:
    silent = msgspec.structs.replace(pair_of_size(1.0).directions[0].years[0], actual=None, ratio=None)
    directions = (Direction("BLR", "KAZ", (silent,)), Direction("KAZ", "BLR", ()))
    with pytest.raises(NothingToDraw, match=r"trade known and above zero\. Leave --svg out"):
        _drawn(Potential(directions, 0.95, None, None))  # type: ignore[arg-type]


def test_a_book_without_distances_says_what_would_bring_them(run: Run, tmp_path: Path) -> None:
    bare = planted_book(tmp_path / "bare", facts=False)
    ran = run("gravity", "potential", "BLR", "KAZ", "--book", bare)
    assert ran.code == 1
    assert "The book has no distances between countries" in words(ran.err)
    assert "sverka post covariates PATH" in words(ran.err)


def test_a_pair_that_the_book_does_not_have_is_refused(run: Run, planted: Path) -> None:
    ran = run("gravity", "potential", "BLR", "JPN", "--book", planted)
    assert ran.code == 1
    assert "Nothing can be expected of BLR and JPN: the panel of 2005–2014 has no trade of JPN" in words(
        ran.err
    )


def test_without_the_compiler_it_is_said_before_the_panel_is_made(
    run: Run, planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sverka.models.gravity.ppml.find_spec", lambda _: None)
    ran = run("gravity", "potential", "BLR", "KAZ", "--book", planted)
    assert ran.code == 2
    assert "pip install 'sverka[gravity]'" in words(ran.err)


def test_one_country_is_no_pair(run: Run, planted: Path) -> None:
    ran = run("gravity", "potential", "BLR", "Belarus", "--book", planted)
    assert ran.code == 2
    assert "are the same country" in words(ran.err)


def test_a_missing_book_is_said_to_be_missing(run: Run, tmp_path: Path) -> None:
    ran = run("gravity", "potential", "BLR", "KAZ", "--book", tmp_path / "nowhere")
    assert ran.code == 3


def test_a_place_that_cannot_be_written_is_named(run: Run, planted: Path) -> None:
    ran = run("gravity", "potential", "BLR", "KAZ", "--book", planted, "--json", "no/such/folder/out.json")
    assert ran.code == 2
    assert "Cannot write" in words(ran.err)
