"""A gravity panel in a file of the user's own: which of its columns are which, and its panel."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sverka.ledger.table_file import opened_table

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

    from sverka.models.gravity.formula import Formula
    from sverka.models.gravity.wider_panel import WiderPanel

_ROLES = ("exporter", "importer", "year", "trade")


class PanelFile(NamedTuple):
    """A file, what it calls exporter, importer, year and trade, and the columns to take; it pickles."""

    path: Path
    called: Mapping[str, str]
    regressors: tuple[str, ...]
    weights: str | None
    sectors: str | None = None

    def panel(self, sector: str | None = None) -> WiderPanel:
        """Read the panel, or that of a sector. Raises PanelError and the errors of `opened_table`."""
        from sverka.models.gravity.from_table import panel_of  # noqa: PLC0415  after `--help`

        part = (self.sectors, sector) if self.sectors and sector is not None else None
        weights = [self.weights] if self.weights else []
        with opened_table(self.path) as table:
            found = table.read([*self.called.values(), *self.regressors, *weights], part)
        roles = {role: found[column] for role, column in self.called.items()}
        return panel_of({**found, **roles}, self.regressors, self.weights)

    def at_full_path(self) -> PanelFile:
        """Return it so that a process of another working folder finds the file."""
        return self._replace(path=self.path.resolve())

    def sector_names(self) -> tuple[str, ...]:
        """Return the sectors of the file in order."""
        with opened_table(self.path) as table:
            return table.parts(self.sectors) if self.sectors else ()


def is_file(options: Namespace) -> bool:
    """Tell whether the panel is in a file; otherwise it is made from the book."""
    return bool(options.panel) and options.panel != "-"


def file_of(options: Namespace, named: Sequence[str]) -> PanelFile:
    """Return the file that options name, with the regressors that formulas name. Raises UnknownColumn."""
    path = Path(options.panel)
    with opened_table(path) as table:
        regressors = regressors_of(named, table.columns)
    called = {role: options.columns.get(role, role) for role in _ROLES}
    return PanelFile(path, called, regressors, options.weights, options.sectors)


def named_columns(formulas: Sequence[Formula]) -> tuple[str, ...]:
    """Return the columns that formulas name, each once."""
    return tuple(dict.fromkeys(name for formula in formulas for name in formula.columns))


def regressors_of(named: Sequence[str], has: tuple[str, ...]) -> tuple[str, ...]:
    """Return the named columns that a table has; what every panel tells of itself need not be in it.

    Raises UnknownColumn.
    """
    from sverka.models.gravity.design import OWN_COLUMNS, UnknownColumn  # noqa: PLC0415  likewise

    for name in named:
        if name not in has and name not in OWN_COLUMNS:
            raise UnknownColumn(name, has)
    return tuple(name for name in named if name in has)


def renamed(text: str) -> dict[str, str]:
    """Read "trade=flow,year=t"."""
    found: dict[str, str] = {}
    for part in text.split(","):
        role, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or role not in _ROLES or not column:
            message = f"“{part}” renames nothing: write {', '.join(_ROLES)}, =, and the file's column"
            raise ArgumentTypeError(message)
        found[role] = column
    return found
