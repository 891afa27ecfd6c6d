"""How a post tells what it is doing: on a terminal, in a log, and not at all when it is quick."""

from tests.faces.screen import Screen

from sverka.faces.cli.post_progress import PostProgress


def test_a_quick_post_says_nothing() -> None:
    for terminal in (True, False):
        screen = Screen(terminal=terminal)
        progress = PostProgress(screen.line)
        progress("reading a.csv", None)
        screen.now = 0.9
        progress("", 0.5)
        progress.clear()
        assert screen.getvalue() == ""


def test_a_log_gets_a_line_now_and_then() -> None:
    screen = Screen(terminal=False)
    progress = PostProgress(screen.line)
    for second in range(15):
        screen.now = second
        progress("reading a.csv" if second == 0 else "", second / 20)
    progress.clear()
    assert screen.getvalue().splitlines() == [
        "sverka: reading a.csv, 5% of this step",
        "sverka: reading a.csv, 55% of this step",
    ]


def test_a_terminals_line_is_written_over_and_wiped() -> None:
    screen = Screen(terminal=True)
    progress = PostProgress(screen.line)
    screen.now = 2
    progress("200,000 flows read", None)
    assert screen.getvalue().startswith("\rsverka: 200,000 flows read ")
    progress.clear()
    assert screen.getvalue().endswith(" \r")
    assert "\n" not in screen.getvalue()
