"""Names of industries and of groups of them in the languages of documents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sverka.dossier.outline import Sentence
from sverka.dossier.sections.lists import listed
from sverka.dossier.words.catalog import read_catalog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.dossier.outline import Value

_GOODS = frozenset("ABC")  # sections of ISIC Rev. 4 that customs count: agriculture, mining, manufacturing


def industry(code: str) -> Value:
    """Name an industry by its code, "C28"; one without a name stays as it is."""
    return _named(f"industries.{code}", code)


def is_goods(code: str) -> bool:
    """Tell whether an industry makes what passes customs."""
    return code[:1] in _GOODS


def industries(named: tuple[str, ...]) -> Value:
    """Name groups and industries as they were asked for, "machinery", "C28"; all where none is named."""
    return listed(map(_asked, named)) if named else Sentence("industries.all")


def _asked(name: str) -> Value:
    asked = " ".join(name.lower().split())
    group = _groups().get(asked)
    key = f"group.{group.replace(' ', '_')}" if group else name.strip().upper()
    return _named(f"industries.{key}", name)


@cache
def _groups() -> Mapping[str, str]:
    """Return the groups by all their names."""
    from sverka.models.equilibrium.pair.industries import read_industries  # noqa: PLC0415  seldom asked for

    found = read_industries().groups
    return {name: group for group, one in found.items() for name in (group, *one.also)}


def _named(key: str, otherwise: str) -> Value:
    return Sentence(key) if read_catalog("en").has(key) else otherwise
