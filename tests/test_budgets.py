"""The budgets of STYLE.md: 400 lines a module, 40 a function body; exceptions are in pyproject.toml."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODULE_LINES, BODY_LINES = 400, 40


def over_budget(source: str, name: str) -> Iterator[str]:
    """Yield the name of a module, and of each function in it, that is longer than its budget."""
    if len(source.splitlines()) > MODULE_LINES:
        yield name
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body and (body[-1].end_lineno or 0) - body[0].lineno + 1 > BODY_LINES:
                yield f"{name}::{node.name}"


def test_modules_and_functions_keep_to_their_budgets() -> None:
    files = sorted(path for folder in ("src", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
    found = {
        name for path in files for name in over_budget(path.read_text("utf-8"), str(path.relative_to(ROOT)))
    }
    with (ROOT / "pyproject.toml").open("rb") as file:
        excepted = tomllib.load(file)["tool"]["sverka"]["budgets"]
    assert found == set(excepted), "too long, or excepted without need"
    assert all(reason.strip() for reason in excepted.values())


def test_the_count_leaves_out_the_docstring_and_takes_in_the_last_line() -> None:
    long_body = "def f():\n" + '    """Say\n\n    much."""\n' + "    pass\n" * (BODY_LINES + 1)
    just_right = "def f():\n" + '    """Say\n\n    much."""\n' + "    pass\n" * BODY_LINES
    assert [*over_budget(long_body, "m.py")] == ["m.py::f"]
    assert [*over_budget(just_right, "m.py")] == []
    assert [*over_budget("\n" * (MODULE_LINES + 1), "m.py")] == ["m.py"]
