"""Every command that a how-to page shows is understood."""

import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

from sverka.faces.cli import COMMANDS, module_of

PAGES = sorted((Path(__file__).parents[2] / "docs" / "how-to").glob("*.md"))
SHOWN = [
    line
    for page in PAGES
    for line in re.findall(r"^    sverka (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
]


def test_there_are_pages_that_show_commands() -> None:
    assert {shlex.split(line)[0] for line in SHOWN} >= {"what-if", "target"}


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_of_a_how_to_page_is_understood(line: str) -> None:
    name, *arguments = shlex.split(line)
    assert name in COMMANDS
    import_module(module_of(name)).parser().parse_intermixed_args(arguments)  # ends the test where it is not
