"""Lists within a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sverka.dossier.outline import Value


def listed(parts: Iterable[Value]) -> Sentence:
    """Join values by commas; there is at least one."""
    first, *rest = parts
    if not rest:
        return Sentence("position.only", {"one": first})
    return Sentence("position.and_more", {"one": first, "rest": listed(rest)})
