"""Hold what was said against the books: every check returns findings and raises none on bad data."""

from datetime import date

from sverka.checks.evidence import Evidence
from sverka.checks.promise import BookOutcome, Promise, PromiseHistory
from sverka.checks.promises import trace
from sverka.checks.report import Report
from sverka.checks.verdicts import judge
from sverka.ledger import Ledger
from sverka.vocabulary.country import Pair
from sverka.vocabulary.statement import Reading

__all__ = ["BookOutcome", "Promise", "PromiseHistory", "Report", "run_checks", "trace_promises"]


def run_checks(reading: Reading, ledger: Ledger, *, today: date, as_of: date | None = None) -> Report:
    """Judge every claim of a reading by the ledger, as it stood at the end of `as_of`, on the day `today`."""
    return judge(reading, Evidence(ledger, today=today, as_of=as_of))


def trace_promises(ledger: Ledger, pair: Pair, *, today: date, as_of: date | None = None) -> PromiseHistory:
    """Follow every target and forecast on record for a pair to its outcome in each country's book."""
    return trace(Evidence(ledger, today=today, as_of=as_of), pair)
