"""Cards: what every reader of a source's figures must know about it, one `source.yml` a folder."""

from datetime import date
from typing import Annotated

import msgspec


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Publisher, licence, cadence, valuation and gaps of a source.

    `id` names the source's folders, here and in a book. `usual_revision` is how far the publisher
    usually revises an annual total, as a fraction (0.02 is 2 %). `expected_rows` counts the rows of a
    complete snapshot, None where it is not known. `goods`: its flows are trade in goods as customs count it;
    those of input-output tables, which are of inputs and of services too, are not.
    """

    id: Annotated[str, msgspec.Meta(pattern="^[a-z0-9_]+$")]
    title: str
    publisher: str
    licence: str
    address: str
    cadence: str
    valuation: str
    usual_revision: float
    known_gaps: tuple[str, ...] = ()
    expected_rows: int | None = None
    goods: bool = True
    accessed: date


class CardError(ValueError):
    """A source's card cannot be read."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"The card {place} cannot be read: {why}. "
            "Correct the field; every field of a card is listed in sverka/sources/card.py."
        )


def read_card(data: bytes, place: str) -> Card:
    """Decode a card strictly: an unknown or missing field raises CardError, named after `place`."""
    try:
        return msgspec.yaml.decode(data, type=Card)
    except msgspec.MsgspecError as error:
        raise CardError(place, str(error)) from error
