"""The documentation keeps up with the code."""

import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from sverka.dossier.brief import NAMES
from sverka.dossier.words.language import LANGUAGES
from sverka.faces.cli import main, module_of
from sverka.faces.cli.brief import FORMATS
from sverka.measures.question import Measure

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\.venv/bin/sverka ([^#\n]+)", README, re.MULTILINE)
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_reference_is_what_the_code_says() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "reference.py", "--check"], check=False)
    assert done.returncode == 0, "docs/reference.md is stale: run python scripts/reference.py"


def _links(page: Path) -> list[Path]:
    """Return the files that a page links to and, on the map, those that it names in passing."""
    text = page.read_text(encoding="utf-8")
    linked = [page.parent / target for target in re.findall(r"\]\((?!http)([^)#]+)\)", text)]
    named = (
        re.findall(r"`((?:src/sverka/)?[a-z_]+/[a-z_/]+\.(?:py|csv|yml))`", text)
        if page.stem == "map"
        else []
    )
    return linked + [ROOT / "src/sverka" / name.removeprefix("src/sverka/") for name in named]


def test_every_file_that_the_documentation_names_is_there() -> None:
    missing = [f"{page.name}: {target}" for page in PAGES for target in _links(page) if not target.exists()]
    assert missing == []


def test_every_decision_has_its_number_and_its_parts() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert "## What was to be decided" in text, path.name
        assert "## Decision" in text, path.name


def test_the_readme_names_the_two_commands_that_ci_runs() -> None:
    assert "./scripts/demo" in README
    assert "./scripts/test" in README
    assert "scripts/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", COMMANDS, ids=str.strip)
def test_a_command_that_the_readme_shows_is_understood(line: str) -> None:
    name, *arguments = shlex.split(line.partition("<")[0])
    parser = import_module(module_of(name)).parser()
    parser.parse_intermixed_args(arguments)  # ends the test where it is not
    if name == "fetch":  # a source checks its own options when it writes its addresses
        assert main([name, *arguments, "--addresses"]) == 0


def test_the_readme_shows_every_measure_and_every_format() -> None:
    assert [measure.value for measure in Measure if f"`{measure.value}`" not in README] == []
    assert [name for name in FORMATS if f"--{name}" not in README] == []


def test_the_briefing_is_explained_section_by_section_in_the_order_in_which_it_is_read() -> None:
    page = (ROOT / "docs" / "explanation" / "briefing.md").read_text(encoding="utf-8")
    explained = re.findall(r"^### ([\w-]+):", page, re.MULTILINE)
    sections = ROOT / "src" / "sverka" / "dossier" / "sections"
    assert [name for name in explained if not (sections / f"{name.replace('-', '_')}.py").exists()] == []
    assert [name for name in explained if name in NAMES] == list(NAMES)


def test_a_page_in_languages_names_them_all() -> None:
    assert f"`--lang {'|'.join(LANGUAGES)}`" in README
