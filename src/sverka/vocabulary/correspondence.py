"""Correspondences between nomenclatures: which code of one revision goes into which of another."""

import msgspec

from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product


class Correspondence(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a correlation table: goods of `one` are found, all or in part, under `other`.

    `note` is a person's reason where a decision replaces the publisher's line.
    """

    one: Product
    other: Product
    note: str | None = None
    origin: Origin
