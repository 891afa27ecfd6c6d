"""What a statement is held against: both books of each pair it speaks of, and what was said before."""

from collections.abc import Iterator
from datetime import date

from sverka.checks.books import Books
from sverka.ledger import Ledger
from sverka.vocabulary.claim import Claim
from sverka.vocabulary.country import Pair, pair_of
from sverka.vocabulary.statement import Reading, Statement


class Evidence:
    """The ledger's answers for one run of checks, each asked for once."""

    def __init__(self, ledger: Ledger, *, today: date, as_of: date | None = None) -> None:
        self.today = today
        self._ledger = ledger
        self._as_of = as_of
        self._books: dict[Pair, Books] = {}
        self._readings: tuple[Reading, ...] | None = None

    def books(self, pair: Pair) -> Books:
        """Return both countries' books of a pair."""
        pair = pair_of(*pair)
        if pair not in self._books:
            cards = self._ledger.cards(as_of=self._as_of)
            self._books[pair] = Books(pair, self._ledger.flows(pair, as_of=self._as_of), cards)
        return self._books[pair]

    def before(self, statement: Statement) -> Iterator[tuple[Statement, Claim]]:
        """Yield every claim made on an earlier day, oldest first; nothing where the day is not known."""
        if statement.said_on is None:
            return
        for reading in self.readings():
            said_on = reading.statement.said_on
            if said_on is not None and said_on < statement.said_on and reading.statement.id != statement.id:
                for claim in reading.claims:
                    yield reading.statement, claim

    def readings(self) -> tuple[Reading, ...]:
        """Return the recorded statements of every pair, in order of the day they were made."""
        if self._readings is None:
            self._readings = self._ledger.readings(as_of=self._as_of)
        return self._readings
