import json
from pathlib import Path

import pytest
from tests.faces.conftest import Run


def test_the_history_names_who_promised_what_and_what_the_books_showed(run: Run) -> None:
    ran = run("promises", "BLR", "KAZ")
    assert ran.code == 0
    text = " ".join(ran.out.split())
    for words in ("24 May 2011", "more than USD 1,000 mn", "Belarus 2011: USD 811 mn", "missed", "law.by"):
        assert words in text


def test_countries_may_come_in_any_order_and_form(run: Run) -> None:
    one = run("promises", "BLR", "KAZ", "--json").out
    assert run("promises", "kaz", "blr", "--json", "-").out == one
    assert run("promises", "KAZ-BLR", "--json").out == one
    data = json.loads(one)
    assert data["pair"] == "BLR-KAZ"
    assert [promise["verdict"] for promise in data["promises"]].count("missed") == 4


def test_a_pair_that_is_none_is_refused(run: Run) -> None:
    ran = run("promises", "BLR")
    assert ran.code == 2
    assert "is not a pair of countries" in ran.err


def test_a_pair_without_promises_is_an_empty_answer(run: Run) -> None:
    ran = run("promises", "SRB", "TUR")
    assert (ran.code, ran.err) == (0, "")
    assert "The book holds no target or forecast of Serbia – Türkiye." in ran.out


@pytest.mark.parametrize(
    ("name", "start"), [("a.svg", "<svg"), ("a.html", "<!doctype html>"), ("a.vl.json", '{\n  "$schema"')]
)
def test_the_picture_is_written_in_the_form_its_name_says(
    run: Run, tmp_path: Path, name: str, start: str
) -> None:
    assert run("promises", "BLR", "KAZ", "--picture", name).code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_a_picture_of_another_form_is_refused(run: Run) -> None:
    ran = run("promises", "BLR", "KAZ", "--picture", "a.png")
    assert ran.code == 2
    assert "must end in .svg, .html or .vl.json" in ran.err


def test_without_the_extra_a_picture_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "vl_convert", None)
    ran = run("promises", "BLR", "KAZ", "--picture", "a.svg")
    assert ran.code == 2
    assert "sverka[pictures]" in ran.err
    assert run("promises", "BLR", "KAZ", "--picture", "a.vl.json").code == 0


def test_a_post_says_what_was_new_and_what_was_known(run: Run, tmp_path: Path) -> None:
    first = run("post", "starter", "--book", tmp_path / "book")
    again = run("post", "starter", "--book", tmp_path / "book")
    assert (first.code, again.code) == (0, 0)
    assert "0 known already" in first.out
    assert "nothing changed: " in again.out


def test_an_unknown_source_is_refused_with_those_there_are(run: Run, tmp_path: Path) -> None:
    ran = run("post", "almanac", "--book", tmp_path / "book")
    assert ran.code == 2
    assert "There is no source “almanac”. The sources are: cepii_baci, " in ran.err


def test_a_file_that_is_no_snapshot_of_the_source_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong.zip").write_text("not an archive")
    ran = run("post", "starter", "wrong.zip", "--book", tmp_path / "book")
    assert ran.code == 1
    assert "wrong.zip cannot be read: it is not a ZIP archive" in ran.err
    missing = run("post", "starter", "missing.zip", "--book", tmp_path / "book")
    assert missing.code == 1
    assert "missing.zip: No such file" in missing.err
