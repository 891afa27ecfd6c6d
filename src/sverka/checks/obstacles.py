"""What keeps a claim about trade from being held against a book."""

from sverka.checks.phrasing import amount, period_words, trade_of, whose_book
from sverka.checks.question import Question
from sverka.checks.topic import goods_subject
from sverka.vocabulary.claim import Claim, Kind, Unit
from sverka.vocabulary.country import subject_pair
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.period import ANNUAL, NOW, span
from sverka.vocabulary.verdict import Assessment, Verdict

CURRENCY = "USD"

_GOODS = {"trade", "export", "import", "balance"}


def obstacle(claim: Claim) -> Assessment | None:
    """Return the assessment of a claim that does not say what a book could answer; None where it does."""
    if claim.value is None and claim.direction is None:
        return Assessment(claim=claim, verdict=Verdict.NOT_CHECKED, reason="The claim states no number.")
    if subject_pair(claim.subject) is None:
        who = f" ({why})" if (why := claim.reasons.get("subject")) else ""
        return not_held(
            claim, f"The statement is not about one pair of countries{who}; the book is kept by pair"
        )
    if claim.measure not in _GOODS:
        measure = (claim.measure or "an unnamed measure").replace("_", " ")
        return not_held(claim, f"The book holds trade in goods only; a source of {measure} would be needed")
    if claim.measure != "balance" and goods_subject(claim) is None:
        reason = (
            f"The statement does not say whose {claim.measure}s these are, so no column of a book answers it."
        )
        return Assessment(claim=claim, verdict=Verdict.NOT_COMPARABLE, reason=reason)
    return None


def undated(question: Question) -> Assessment | None:
    """Return the assessment of a claim whose period has no dates; the nearest years stand beside it."""
    claim = question.claim
    if span(claim.period) is not None:
        return None
    missing = f"{_no_dates(claim)}, so no figure of a book can be set against it"
    nearest = question.nearest()
    if not nearest:
        missing = f"{missing}; the book holds no {trade_of(question.subject)} at all"
    if claim.kind is not Kind.LEVEL:
        nearest = ()
    shown = _shown(nearest, "The nearest years in the book: ")
    return Assessment(claim=claim, verdict=Verdict.NO_DATA, reason=f"{missing}.{shown}", context=nearest)


def _no_dates(claim: Claim) -> str:
    why = claim.reasons.get("period")
    if claim.period is None:
        missing = f"The statement names no period{f' ({why})' if why else ''}"
    elif claim.period == NOW:
        missing = "The statement speaks of the time it was made without naming a year"
    elif claim.period == ANNUAL:
        missing = "The statement speaks of a year, none in particular"
    else:
        missing = f"The period “{claim.period}” needs the day of the statement, which is not known"
    if claim.unit is Unit.MONEY and claim.currency is None:
        missing += ", nor a currency" if claim.period is None else ", and names no currency"
    return missing


def wrong_money(question: Question) -> Assessment | None:
    """Return the assessment of an amount that is not in dollars; the books' figures stand beside it."""
    claim = question.claim
    if claim.unit is Unit.MONEY and claim.currency == CURRENCY:
        return None
    if claim.unit is not Unit.MONEY:
        reason = f"The claim is counted in {claim.unit or 'no unit'}, the book in {CURRENCY}"
    elif claim.currency is None:
        reason = f"The statement names no currency; the book is in {CURRENCY}"
    else:
        reason = f"The claim is in {claim.currency}, the book in {CURRENCY}, and no rate is posted"
    found = question.levels()
    shown = _shown(found, f"For {period_words(claim.period)} ")
    return Assessment(claim=claim, verdict=Verdict.NOT_COMPARABLE, reason=f"{reason}.{shown}", context=found)


def uncovered(question: Question) -> Assessment:
    """Return the assessment of a claim about a period that no book has, naming what they have."""
    nearest = question.nearest()
    missing = question.books.missing(question.subject, question.period)
    shown = _shown(nearest, "The nearest: ")
    return Assessment(
        claim=question.claim, verdict=Verdict.NO_DATA, reason=f"{missing}.{shown}", context=nearest
    )


def not_held(claim: Claim, missing: str) -> Assessment:
    """Return the assessment of a claim for which the book would need what it does not have."""
    return Assessment(claim=claim, verdict=Verdict.NO_DATA, reason=f"{missing}.")


def _shown(figures: tuple[Figure, ...], lead: str) -> str:
    words = [
        f"{whose_book(figure.book)} shows {amount(figure.value, figure.unit)} for {figure.period}"
        for figure in figures
    ]
    return f" {lead}{'; '.join(words)}." if words else ""
