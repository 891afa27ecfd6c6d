"""A process beside this one gives what this one would give; whatever becomes of it, the work is done."""

import os
import signal
from typing import Any

import pytest

from sverka.dossier.beside import Beside, Work
from sverka.dossier.picture import PictureNotDrawn, draw

BARS: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"values": [{"year": "2017", "value": 689.4}, {"year": "2018", "value": 863.25}]},
    "mark": "bar",
    "encoding": {
        "x": {"field": "year", "type": "nominal"},
        "y": {"field": "value", "type": "quantitative"},
    },
}


def test_pictures_are_the_same_bytes_in_the_order_in_which_they_came() -> None:
    pytest.importorskip("vl_convert", reason="the extra sverka[pictures] is not installed")
    wide = {**BARS, "width": 300}
    with Beside(Work.DRAW) as beside:
        drawn = [beside.order(BARS), beside.order(wide)]
        assert [one.result() for one in drawn] == [draw(BARS), draw(wide)]


def test_an_error_is_raised_here_as_ever() -> None:
    pytest.importorskip("vl_convert", reason="the extra sverka[pictures] is not installed")
    with Beside(Work.DRAW) as beside, pytest.raises(PictureNotDrawn, match="could not be drawn"):
        beside.ask({"$schema": BARS["$schema"], "mark": "no such mark"})


def test_what_cannot_be_told_to_another_process_is_done_here() -> None:
    pytest.importorskip("vl_convert", reason="the extra sverka[pictures] is not installed")
    with Beside(Work.DRAW) as beside, pytest.raises(PictureNotDrawn, match="unsupported type"):
        beside.ask({**BARS, "description": object()})


def test_a_process_that_dies_costs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("vl_convert", reason="the extra sverka[pictures] is not installed")
    with Beside(Work.DRAW) as beside:
        assert beside.running is not None
        os.kill(beside.running, signal.SIGKILL)
        assert beside.ask(BARS) == draw(BARS)
        assert beside.running is None
    monkeypatch.setattr("sys.executable", "")
    with Beside(Work.DRAW) as beside:
        assert beside.running is None
        assert beside.ask(BARS) == draw(BARS)


def test_leaving_ends_the_process_and_what_was_ordered() -> None:
    with Beside(Work.DRAW) as beside:
        number = beside.running
        assert number is not None
        orders = [beside.order(BARS) for _ in range(20)]
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    assert orders[-1].cancelled()
