import json
import os
import pty
import signal
import subprocess
import sys
import time
from fcntl import ioctl
from pathlib import Path
from termios import FIONREAD

import pytest
from tests.faces.conftest import EXAMPLES, Run

TRADE = EXAMPLES / "trade-2019-08-28.txt"
TURNOVER = EXAMPLES / "turnover-2018-11-23.txt"
PROGRAM = [sys.executable, "-c", "from sverka.faces.cli import main; raise SystemExit(main())"]


def test_the_table_shows_verdict_both_books_and_sources(run: Run) -> None:
    ran = run("check", TURNOVER)
    assert ran.code == 0
    assert ran.err == ""
    for words in (
        "“$604.1 million”",
        "depends on the books",
        "✗ Belarus 2017: USD 689.4 mn (675.6–703.2)",
        "✓ Kazakhstan 2017: USD 593.9 mn (582.0–605.8)",
        "as said: USD 604.05–604.15 mn",
        "IMF Direction of Trade Statistics",
        "95.5 + 508.6 = 604.1: holds",
    ):
        assert words in ran.out
    assert "\x1b" not in ran.out, "no colour where nobody sees it"


def test_the_table_fits_eighty_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, run("check", TRADE).out.splitlines())) <= 80


def test_json_goes_to_standard_output_or_to_a_file(run: Run, tmp_path: Path) -> None:
    piped = run("check", TRADE, "--json")
    assert run("check", TRADE, "--json", "-").out == piped.out
    filed = run("check", TRADE, "--json", "out.json")
    assert "Verdict and books" in filed.out
    assert (tmp_path / "out.json").read_text("utf-8") == piped.out
    data = json.loads(piped.out)
    assert list(data)[:4] == ["file", "statement", "lines", "claims"]
    level = next(claim for claim in data["claims"] if claim["value"] == 896e6)
    assert level["verdict"] == "depends on the books"
    assert {figure["book"] for figure in level["figures"]} == {"BLR", "KAZ"}
    assert data["statement"]["said_on"] == "2019-08-28"


def test_an_input_is_never_taken_for_an_output(run: Run, tmp_path: Path) -> None:
    speech = tmp_path / "speech.txt"
    speech.write_text(TRADE.read_text("utf-8"), "utf-8")
    ran = run("check", "--json", speech)
    assert json.loads(ran.out)["file"] == str(speech)
    assert speech.read_text("utf-8") == TRADE.read_text("utf-8")
    refused = run("check", speech, "--html", speech)
    assert refused.code == 2
    assert "named as input and as output" in refused.err


def test_options_may_stand_between_files(run: Run) -> None:
    ran = run("check", TRADE, "--json", "out.json", TURNOVER)
    assert ran.code == 0
    assert [Path(one["file"]) for one in json.loads(Path("out.json").read_text("utf-8"))] == [TRADE, TURNOVER]


def test_two_outputs_to_one_place_are_refused(run: Run) -> None:
    ran = run("check", TRADE, "--json", "--claimreview")
    assert ran.code == 2
    assert "two outputs go to the same place" in ran.err


def test_html_and_claimreview_are_written(run: Run, tmp_path: Path) -> None:
    ran = run("check", TRADE, "--html", "page.html", "--claimreview", "review.json")
    assert ran.code == 0
    assert "<!doctype html>" in (tmp_path / "page.html").read_text("utf-8")
    graph = json.loads((tmp_path / "review.json").read_text("utf-8"))["@graph"]
    assert {"ClaimReview"} == {review["@type"] for review in graph}


def test_what_the_user_says_overrules_the_text(run: Run) -> None:
    data = json.loads(
        run("check", TRADE, "--json", "--said-on", "2019-09-01", "--pair", "kaz-blr", "--lang", "en").out
    )
    assert data["statement"]["said_on"] == "2019-09-01"
    assert data["statement"]["said_on_from"] == "option"
    assert data["statement"]["pair"] == "BLR-KAZ"


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--said-on", "4 March", "“4 March” is not a day: write year, month and day as in 2024-03-04"),
        ("--pair", "BLR", "“BLR” is not a pair of countries"),
        ("--lang", "xx", "invalid choice"),
    ],
)
def test_an_option_that_cannot_be_read_says_how_to_write_it(
    run: Run, option: str, value: str, message: str
) -> None:
    ran = run("check", TRADE, option, value)
    assert ran.code == 2
    assert message in ran.err


def test_an_output_that_cannot_be_written_says_so(run: Run) -> None:
    ran = run("check", TRADE, "--html", "nowhere/page.html")
    assert ran.code == 2
    assert "Cannot write nowhere/page.html" in ran.err


def test_a_folder_is_checked_in_order_and_a_bar_is_for_terminals_only(run: Run) -> None:
    ran = run("check", EXAMPLES, "--json")
    assert ran.code == 0
    assert ran.err == ""
    assert [Path(one["file"]).suffix for one in json.loads(ran.out)] == [".txt", ".txt", ".txt"]


def test_a_web_page_is_read(run: Run, tmp_path: Path) -> None:
    text = TRADE.read_text("utf-8").splitlines()
    page = (
        "<!doctype html><html lang=en><head><title>x</title>"
        "<meta property='article:published_time' content='2019-08-28T10:00:00Z'></head><body>"
        f"<nav>Home</nav><article><h1>{text[0]}</h1><p>{text[4]}</p><p>{text[6]}</p></article></body></html>"
    )
    (tmp_path / "page.html").write_text(page, "utf-8")
    data = json.loads(run("check", "page.html", "--json").out)
    assert data["statement"]["said_on_from"] == "metadata"
    assert 896e6 in [claim["value"] for claim in data["claims"]]


def test_a_kept_statement_is_found_by_later_checks(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "book"
    assert run("post", "starter", "--book", book).code == 0
    earlier = tmp_path / "earlier.txt"
    earlier.write_text(
        "1 March 2021\n\nTrade between Belarus and Kazakhstan reached $777.7 million in 2019, Aro said.",
        "utf-8",
    )
    later = tmp_path / "later.txt"
    later.write_text(
        "1 March 2023\n\nTrade between Belarus and Kazakhstan reached $777.7 million in 2022, Aro said.",
        "utf-8",
    )
    before = run("check", later, "--book", book, "--json").out
    assert run("check", earlier, "--book", book, "--keep").code == 0
    assert run("check", earlier, "--book", book, "--keep").code == 0
    after = run("check", later, "--book", book, "--json").out
    assert "stale" not in before
    assert json.loads(after)["claims"][0]["verdict"] == "stale"


def test_ctrl_c_keeps_what_was_done(starter_book: Path, tmp_path: Path) -> None:
    interruptible = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    program = [sys.executable, "-c", interruptible + PROGRAM[-1], "check", str(TRADE), "-"]
    with subprocess.Popen(
        [*program, "--json", str(tmp_path / "out.json"), "--book", str(starter_book)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        process.stdin.write("x" * 1_000_000)
        process.stdin.flush()
        while ioctl(process.stdin, FIONREAD, b"1234") != bytes(4):  # until the program waits for more
            time.sleep(0.05)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        out, err = process.communicate()
    assert "interrupted: 1 of 2 checked" in err
    assert "$896 million" in out
    assert len(json.loads((tmp_path / "out.json").read_text("utf-8"))) == 1


def test_a_terminal_gets_colour_and_a_bar(starter_book: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, "check", str(TRADE), str(TURNOVER), "--book", str(starter_book)],
        stdout=theirs,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"},
    )
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # Linux says so at the end of a terminal
        pass
    os.close(ours)
    assert process.wait(60) == 0
    text = shown.decode("utf-8", "replace")
    assert "checking" in text
    assert "\x1b[1;33m◐ depends on the books" in text


def test_a_book_of_ones_own_is_made_on_first_use(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SVERKA_BOOK", str(tmp_path / "deep" / "book"))
    first = run("check", TRADE)
    assert first.code == 0
    assert first.err.count("\n") == 1
    assert "a new book is made at" in first.err
    second = run("check", TRADE)
    assert second.err == ""
    assert second.out == first.out
