"""Several processes at one book."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tests.ledger.arland import PAIR, ROOT, batch, card, exports

from sverka.ledger import BookBusy, Ledger, open_ledger

SLOW_POST = """
import sys, time
from pathlib import Path
from sverka.ledger import open_ledger
from sverka.vocabulary.batch import Batch
from tests.ledger.arland import batch, card, exports

def slow():
    yield exports("2018", 20)
    print("posting", flush=True)
    sys.stdin.readline()
    yield exports("2019", 30)

with open_ledger(Path(sys.argv[1])) as book:
    book.post(Batch(source="yearbook", flows=slow()), card(), None)
print("posted", flush=True)
"""


def start(script: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line)
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_readers_go_on_while_another_process_posts(book: Ledger, folder: Path) -> None:
    book.post(batch(exports("2017", 10)), card(), None)
    with start(SLOW_POST, folder) as other:
        assert hear(other) == "posting"
        assert [flow.period for flow in book.flows(PAIR)] == ["2017"]
        assert list(book.cards()) == ["yearbook"]
        tell(other, "go on\n")
        assert hear(other) == "posted"
    assert [flow.period for flow in book.flows(PAIR)] == ["2017", "2018", "2019"]


def test_a_second_writer_waits_and_is_then_told(book: Ledger, folder: Path) -> None:
    with start(SLOW_POST, folder) as other, open_ledger(folder, wait_s=0.2) as impatient:
        assert hear(other) == "posting"
        with pytest.raises(BookBusy, match=r"Another process is posting to .* had not finished after 0.2 s"):
            impatient.post(batch(exports("2017", 10)), card(), None)
        tell(other, "go on\n")
        assert hear(other) == "posted"
        impatient.post(batch(exports("2017", 10)), card(), None)
    assert [flow.period for flow in book.flows(PAIR)] == ["2017", "2018", "2019"]


def test_many_processes_may_make_and_fill_the_same_book_at_once(folder: Path) -> None:
    script = """
    import sys
    from pathlib import Path
    from sverka.ledger import open_ledger
    from tests.ledger.arland import batch, card, exports
    sys.stdin.readline()
    with open_ledger(Path(sys.argv[1]), create=True, wait_s=60) as book:
        book.post(batch(exports("2017", 10)), card(), None)
    print("posted")
    """
    writers = [start(script, folder) for _ in range(5)]
    for writer in writers:
        tell(writer, "now\n")
    assert [writer.communicate()[0].strip() for writer in writers] == ["posted"] * 5
    with open_ledger(folder) as book:
        assert len(book.vintages(PAIR)) == 1
