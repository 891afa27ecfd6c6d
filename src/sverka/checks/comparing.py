"""Hold a claim's interval against the figures of the books, and say what came of it."""

from collections.abc import Sequence

from sverka.checks.allowed import allowed, understated
from sverka.checks.phrasing import figure_words, interval_words, sentence, whose_book
from sverka.vocabulary.claim import Claim
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.verdict import Agreement, Assessment, Comparison, Verdict

_OUTCOME = {
    Agreement.CONFIRMS: "they overlap",
    Agreement.CONFIRMS_MORE: "that is more than was said, which stays true",
    Agreement.CONTRADICTS: "they do not overlap",
}


def compare(claim: Claim, figures: Sequence[Figure], about: str = "") -> Assessment:
    """Judge a claim by the figures of the books that cover it; `about` says of what, "for 2017".

    There must be at least one figure, in the unit of the claim's interval.
    """
    within, beyond = allowed(claim) or Interval(), understated(claim)
    comparisons = tuple(
        Comparison(book=figure.book, figure=figure, agreement=_agreement(figure, within, beyond))
        for figure in figures
    )
    return Assessment(
        claim=claim,
        verdict=verdict_of(comparisons),
        reason=_reason(within, comparisons, about),
        allowed=within,
        comparisons=comparisons,
        findings=_coverage(claim, figures),
    )


def verdict_of(comparisons: Sequence[Comparison]) -> Verdict:
    """Sum up how the books stand to a claim; it is understated only if every book shows more."""
    agreements = {comparison.agreement for comparison in comparisons}
    if agreements == {Agreement.CONTRADICTS}:
        return Verdict.CONTRADICTED
    if Agreement.CONTRADICTS in agreements:
        return Verdict.DEPENDS
    return Verdict.CONFIRMED_UNDERSTATED if agreements == {Agreement.CONFIRMS_MORE} else Verdict.CONFIRMED


def _agreement(figure: Figure, within: Interval, beyond: Interval | None) -> Agreement:
    if within.meets(figure.allowed):
        return Agreement.CONFIRMS
    if beyond is not None and beyond.meets(figure.allowed):
        return Agreement.CONFIRMS_MORE
    return Agreement.CONTRADICTS


def _reason(within: Interval, comparisons: Sequence[Comparison], about: str) -> str:
    allows = f"{about} the claim allows {interval_words(within, comparisons[0].figure.unit)}"
    return sentence(allows, *(f"{_shows(each)}: {_OUTCOME[each.agreement]}" for each in comparisons))


def _shows(comparison: Comparison) -> str:
    """Say what a book shows; a figure of one direction is the exporter's FOB or the importer's CIF."""
    figure = comparison.figure
    declared = {"FOB": "exports FOB ", "CIF": "imports CIF "}.get(figure.valuation, "")
    return f"{whose_book(comparison.book)} shows {declared}{figure_words(figure)}"


def _coverage(claim: Claim, figures: Sequence[Figure]) -> tuple[Finding, ...]:
    """Say so where one book alone decides."""
    if len(figures) > 1:
        return ()
    only = whose_book(figures[0].book)
    return (
        Finding(
            check="coverage",
            severity=Severity.WARNING,
            about=claim.id,
            message=sentence(f"{only} alone covers this"),
            next_step="Post the other side’s figures for the period.",
        ),
    )
