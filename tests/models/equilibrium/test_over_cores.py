"""Draws over elasticities: on several cores the same as on one, kept and taken up again."""

import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from tests.models.equilibrium.many_sectors.worlds import costs_abroad, world

from sverka.models.equilibrium.draws import Kept, Uncertain, take_draws
from sverka.models.equilibrium.many_sectors.closure import Closure
from sverka.models.equilibrium.many_sectors.solve import solve
from sverka.models.equilibrium.over_cores import over_cores


@dataclass(frozen=True)
class Cut:
    """What A sells to B where all costs abroad are multiplied by a factor."""

    factor: float

    def ask(self, drawn: dict[str, float]) -> dict[str, float]:
        baseline = world(3)
        economy = replace(baseline.economy, elasticities=np.array([drawn["goods"], drawn["goods"]]))
        shock = costs_abroad(baseline, self.factor)
        after = solve(replace(baseline, economy=economy), shock, Closure.HELD)
        return {"A>B": float(after.trade[:, 0, 1].sum())}


@pytest.fixture
def uncertain() -> Uncertain:
    return Uncertain.independent({"goods": (5.0, 1.0)}, {"goods": 0.0})


@pytest.mark.slow
def test_several_cores_give_the_draws_of_one_and_go_on_after_an_interruption(
    uncertain: Uncertain, tmp_path: Path
) -> None:
    question = Cut(0.9)
    alone = take_draws(question.ask, uncertain, 12, seed=4)
    kept = Kept(tmp_path / "draws.jsonl", "a cut")
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
    low, middle, high = together.interval("A>B")
    assert 0 < low < middle < high


def test_a_draw_without_equilibrium_is_counted_as_failed(uncertain: Uncertain) -> None:
    question, cut_off = Cut(0.9), Cut(1e80)

    def ask(drawn: dict[str, float]) -> dict[str, float]:
        return question.ask(drawn) if drawn["goods"] > 4.5 else cut_off.ask(drawn)

    draws = take_draws(ask, uncertain, 12, seed=4)
    assert 0 < len(draws.failed) < 12
    assert all(why.startswith("No equilibrium was found") for why in draws.failed.values())


def test_a_failed_draw_leaves_its_process_with_its_reason(uncertain: Uncertain) -> None:
    with (
        over_cores(Cut(1e80), uncertain, 1, cores=1) as ask,
        pytest.raises(ArithmeticError, match="No equilibrium was found"),
    ):
        ask(uncertain.draw(0, 0))


KILLED = """
import os, sys
from multiprocessing import active_children
from sverka.models.equilibrium.draws import Uncertain
from sverka.models.equilibrium.over_cores import over_cores
from tests.models.equilibrium.test_over_cores import Cut
uncertain = Uncertain.independent({"goods": (5.0, 1.0)}, {"goods": 0.0})
with over_cores(Cut(0.9), uncertain, 4, cores=1) as ask:
    ask(uncertain.draw(0, 0))
    open(sys.argv[1], "w").write(" ".join(str(child.pid) for child in active_children()))
    os._exit(1)
"""


@pytest.mark.slow
def test_no_process_stays_behind_when_the_caller_is_killed(tmp_path: Path) -> None:
    told, root = tmp_path / "workers", Path(__file__).parents[3]
    # No pipe to the caller: a process left behind would hold it open, and the test would hang, not fail.
    null = subprocess.DEVNULL
    subprocess.run([sys.executable, "-c", KILLED, told], cwd=root, stdout=null, stderr=null, check=False)
    workers = [int(pid) for pid in told.read_text().split()]
    assert workers
    end = time.monotonic() + 20
    while time.monotonic() < end and any(Path(f"/proc/{pid}/status").exists() for pid in workers):
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}/status").exists() for pid in workers)
