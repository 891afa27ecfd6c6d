"""Promises about a fictional pair, their verdicts and what each book shows."""

from datetime import date
from pathlib import Path

import pytest
from tests.dossier.sections.book import desk, figures, prose, table
from tests.fictional.pair import reading, target

from sverka.dossier.sections.promises import compose

SPEECH = reading(
    target(150, "2011", id="kept in one book"),
    target(300, "2012", id="missed"),
    target(400, "..2020", id="open"),
    said_on=date(2010, 5, 1),
)


def test_each_promise_stands_beside_both_books(tmp_path: Path) -> None:
    with desk(tmp_path, readings=(SPEECH,)) as found:
        rows = table(compose(found), "promises-kept")
    assert rows[0] == [
        "1 May 2010, Minister Aro",
        "$150 mn",
        "2011",
        "depends on the books",
        "$150 mn",
        "$100 mn",
    ]
    assert rows[1][1:] == ["$300 mn", "2012", "missed", "$200 mn", "$200 mn"]
    assert rows[2][1:4] == ["$400 mn", "by 2020", "open"]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "Записана 1 цель"), (2, "Записаны 2 цели"), (5, "Записано 5 целей")]
)
def test_the_russian_count_agrees(tmp_path: Path, number: int, words: str) -> None:
    speech = reading(
        *(target(300 + n, "..2030", id=f"t{n}") for n in range(number)), said_on=date(2010, 5, 1)
    )
    with desk(tmp_path, readings=(speech,)) as found:
        assert prose(compose(found), "ru")[0].startswith(words)


def test_no_promise_is_said_with_the_command_that_keeps_one(tmp_path: Path) -> None:
    with desk(tmp_path, readings=()) as found:
        section = compose(found)
    assert prose(section) == ["No target or forecast for this pair is on record in this book."]


def test_a_promised_number_leads_to_the_statement(tmp_path: Path) -> None:
    with desk(tmp_path, readings=(SPEECH,)) as found:
        promised = [figure for figure in figures(compose(found)) if figure.measure == "target"]
    assert [figure.origins[0].place for figure in promised] == ["speech"] * 3
