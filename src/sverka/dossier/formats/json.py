"""Write an outline as plain data: what it says in words, and the same as keys, values and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.data import figure_data
from sverka.dossier.formats.cite_outline import cite_outline
from sverka.dossier.outline import (
    Block,
    Gap,
    Goods,
    Lack,
    Land,
    Outline,
    Paragraph,
    Picture,
    Points,
    Sentence,
    Table,
    When,
)
from sverka.vocabulary.figure import Figure

if TYPE_CHECKING:
    from sverka.dossier.citations import Citation, Citations
    from sverka.dossier.data import Data
    from sverka.dossier.outline import Cell
    from sverka.dossier.words.language import Words


def write_json(outline: Outline, language: Words) -> Data:
    """Return an outline as JSON-ready data.

    A sentence has its text in the language and, for programs, its key and values; a value names its `kind`
    and how it is said. A figure has all that carries it, and the numbers of its sources in `sources`.
    """
    cited = cite_outline(outline)
    told = _Told(language, cited)
    return {
        "language": language.code,
        "pair": list(outline.pair),
        "title": told.sentence(outline.title),
        "made_on": outline.made_on.isoformat(),
        "asked": outline.asked,
        "book": told.sentence(outline.book),
        "sections": [
            {
                "id": section.id,
                "title": told.sentence(section.title),
                "blocks": [told.block(block) for block in section.blocks],
            }
            for section in outline.sections
        ],
        "sources": [_source(entry) for entry in cited.entries],
    }


class _Told:
    """Tells values in a language, with the numbers of the sources that figures rest on."""

    def __init__(self, language: Words, cited: Citations) -> None:
        self._language = language
        self._cited = cited

    def block(self, block: Block) -> Data:
        """Write a block under its kind."""
        match block:
            case Paragraph(sentences):
                return {"kind": "paragraph", "sentences": [self.sentence(one) for one in sentences]}
            case Points(items):
                return {"kind": "points", "items": [self.sentence(one) for one in items]}
            case Lack(what, commands):
                return {"kind": "lack", "what": self.sentence(what), "commands": list(commands)}
            case Table():
                return {"kind": "table", **self._table(block)}
            case Picture():
                return self._picture(block)

    def sentence(self, sentence: Sentence) -> Data:
        """Write a sentence: its text, its key, and its values by name."""
        return {
            "text": self._language.text(sentence),
            "key": sentence.key,
            "count": sentence.count,
            "values": {name: self.value(value) for name, value in sentence.values.items()},
        }

    def value(self, value: Cell) -> Data:
        """Write a value under its kind; `text` is how it is said."""
        text = {"text": self._language.text(value)}
        if isinstance(value, Figure):
            return {"kind": "figure", **text, **figure_data(value), "sources": list(self._cited.of(value))}
        if isinstance(value, Sentence):
            return {"kind": "sentence", **self.sentence(value)}
        if isinstance(value, Gap):
            return {"kind": "gap", **text, "reason": self.sentence(value.reason)}
        return {**text, **_plain(value)}

    def _table(self, table: Table) -> Data:
        return {
            "id": table.id,
            "caption": self.sentence(table.caption),
            "headings": [self.sentence(heading) for heading in table.headings],
            "rows": [[self.value(cell) for cell in row] for row in table.rows],
            "note": self.sentence(table.note) if table.note else None,
        }

    def _picture(self, picture: Picture) -> Data:
        return {
            "kind": "picture",
            "id": picture.id,
            "caption": self.sentence(picture.caption),
            "alt": self.sentence(picture.alt),
            "specification": picture.drawing.specification(self._language),
            "table": self._table(picture.table),
        }


def _plain(value: Land | Goods | When | int | str) -> Data:
    match value:
        case Land(code):
            return {"kind": "country", "code": code}
        case Goods(product, names):
            return {"kind": "goods", "code": product.code, "revision": product.revision, "names": {**names}}
        case When(period):
            return {"kind": "period", "period": period}
        case int():
            return {"kind": "number", "value": value}
    return {"kind": "text"}


def _source(entry: Citation) -> Data:
    return {
        "number": entry.number,
        "source": entry.source,
        "title": entry.title,
        "publisher": entry.publisher,
        "licence": entry.licence,
        "address": entry.address,
        "cites": entry.cites,
        "snapshot": entry.snapshot,
        "accessed": entry.accessed.isoformat(),
        "places": list(entry.places),
    }
