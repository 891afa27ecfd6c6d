"""Find the goods that a text names and the HS headings their names can mean."""

import re
from functools import cache
from importlib.resources import files

from sverka.vocabulary.claim import NamedProduct
from sverka.vocabulary.product import Product

REVISION = "HS2022"


def find_goods(text: str, low: str, lang: str) -> tuple[NamedProduct, ...]:
    """Find named goods in folded text, in order; a name may mean several headings."""
    pattern, headings = _lexicon(lang)
    return tuple(
        NamedProduct(
            text=text[found.start() : found.end()],
            start=found.start(),
            end=found.end(),
            products=tuple(Product(code, REVISION) for code in headings[found.lastgroup or ""]),
        )
        for found in pattern.finditer(low)
    )


@cache
def _lexicon(lang: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    headings: dict[str, tuple[str, ...]] = {}
    parts = []
    rows = files("sverka.claims.lexicon").joinpath("goods.tsv").read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(row for row in rows if row and not row.startswith("#")):
        codes, russian, english = row.split("\t")
        name = f"g{number}"
        headings[name] = tuple(codes.split(","))
        parts.append(f"(?P<{name}>{russian if lang == 'ru' else english})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)"), headings
