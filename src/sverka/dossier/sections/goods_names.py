"""Names of goods in a section's tables: a Russian name of another revision where the code holds the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Goods
from sverka.vocabulary.concordance import Concordance, Kind, find_concordance
from sverka.vocabulary.nomenclature import REVISIONS
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sverka.dossier.desk import Desk

_RUSSIAN = "ru"
_FAMILY = "HS"
_HS = tuple(revision.name for revision in reversed(REVISIONS) if revision.family == _FAMILY)


def called(desk: Desk, product: Product) -> Goods:
    """Name a product as the book does; in Russian also as a revision whose code holds the same goods."""
    own = desk.called(product)
    if _RUSSIAN in own.names or product.revision not in _HS:
        return own
    return Goods(product, {**own.names, **_borrowed(desk, product)})


def borrowed_from(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the revisions of which products were named so far, each with the one that the names are of."""
    return tuple(sorted(_lent(desk)))


def _borrowed(desk: Desk, product: Product) -> Mapping[str, str]:
    for revision in _HS:
        name = desk.called(Product(product.code, revision)).names.get(_RUSSIAN)
        if revision != product.revision and name and _is_same(desk, product, revision):
            _lent(desk).add((product.revision, revision))
            return {_RUSSIAN: name}
    return {}


def _is_same(desk: Desk, product: Product, revision: str) -> bool:
    """Tell whether a code is found in another revision as itself, and holds nothing else there."""

    def bridge() -> Concordance | None:
        return find_concordance(product.revision, revision, held=desk.ledger.correspondences)

    found = desk.kept(f"concordance of {product.revision} and {revision}", bridge)
    relation = found and found.convert(product.code)
    return bool(relation and relation.kind is Kind.SAME and relation.others == (product.code,))


def _lent(desk: Desk) -> set[tuple[str, str]]:
    return desk.kept("revisions that lend their Russian names", set[tuple[str, str]])
