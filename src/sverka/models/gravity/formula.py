"""Read a formula such as “trade ~ rta + lead(rta, 4) + border:year” into terms.

The grammar is small and closed: nothing of a formula is ever run as a program.
Left `trade` (PPML) or `log(trade)` (OLS); right terms joined by `+`:
a column · `log(x)` · `lead(x, years)` · `lag(x, years)` · `remoteness(dist, exporter)` · `exporter`,
`importer`, `year` (one regressor a level, without one: `year(base=2006)`) · `a:b`, the product.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import msgspec

from sverka.models.gravity.terms import Axis, Column, Interaction, Levels, Log, Remoteness, Shift, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TWO = 2


class UnreadableFormula(ValueError):
    """A formula is not of the grammar; the message shows where and what may stand there."""

    def __init__(self, text: str, why: str) -> None:
        super().__init__(
            f"The formula “{text}” cannot be read: {why}. A formula is “trade ~ rta + lag(rta, 4)”: "
            "trade or log(trade), a tilde, and terms joined by +: columns, log(x), lead(x, years), "
            "lag(x, years), remoteness(dist, exporter), exporter, importer, year, year(base=2006), a:b."
        )


class Formula(msgspec.Struct, frozen=True):
    """What a formula says: whether trade stands in logarithms, and the terms in their order."""

    logarithms: bool
    terms: tuple[Term, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the terms name, each once."""
        return tuple(dict.fromkeys(name for term in self.terms for name in _named(term)))

    def __str__(self) -> str:
        return f"{'log(trade)' if self.logarithms else 'trade'} ~ {' + '.join(map(str, self.terms))}"


def _named(term: Term) -> Iterator[str]:
    match term:
        case Column(name):
            yield name
        case Interaction(of):
            for part in of:
                yield from _named(part)
        case Log(of) | Shift(of, _) | Remoteness(of, _):
            yield from _named(of)


class _Strange(ValueError):
    """A piece of a formula is not of the grammar."""


def read_formula(text: str) -> Formula:
    """Return what `text` says; a term named twice stands once. Raises UnreadableFormula."""
    left, tilde, right = text.partition("~")
    if not tilde:
        raise UnreadableFormula(text.strip(), "it has no ~ between trade and the terms")
    try:
        return Formula(_is_in_logarithms(_parsed(left)), tuple(dict.fromkeys(_sum(_parsed(right)))))
    except _Strange as error:
        raise UnreadableFormula(text.strip(), str(error)) from error


def _parsed(side: str) -> ast.expr:
    """Parse one side as an expression, with @ in place of the colon, which binds more tightly than +."""
    if "@" in side:
        raise _Strange("“@” has no meaning in it")
    try:
        return ast.parse(side.strip().replace(":", "@"), mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise _Strange(f"“{side.strip()}” is no expression") from error


def _is_in_logarithms(left: ast.expr) -> bool:
    written = _shown(left)
    if written not in {"trade", "log(trade)"}:
        raise _Strange(f"on the left stands “{written}”, not trade or log(trade)")
    return written == "log(trade)"


def _sum(node: ast.expr) -> list[Term]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_sum(node.left), *_sum(node.right)]
    return [_term(node)]


def _term(node: ast.expr) -> Term:
    if isinstance(node, ast.Name):
        return Levels(Axis(node.id)) if node.id in set(Axis) else Column(node.id)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        return Interaction((*_parts(node.left), *_parts(node.right)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(node, node.func.id)
    raise _Strange(f"“{_shown(node)}” is no term")


def _parts(node: ast.expr) -> tuple[Term, ...]:
    term = _term(node)
    return term.of if isinstance(term, Interaction) else (term,)


def _call(node: ast.Call, name: str) -> Term:
    if name in set(Axis):
        return Levels(Axis(name), _base(node))
    reader = _READERS.get(name)
    if reader is None or node.keywords:
        raise _Strange(f"“{_shown(node)}” is no term")
    return reader(node)


def _base(node: ast.Call) -> str:
    if node.args or len(node.keywords) != 1 or node.keywords[0].arg != "base":
        raise _Strange(f"“{_shown(node)}” lacks its base, as in year(base=2006)")
    value = node.keywords[0].value
    if isinstance(value, ast.Name):
        return value.id
    if isinstance(value, ast.Constant) and isinstance(value.value, int | str):
        return str(value.value)
    raise _Strange(f"“{_shown(value)}” is no level")


def _read_log(node: ast.Call) -> Term:
    if len(node.args) != 1:
        raise _Strange(f"“{_shown(node)}” takes one term")
    return Log(_term(node.args[0]))


def _read_shift(node: ast.Call, sign: int) -> Term:
    years = node.args[1].value if len(node.args) == _TWO and isinstance(node.args[1], ast.Constant) else None
    if type(years) is not int or years < 1:
        raise _Strange(f"“{_shown(node)}” takes a term and a number of years")
    return Shift(_term(node.args[0]), sign * years)


def _read_remoteness(node: ast.Call) -> Term:
    side = node.args[1] if len(node.args) == _TWO else None
    if not isinstance(side, ast.Name) or side.id not in {Axis.EXPORTER, Axis.IMPORTER}:
        raise _Strange(f"“{_shown(node)}” takes a distance, then exporter or importer")
    return Remoteness(_term(node.args[0]), Axis(side.id))


_READERS: dict[str, Callable[[ast.Call], Term]] = {
    "log": _read_log,
    "lead": lambda node: _read_shift(node, 1),
    "lag": lambda node: _read_shift(node, -1),
    "remoteness": _read_remoteness,
}


def _shown(node: ast.expr) -> str:
    return ast.unparse(node).replace(" @ ", ":")
