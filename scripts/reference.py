"""Write docs/reference.md from the code: commands, settings, verdicts, intervals, measures, checks, sources.

python scripts/reference.py            rewrites the page
python scripts/reference.py --check    exits 1 where it is stale
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import yaml

from sverka.faces.cli import COMMANDS, EXIT_CODES, module_of
from sverka.faces.cli.gravity import STEPS
from sverka.sources import card_of, source_names
from sverka.vocabulary.verdict import Verdict

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference.md"
PACKAGE = ROOT / "src" / "sverka"
MEASURES = PACKAGE / "measures"

NO_MEASURES = {
    "addable": "conditions on rows, no number",
    "ask_countries": "asks measures for a table",
    "ask_pair": "asks measures for a table",
    "book_year": "sorts rows",
    "known_values": "sets unknown values apart",
    "matched_lines": "lays rows side by side",
    "measure": "asks measures by name",
    "missing": "says why there is no number",
    "question": "what is asked of a measure",
    "revision_bridge": "groups of codes, no number",
}
"""Modules beside the measures that have no unit, formula and reference of their own, each with its reason."""


def reference() -> str:
    """Return the page."""
    os.environ["COLUMNS"] = "100"  # argparse wraps to the terminal
    parts = [
        "# Reference",
        "Written by `scripts/reference.py` from the code; a test fails when it is stale.",
        *_commands(),
        *_settings(),
        *_verdicts(),
        *_intervals(),
        *_measures(),
        *_modules("Checks", "checks", "each returns findings and raises none on bad data"),
        *_sources(),
    ]
    return "\n\n".join(parts) + "\n"


def _commands() -> Iterator[str]:
    yield "## Commands"
    for name, purpose in COMMANDS.items():
        parser = import_module(module_of(name)).parser()
        yield f"### sverka {name}\n\n{purpose[0].upper()}{purpose[1:]}."
        yield f"```\n{parser.format_help().strip()}\n```"
        if name == "gravity":
            yield from _steps()
    yield f"```\n{EXIT_CODES.strip()}\n```"


def _steps() -> Iterator[str]:
    for step, purpose in STEPS.items():
        parser = import_module(f"sverka.faces.cli.gravity_{step}").parser()
        yield f"#### sverka gravity {step}\n\n{purpose[0].upper()}{purpose[1:]}."
        yield f"```\n{parser.format_help().strip()}\n```"


def _settings() -> Iterator[str]:
    yield "## Settings"
    yield "\n".join(f"- {text}" for text in _docstrings(PACKAGE / "faces" / "settings.py"))


def _verdicts() -> Iterator[str]:
    yield "## Verdicts"
    yield "\n".join(f"- `{verdict.value}`" for verdict in Verdict)


def _intervals() -> Iterator[str]:
    entries = yaml.safe_load((PACKAGE / "checks" / "allowances.yml").read_text(encoding="utf-8"))
    yield "## Intervals"
    yield "The numbers in `checks/allowances.yml`, each with its day and reason."
    yield "\n".join(
        f"- **{name}** {entry.get('value', '')} ({entry['since']}): {' '.join(entry['reason'].split())}"
        for name, entry in entries.items()
    )


def measures() -> tuple[Path, ...]:
    """Return the files of the measures, without the modules that only serve them."""
    return tuple(
        path for path in sorted(MEASURES.glob("*.py")) if path.stem not in {"__init__", *NO_MEASURES}
    )


def unit_formula_reference(path: Path) -> dict[str, str]:
    """Return what a measure's docstring gives under "Unit:", "Formula:" and "Reference:", if it does."""
    text = " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split())
    parts = re.split(r"\b(Unit|Formula|Reference)[:,] ", text)[1:]
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))


def _measures() -> Iterator[str]:
    yield "## Measures"
    yield "In `measures/`: one measure a file, a pure function over flows or over the rows of a book."
    for path in measures():
        facts = unit_formula_reference(path).items()
        yield f"**`{path.stem}`**: {_first_line(path)}\n\n" + "\n".join(
            f"- {name}: {text}" for name, text in facts
        )
    yield "Beside the measures:"
    others = (MEASURES / f"{name}.py" for name in NO_MEASURES)
    yield "\n".join(f"- `{path.stem}`: {_first_line(path)}" for path in others)


def _modules(title: str, folder: str, what: str) -> Iterator[str]:
    yield f"## {title}"
    yield f"In `{folder}/`: {what}."
    modules = sorted(path for path in (PACKAGE / folder).glob("*.py") if path.stem != "__init__")
    yield "\n".join(f"- `{path.stem}`: {_first_line(path)}" for path in modules)


def _sources() -> Iterator[str]:
    yield "## Sources"
    for name in source_names():
        card = card_of(name)
        gaps = "\n".join(f"- {gap}" for gap in card.known_gaps)
        yield (
            f"### {name}\n\n{card.title}. {card.publisher}. Licence: {card.licence}. "
            f"Valuation: {card.valuation}. Usual revision: {card.usual_revision:.0%}.\n\n"
            f"Known gaps:\n\n{gaps}"
        )


def _first_line(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.splitlines()[0] if text else ""


def _docstrings(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and (text := ast.get_docstring(node)):
            yield f"`{node.name}`: {' '.join(text.split())}"


def main() -> int:
    """Write the page, or tell whether it is stale."""
    page = reference()
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
