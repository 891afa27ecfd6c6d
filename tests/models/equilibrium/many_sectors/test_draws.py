"""Draws over elasticities: on several cores the same as on one, kept and taken up again."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.models.equilibrium.many_sectors.worlds import costs_abroad, world

from sverka.models.equilibrium.draws import Kept, Uncertain, take_draws
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.draws import Question, over_cores
from sverka.models.equilibrium.many_sectors.solve import solve


@pytest.fixture
def question() -> Question:
    baseline = world(3)
    return Question(
        baseline=baseline,
        shock=costs_abroad(baseline, 0.9),
        closure=Closure.HELD,
        pair=("A", "B"),
        names=("goods", "goods"),
    )


@pytest.fixture
def uncertain() -> Uncertain:
    return Uncertain.independent({"goods": (5.0, 1.0)}, {"goods": 0.0})


def test_a_draw_at_the_means_is_the_answer_itself(question: Question) -> None:
    economy = replace(question.baseline.economy, elasticities=np.array([5.0, 5.0]))
    after = solve(replace(question.baseline, economy=economy), question.shock, question.closure)
    figures = question.ask({"goods": 5.0})
    assert figures["A>B"] == pytest.approx(after.trade[:, 0, 1].sum())
    assert figures["turnover"] == pytest.approx(figures["A>B"] + figures["B>A"])
    assert figures["turnover growth, %"] > 0
    assert figures["real income A, %"] == pytest.approx(100 * (after.real_income[0] - 1))


def test_where_the_search_starts_changes_no_draw(question: Question) -> None:
    near = solve(question.baseline, question.shock, question.closure)
    assert replace(question, near=near).ask({"goods": 6.0}) == pytest.approx(question.ask({"goods": 6.0}))


def test_a_question_is_told_from_others_by_its_digest(question: Question) -> None:
    again = replace(question, baseline=world(3), shock=costs_abroad(world(3), 0.9))
    others = [
        replace(question, shock=costs_abroad(question.baseline, 0.8)),
        replace(question, baseline=world(4)),
        replace(question, closure=Closure.NONE),
        replace(question, pair=("B", "A")),
    ]
    assert again.digest == question.digest
    assert len({question.digest, *(one.digest for one in others)}) == 5


@pytest.mark.slow
def test_several_cores_give_the_draws_of_one_and_go_on_after_an_interruption(
    question: Question, uncertain: Uncertain, tmp_path: Path
) -> None:
    alone = take_draws(question.ask, uncertain, 12, seed=4)
    kept = Kept(tmp_path / "draws.jsonl", question.digest)
    told: list[tuple[int, int]] = []
    with over_cores(question, uncertain, 12, seed=4, cores=2) as ask:
        take_draws(ask, uncertain, 5, seed=4, kept=kept)
    with over_cores(question, uncertain, 12, seed=4, cores=2) as ask:
        together = take_draws(
            ask, uncertain, 12, seed=4, kept=kept, progress=lambda k, n: told.append((k, n))
        )
    assert together.figures == alone.figures
    assert told[-1] == (12, 12)
    assert len(kept.place.read_bytes().splitlines()) == 13
    low, middle, high = together.interval("turnover growth, %")
    assert 0 < low < middle < high


def test_a_draw_without_equilibrium_is_counted_as_failed(question: Question, uncertain: Uncertain) -> None:
    cut_off = replace(question, shock=costs_abroad(question.baseline, 1e80))

    def ask(drawn: dict[str, float]) -> dict[str, float]:
        return question.ask(drawn) if drawn["goods"] > 4.5 else cut_off.ask(drawn)

    draws = take_draws(ask, uncertain, 12, seed=4)
    assert 0 < len(draws.failed) < 12
    assert all(why.startswith("No equilibrium was found") for why in draws.failed.values())


def test_a_failed_draw_leaves_its_process_with_its_reason(question: Question, uncertain: Uncertain) -> None:
    cut_off = replace(question, shock=costs_abroad(question.baseline, 1e80))
    with (
        over_cores(cut_off, uncertain, 1, cores=1) as ask,
        pytest.raises(ArithmeticError, match="No equilibrium was found"),
    ):
        ask(uncertain.draw(0, 0))


KILLED = """
import os, sys
from tests.models.equilibrium.many_sectors.worlds import costs_abroad, world
from multiprocessing import active_children
from sverka.models.equilibrium.draws import Uncertain
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.draws import Question, over_cores
baseline = world(3)
question = Question(baseline=baseline, shock=costs_abroad(baseline, 0.9), closure=Closure.HELD,
                    pair=("A", "B"), names=("goods", "goods"))
uncertain = Uncertain.independent({"goods": (5.0, 1.0)}, {"goods": 0.0})
with over_cores(question, uncertain, 4, cores=1) as ask:
    ask(uncertain.draw(0, 0))
    open(sys.argv[1], "w").write(" ".join(str(child.pid) for child in active_children()))
    os._exit(1)
"""


@pytest.mark.slow
def test_no_process_stays_behind_when_the_caller_is_killed(tmp_path: Path) -> None:
    told, root = tmp_path / "workers", Path(__file__).parents[4]
    # No pipe to the caller: a process left behind would hold it open, and the test would hang, not fail.
    null = subprocess.DEVNULL
    subprocess.run([sys.executable, "-c", KILLED, told], cwd=root, stdout=null, stderr=null, check=False)
    workers = [int(pid) for pid in told.read_text().split()]
    assert workers
    end = time.monotonic() + 20
    while time.monotonic() < end and any(Path(f"/proc/{pid}/status").exists() for pid in workers):
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}/status").exists() for pid in workers)
