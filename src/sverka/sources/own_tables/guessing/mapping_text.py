"""Write a guessed mapping as YAML with a comment beside each guess."""

import json
import re
from collections.abc import Iterable

from sverka.sources.own_tables.mapping import UNKNOWN

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_COMMENT_AT = 44
_WORDS_OF_YAML = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


class Text:
    """Lines of a mapping; a field that is not known is "???", and its comment says what to fill in."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def head(self, comment: str) -> None:
        """Add a comment of its own."""
        self._lines.append(f"# {_one_line(comment)}" if comment else "")

    def part(self, name: str, comment: str = "", depth: int = 0) -> None:
        """Begin a part with fields of its own."""
        self._add(f"{'  ' * depth}{scalar(name)}:", comment)

    def field(self, name: str, value: object, why: str = "", depth: int = 1) -> None:
        """Add a field with the reason for its value; a dict is written in one line."""
        self._add(f"{'  ' * depth}{scalar(name)}: {written_value(value)}", why)

    def _add(self, line: str, comment: str) -> None:
        self._lines.append(f"{line:<{_COMMENT_AT}}  # {_one_line(comment)}" if comment else line)

    def text(self) -> str:
        """Return the mapping."""
        below = [*self._lines[1:], ""]
        lines = (line for line, next_one in zip(self._lines, below, strict=True) if _stays(line, next_one))
        return "\n".join(lines) + "\n"


def _stays(line: str, below: str) -> bool:
    """Tell whether a line is more than the name of a part without fields."""
    is_part = line.partition("  # ")[0].rstrip().endswith(":")
    return not is_part or _depth(below) > _depth(line)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def written_value(value: object) -> str:
    """Write a value in one line of YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(name)}: {written_value(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return _sequence(value)
    return scalar(value)


def _sequence(values: Iterable[object]) -> str:
    return "[" + ", ".join(map(written_value, values)) + "]"


def scalar(value: object) -> str:
    """Write a scalar; text that YAML could take for something else stands in quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
    if text != UNKNOWN and (plain or _DATE.fullmatch(text)):
        return text
    return json.dumps(text, ensure_ascii=False)


def _one_line(comment: str) -> str:
    return " ".join(comment.split())
