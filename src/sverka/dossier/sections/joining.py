"""Put sentences together where a document has room for one."""

from __future__ import annotations

from sverka.dossier.outline import Sentence


def joined(first: Sentence, *more: Sentence) -> Sentence:
    """Put sentences together into one, in order."""
    for one in more:
        first = Sentence("minute.two", {"one": first, "other": one})
    return first
