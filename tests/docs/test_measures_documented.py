"""Every measure says its unit, formula and reference, and the reference page shows them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ["Unit", "Formula", "Reference"]


def load_reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = load_reference()


@pytest.mark.parametrize("path", REFERENCE.measures(), ids=lambda path: path.stem)
def test_a_measure_gives_its_unit_formula_and_reference(path: Path) -> None:
    found = REFERENCE.unit_formula_reference(path)
    assert list(found) == PARTS, (
        f"{path.name}: write “Unit: ... Formula: ... Reference: ...” after the docstring's first line, or "
        "name the file with a reason in NO_MEASURES of scripts/reference.py"
    )
    assert all(found.values())


def test_what_is_exempt_is_there_and_has_a_reason() -> None:
    assert [name for name in REFERENCE.NO_MEASURES if not (REFERENCE.MEASURES / f"{name}.py").exists()] == []
    assert all(REFERENCE.NO_MEASURES.values())


def test_the_page_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")  # the script sets it
    page = REFERENCE.reference()
    for path in REFERENCE.measures():
        for name, text in REFERENCE.unit_formula_reference(path).items():
            assert f"- {name}: {text}" in page


def test_a_docstring_is_read_part_by_part(tmp_path: Path) -> None:
    path = tmp_path / "gap.py"
    path.write_text(
        '"""Gap: what is missing.\n\nUnit: a ratio,\n1 in full. Formula, where known: a / b.\n"""\n',
        encoding="utf-8",
    )
    assert REFERENCE.unit_formula_reference(path) == {
        "Unit": "a ratio, 1 in full.",
        "Formula": "where known: a / b.",
    }
