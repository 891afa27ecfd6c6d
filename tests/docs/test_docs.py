"""The documentation keeps up with the code."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
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
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "./scripts/demo" in readme
    assert "./scripts/test" in readme
    assert "scripts/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
