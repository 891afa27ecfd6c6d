"""One line written over on a terminal, plain lines in a log."""

from tests.faces.screen import Screen


def test_a_terminals_text_replaces_the_one_before_and_is_wiped() -> None:
    screen = Screen(terminal=True)
    screen.line.show("half of it")
    screen.line.show("all of it")
    screen.line.clear()
    screen.line.clear()
    assert screen.getvalue() == f"\r{'sverka: half of it':78}\r{'sverka: all of it':78}\r{'':78}\r"


def test_a_text_too_long_for_the_line_is_cut() -> None:
    screen = Screen(terminal=True)
    screen.line.show("x" * 200)
    assert len(screen.getvalue()) == 1 + 78


def test_a_log_keeps_every_text() -> None:
    screen = Screen(terminal=False)
    screen.line.show("half of it")
    screen.line.show("all of it")
    screen.line.clear()
    assert screen.getvalue() == "sverka: half of it\nsverka: all of it\n"


def test_a_line_that_stays_does_not_mix_with_the_one_written_over() -> None:
    screen = Screen(terminal=True)
    screen.line.show("half of it")
    screen.line.say("the publisher asks to wait")
    screen.line.clear()
    assert screen.getvalue().endswith(f"\r{'':78}\rsverka: the publisher asks to wait\n")


def test_texts_are_due_often_on_a_terminal_and_seldom_in_a_log() -> None:
    for terminal, due in ((True, [1, 2, 3, 4, 11]), (False, [1, 11])):
        screen = Screen(terminal=terminal)
        screen.line.rest(0.5)
        assert not screen.line.due()
        seen = []
        for second in (1, 2, 3, 4, 11):
            screen.now = second
            if screen.line.due():
                seen.append(second)
            assert not screen.line.due()
        assert seen == due
