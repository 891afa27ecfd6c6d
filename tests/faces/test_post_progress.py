"""How a post tells what it is doing: on a terminal, in a log, and not at all when it is quick."""

from io import StringIO

from sverka.faces.cli.post_progress import PostProgress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_quick_post_says_nothing() -> None:
    out, clock = StringIO(), Clock()
    progress = PostProgress(out, clock)
    progress("reading a.csv", None)
    clock.now = 0.9
    progress("", 0.5)
    progress.clear()
    assert out.getvalue() == ""


def test_a_log_gets_a_line_now_and_then() -> None:
    out, clock = StringIO(), Clock()
    progress = PostProgress(out, clock)
    for second in range(15):
        clock.now = second
        progress("reading a.csv" if second == 0 else "", second / 20)
    progress.clear()
    assert out.getvalue().splitlines() == [
        "sverka: reading a.csv, 5% of this step",
        "sverka: reading a.csv, 55% of this step",
    ]


def test_a_terminals_line_is_written_over_and_wiped() -> None:
    out, clock = Terminal(), Clock()
    progress = PostProgress(out, clock)
    clock.now = 2
    progress("200,000 flows read", None)
    assert out.getvalue().startswith("\rsverka: 200,000 flows read ")
    progress.clear()
    assert out.getvalue().endswith(" \r")
    assert "\n" not in out.getvalue()
