"""`sverka gravity potential` on a book whose pairs are known."""

import json
from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.models.gravity.planted_book import planted_book


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


def test_a_book_without_distances_says_what_would_bring_them(run: Run, tmp_path: Path) -> None:
    bare = planted_book(tmp_path / "bare", facts=False)
    ran = run("gravity", "potential", "BLR", "KAZ", "--book", bare)
    assert ran.code == 1
    assert "The book has no distances between countries" in words(ran.err)
    assert "sverka post covariates PATH" in words(ran.err)


def test_a_pair_that_the_book_does_not_have_is_refused(run: Run, planted: Path) -> None:
    ran = run("gravity", "potential", "BLR", "JPN", "--book", planted)
    assert ran.code == 1
    assert "BLR and JPN have no row together" in words(ran.err)


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
