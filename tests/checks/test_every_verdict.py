"""Every verdict of the vocabulary has a statement about Arland and Bedia that earns it."""

from datetime import date

import pytest
from tests.fictional.pair import BACK, OUT, TODAY, count, level, reading, target

from sverka.checks import run_checks
from sverka.ledger import Ledger
from sverka.vocabulary.claim import Claim, Hedge, Kind
from sverka.vocabulary.verdict import Verdict

EXAMPLES: dict[Verdict, tuple[date, tuple[Claim, ...]]] = {
    Verdict.CONFIRMED: (date(2013, 1, 1), (level(100, "2010"),)),
    Verdict.CONFIRMED_UNDERSTATED: (date(2013, 1, 1), (level(50, "2010", hedge=Hedge.MORE_THAN),)),
    Verdict.DEPENDS: (date(2013, 1, 1), (level(150, "2011"),)),
    Verdict.CONTRADICTED: (date(2013, 1, 1), (level(500, "2010"),)),
    Verdict.INCONSISTENT: (
        date(2013, 1, 1),
        (level(100, "2010"), level(90, "2010", OUT, id="c2"), level(40, "2010", BACK, id="c3")),
    ),
    Verdict.STALE: (date(2013, 1, 1), (count(30, "shops:ARL", hedge=Hedge.MORE_THAN),)),
    Verdict.NOT_COMPARABLE: (date(2013, 1, 1), (level(100, "2010", currency="RUB"),)),
    Verdict.NO_DATA: (date(2013, 1, 1), (level(100, "2009"),)),
    Verdict.ALREADY_TRUE: (date(2011, 1, 1), (target(90, "2012"),)),
    Verdict.OPEN: (date(2013, 1, 1), (target(800, "2020"),)),
    Verdict.KEPT: (date(2011, 1, 1), (target(190, "2012"),)),
    Verdict.MISSED: (date(2011, 1, 1), (target(290, "2012"),)),
    Verdict.REPEATED: (date(2013, 1, 1), (target(300, "2020"),)),
    Verdict.NOT_CHECKED: (date(2013, 1, 1), (Claim(id="q1", kind=Kind.QUOTE, text="We are friends"),)),
}


def test_every_verdict_has_an_example() -> None:
    assert set(EXAMPLES) == set(Verdict)


@pytest.mark.parametrize("verdict", EXAMPLES)
def test_the_example_earns_its_verdict(verdict: Verdict, book: Ledger) -> None:
    said_on, claims = EXAMPLES[verdict]
    found = run_checks(reading(*claims, said_on=said_on), book, today=TODAY).assessments[0]
    assert found.verdict is verdict
    assert found.reason.endswith(".")
    assert found.claim is claims[0]
