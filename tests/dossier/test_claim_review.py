from datetime import date

import msgspec
from tests.fictional.statement import make_checked

from sverka.checks import Report
from sverka.dossier.checked import Checked
from sverka.dossier.claim_review import claim_review

DAY = date(2018, 4, 1)


def reviews() -> list[dict[str, object]]:
    found: list[dict[str, object]] = claim_review([make_checked()], reviewed_on=DAY)["@graph"]
    return found


def test_only_claims_that_a_book_speaks_of_are_reviewed() -> None:
    verdicts = [review["reviewRating"]["alternateName"] for review in reviews()]  # type: ignore[index]
    assert verdicts == ["depends on the books", "inconsistent", "open"]


def test_the_speaker_is_the_author_of_the_claim() -> None:
    level = reviews()[0]
    assert level["@type"] == "ClaimReview"
    assert level["datePublished"] == "2018-04-01"
    assert level["author"] == {"@type": "Organization", "name": "Sverka"}
    assert level["itemReviewed"] == {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Aro"},
        "datePublished": "2018-03-01",
        "appearance": {
            "@type": "CreativeWork",
            "headline": "Arland <and> Bedia trade more",
            "inLanguage": "en",
        },
    }


def test_what_is_reviewed_is_the_sentence_around_the_number() -> None:
    assert reviews()[2]["claimReviewed"] == "It will pass $1 billion in 2030."


def test_a_scale_is_given_only_to_verdicts_that_lie_on_one() -> None:
    depends, inconsistent, _ = (review["reviewRating"] for review in reviews())
    assert depends == {
        "@type": "Rating",
        "alternateName": "depends on the books",
        "ratingValue": 2,
        "worstRating": 1,
        "bestRating": 3,
    }
    assert inconsistent == {"@type": "Rating", "alternateName": "inconsistent"}


def test_nothing_unknown_is_written() -> None:
    made = make_checked()
    reading = msgspec.structs.replace(
        made.report.reading,
        statement=msgspec.structs.replace(made.report.reading.statement, title=None, lang=None, said_on=None),
    )
    level = made.report.assessments[1]
    bare = msgspec.structs.replace(level.claim, speaker=None, source="Belstat")
    report = Report(reading=reading, assessments=(msgspec.structs.replace(level, claim=bare),))
    (review,) = claim_review([Checked("a.txt", report)], reviewed_on=DAY)["@graph"]
    assert review["itemReviewed"] == {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": "Belstat"},
    }
    assert "url" not in review
