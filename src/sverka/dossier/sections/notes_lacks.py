"""What the book lacks that the briefing would use, with the commands that bring each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sverka.dossier.outline import Lack, Sentence
from sverka.dossier.sections.goods_names import called
from sverka.measures.constant_dollars import COMMAND, PRICES, us_prices
from sverka.models.mirror.answer import COVARIATES
from sverka.vocabulary.product import Product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sverka.dossier.desk import Desk

_LOOKED_AT = 10  # products: a list of names has all codes of a revision or none


def lacks(desk: Desk) -> Iterator[Lack]:
    """Yield distances, prices and names of goods, each only where the book has none."""
    one, other = desk.pair
    if not desk.ledger.facts("distance", country=one, partner=other, source=COVARIATES):
        commands = ("sverka fetch covariates --what geodist", "sverka post covariates PATH")
        yield Lack(Sentence("notes.lack_distance"), commands)
    if not us_prices(desk.ledger.facts(PRICES, country="USA")):
        yield Lack(Sentence("notes.lack_prices"), (COMMAND,))
    yield from _names(desk)


def _names(desk: Desk) -> Iterator[Lack]:
    goods = desk.goods
    if goods is None:
        return
    told = {
        language
        for row in goods.rows[:_LOOKED_AT]
        for language in called(desk, Product(row.product, goods.revision)).names
    }
    if "en" not in told:
        sentence = Sentence("notes.lack_names", {"revision": goods.revision})
        yield Lack(sentence, ("sverka post hs_nomenclature PATH",))
    elif "ru" not in told:
        yield Lack(Sentence("notes.lack_russian", {"revision": goods.revision}), ())
