import subprocess
import sys

import pytest
from tests.faces.conftest import Run

from sverka import __version__
from sverka.faces.cli import COMMANDS

HEAVY = {
    "babel",
    "duckdb",
    "jinja2",
    "msgspec",
    "razdel",
    "rich",
    "selectolax",
    "sqlite3",
    "yaml",
    "vl_convert",
}


def loaded_by(*arguments: str) -> set[str]:
    program = (
        "import sys; from sverka.faces.cli import main; main(sys.argv[1:]); "
        "print('loaded', *(name.partition('.')[0] for name in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    return set(ran.stdout.rsplit("loaded", 1)[1].split())


def test_help_imports_nothing_heavy() -> None:
    assert not loaded_by("--help") & HEAVY
    assert not loaded_by("--version") & HEAVY


def test_help_names_every_command_and_exit_code(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for words in (*COMMANDS, "130", "the book is missing", "some input could not be read"):
        assert words in ran.out
    assert run().out == ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert f"sverka {command}" in ran.out
    assert "--book" in ran.out
    assert "exit codes:" in ran.out


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"sverka {__version__}\n"


def test_an_unknown_command_is_refused_with_those_there_are(run: Run) -> None:
    ran = run("chek")
    assert ran.code == 2
    assert "chek" in ran.err
    assert "check" in ran.err


def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    program = f"{sys.executable} -c 'from sverka.faces.cli import main; raise SystemExit(main([\"--help\"]))'"
    ran = subprocess.run(["sh", "-c", f"{program} | true"], capture_output=True, text=True, check=True)
    assert "Traceback" not in ran.stderr
