"""Write checked claims as schema.org ClaimReview, the markup that fact-check registers read.

The properties are those of Google's "Fact check (ClaimReview) structured data". A rating on a scale
(`ratingValue`) is given only to verdicts that lie on one: from 1, contradicted by every book, to 3,
confirmed by every book that covers the claim. The others have their words alone (`alternateName`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sverka.claims.page.sentences import sentences
from sverka.vocabulary.claim import Kind
from sverka.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sverka.dossier.checked import Checked
    from sverka.vocabulary.claim import Claim
    from sverka.vocabulary.statement import Statement
    from sverka.vocabulary.verdict import Assessment

Data: TypeAlias = dict[str, Any]

_WORST, _BEST = 1, 3
_SCALE = {
    Verdict.CONTRADICTED: 1,
    Verdict.DEPENDS: 2,
    Verdict.CONFIRMED: 3,
    Verdict.CONFIRMED_UNDERSTATED: 3,
}
_UNREVIEWED = {Verdict.NOT_CHECKED, Verdict.NO_DATA}


def claim_review(checked: Sequence[Checked], *, reviewed_on: date) -> Data:
    """Return a JSON-LD graph with a ClaimReview for every claim that has been reviewed.

    Quotes, and claims that no book tells anything of, are not reviewed. What is not known (the address
    of the statement, the speaker) is left out, never guessed.
    """
    reviews = [
        _review(assessment, one.report.reading.statement, reviewed_on)
        for one in checked
        for assessment in one.report.assessments
        if assessment.claim.kind is not Kind.QUOTE and assessment.verdict not in _UNREVIEWED
    ]
    return {"@context": "https://schema.org", "@graph": reviews}


def _review(found: Assessment, statement: Statement, reviewed_on: date) -> Data:
    return {
        "@type": "ClaimReview",
        "datePublished": reviewed_on.isoformat(),
        "author": {"@type": "Organization", "name": "Sverka"},
        "claimReviewed": _words(found.claim, statement),
        "itemReviewed": _claim(found.claim, statement),
        "reviewRating": _rating(found.verdict),
        "reviewBody": found.reason,
    }


def _claim(claim: Claim, statement: Statement) -> Data:
    speaker = claim.speaker or statement.speaker
    item: Data = {"@type": "Claim"}
    if speaker:
        item["author"] = {"@type": "Person", "name": speaker}
    elif claim.source:
        item["author"] = {"@type": "Organization", "name": claim.source}
    if statement.said_on:
        item["datePublished"] = statement.said_on.isoformat()
    appearance: Data = {"@type": "CreativeWork"}
    if statement.title:
        appearance["headline"] = statement.title
    if statement.lang:
        appearance["inLanguage"] = statement.lang
    if statement.origin and statement.origin.address:
        appearance["url"] = statement.origin.address
    if len(appearance) > 1:
        item["appearance"] = appearance
    return item


def _rating(verdict: Verdict) -> Data:
    rating: Data = {"@type": "Rating", "alternateName": str(verdict)}
    if verdict in _SCALE:
        rating |= {"ratingValue": _SCALE[verdict], "worstRating": _WORST, "bestRating": _BEST}
    return rating


def _words(claim: Claim, statement: Statement) -> str:
    """Return the sentence around a claim; its own words alone say too little."""
    if claim.start is None or claim.end is None:
        return claim.text or ""
    text = statement.text
    line_end = text.find("\n", claim.end)
    bounds = (text.rfind("\n", 0, claim.start) + 1, len(text) if line_end < 0 else line_end)
    around = [
        text[start:end]
        for start, end in sentences(text, *bounds, statement.lang)
        if start < claim.end and claim.start < end
    ]
    return " ".join(around)
