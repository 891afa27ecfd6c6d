"""Any history of postings, against a book kept in a dictionary."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.arland import PAIR, at, batch, card, exports, mirror

from sverka.ledger import open_ledger
from sverka.vocabulary.flow import Flow

START = date(2020, 1, 1)
rows = st.dictionaries(
    st.tuples(st.sampled_from([exports, mirror]), st.sampled_from(["2017", "2018", "2018H1"])),
    st.integers(0, 3),
    max_size=6,
)


def flows_of(posted: dict) -> list[Flow]:  # type: ignore[type-arg]
    return [declare(period, value) for (declare, period), value in posted.items()]


def by_key(flows: tuple[Flow, ...]) -> dict[tuple[str | None, str], int]:
    return {(flow.reporter, flow.period): flow.value for flow in flows}


@settings(max_examples=15, deadline=None)
@given(st.lists(rows, min_size=1, max_size=4))
def test_the_book_answers_for_every_day_what_was_posted_by_then(history: list) -> None:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder), create=True) as book:
        expected: dict[tuple[str | None, str], int] = {}
        answers = []
        for number, posted in enumerate(history):
            day = START + timedelta(days=number)
            changed = {
                key: value
                for key, value in by_key(tuple(flows_of(posted))).items()
                if expected.get(key) != value
            }
            result = book.post(batch(*flows_of(posted)), card(), None, posted_at=at(day.isoformat()))
            fresh = sum(1 for key in changed if key not in expected)
            assert (result.new, result.revised) == (fresh, len(changed) - fresh)
            expected |= changed
            answers.append((day, dict(expected)))
        for day, answer in answers:
            assert by_key(book.flows(PAIR, as_of=day)) == answer
        assert by_key(book.flows(PAIR)) == expected
