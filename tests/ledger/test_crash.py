"""A post that is killed leaves the book as it was before; the next post clears up and succeeds."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ledger.arland import PAIR, ROOT, YEARBOOK, batch, card, exports, said

from sverka.ledger import open_ledger
from sverka.sources.snapshot import take_snapshot

BEFORE = {"2017": 10, "2018": 20}
AFTER = {"2017": 11, "2018": 20, "2019": 30, "2020": 40}
NEW_YEARBOOK = take_snapshot("yearbook.csv", b"the new yearbook of Arland")

KILLED = """
import os, signal, sys
from pathlib import Path
import sverka.ledger.filing as filing
import sverka.ledger.post as posting
from sverka.ledger import open_ledger
from sverka.ledger.store import Catalogue, Engine
from tests.ledger.arland import batch, card, exports, said
from tests.ledger.test_crash import AFTER, NEW_YEARBOOK

last_step = int(sys.argv[2])
steps = 0

def counted(work):
    def step(*args):
        global steps
        steps += 1
        if steps == last_step:
            os.kill(os.getpid(), signal.SIGKILL)
        return work(*args)
    return step

filing.settle = counted(filing.settle)
posting.settle = counted(posting.settle)
Catalogue.rows = counted(Catalogue.rows)
Catalogue.add = counted(Catalogue.add)
Engine.rows = counted(Engine.rows)
with open_ledger(Path(sys.argv[1])) as book:
    steps = 0
    flows = [exports(year, value) for year, value in AFTER.items()]
    book.post(batch(*flows, readings=(said("s2", "2020-01-01", 2),)), card(), NEW_YEARBOOK)
    print(steps)
"""


def books_state(folder: Path) -> tuple[dict[str, int], list[str], int]:
    with open_ledger(folder) as book:
        flows = {flow.period: flow.value for flow in book.flows(PAIR)}
        return flows, [reading.statement.id for reading in book.readings()], len(book.vintages(PAIR))


def files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "sqlite" not in path.name
    }


def post_and_die(folder: Path, last_step: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(last_step)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def filled(folder: Path) -> Path:
    with open_ledger(folder, create=True) as book:
        flows = [exports(year, value) for year, value in BEFORE.items()]
        book.post(batch(*flows, readings=(said("s1", "2019-01-01", 1),)), card(), YEARBOOK)
    return folder


def test_the_counted_post_goes_through_when_it_is_not_killed(filled: Path) -> None:
    ran = post_and_die(filled, -1)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 20
    assert books_state(filled) == (AFTER, ["s1", "s2"], 5)


@pytest.mark.parametrize("part", [0.02, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1])
def test_a_post_killed_anywhere_has_not_happened(filled: Path, part: float) -> None:
    shadow = filled.parent / "shadow"
    with open_ledger(shadow, create=True) as book:
        flows = [exports(year, value) for year, value in BEFORE.items()]
        book.post(batch(*flows, readings=(said("s1", "2019-01-01", 1),)), card(), YEARBOOK)
    steps = int(post_and_die(shadow, -1).stdout)

    ran = post_and_die(filled, max(1, round(part * steps)))

    assert ran.returncode == -signal.SIGKILL
    assert books_state(filled) == (BEFORE, ["s1"], 2)
    assert post_and_die(filled, -1).returncode == 0
    assert books_state(filled) == (AFTER, ["s1", "s2"], 5)
    assert files(filled) == files(shadow)
