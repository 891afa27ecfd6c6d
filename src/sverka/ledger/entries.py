"""Enter what is not a flow: readings, judgements and cards, each a dated entry in the catalogue."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

import msgspec

from sverka.ledger.store import Catalogue
from sverka.sources.card import Card
from sverka.vocabulary.judgement import Judgement
from sverka.vocabulary.statement import Reading


class Entry(msgspec.Struct, frozen=True):
    """An entry before it is posted: the newest of a kind and key counts, whatever its content was before."""

    kind: str
    key: str
    scope: str | None
    day: date | None
    body: bytes
    content: str


def reading_entry(reading: Reading) -> Entry:
    """Enter a statement under its id; where it was read does not make it another statement."""
    bare = msgspec.structs.replace(reading.statement, origin=None)
    content = _encode(msgspec.structs.replace(reading, statement=bare))
    said = reading.statement
    return Entry("reading", said.id, said.pair, said.said_on, _encode(reading), _digest(content))


def judgement_entry(judgement: Judgement) -> Entry:
    """Enter one person's verdict on one claim."""
    key = msgspec.json.encode([judgement.statement, judgement.claim, judgement.who]).decode()
    body = _encode(judgement)
    return Entry("judgement", key, judgement.statement, judgement.judged_on, body, _digest(body))


def card_entry(card: Card) -> Entry:
    """Enter a source's card under the source's id."""
    body = _encode(card)
    return Entry("card", card.id, None, None, body, _digest(body))


def post_entries(catalogue: Catalogue, entries: Iterable[Entry], posting: int) -> tuple[int, int, int]:
    """Enter what is new or revised, note a sighting of the rest; return how many are new, revised, known."""
    new = revised = known = 0
    for entry in entries:
        newest = catalogue.rows(
            "SELECT id, content FROM entry WHERE kind = ? AND key = ? ORDER BY id DESC LIMIT 1",
            (entry.kind, entry.key),
        )
        if newest and newest[0][1] == entry.content:
            known += 1
            catalogue.add(
                "INSERT INTO entry_sighting (posting, entry) VALUES (?, ?)", (posting, newest[0][0])
            )
            continue
        new, revised = (new, revised + 1) if newest else (new + 1, revised)
        catalogue.add(
            "INSERT INTO entry (posting, kind, key, scope, day, body, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                posting,
                entry.kind,
                entry.key,
                entry.scope,
                entry.day and entry.day.isoformat(),
                entry.body.decode(),
                entry.content,
            ),
        )
    return new, revised, known


def find_bodies(catalogue: Catalogue, kind: str, scope: str | None, last_posting: int) -> list[str]:
    """Return the newest body of every key of a kind, in order of day; undated ones come last."""
    found = catalogue.rows(
        "SELECT body FROM entry WHERE id IN ("
        "  SELECT max(id) FROM entry WHERE kind = ? AND posting <= ? GROUP BY key"
        ") AND (? IS NULL OR scope = ?) ORDER BY day IS NULL, day, key",
        (kind, last_posting, scope, scope),
    )
    return [body for (body,) in found]


def _encode(value: object) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()
