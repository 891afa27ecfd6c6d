"""Judgements: what a person decided, appended with who and why."""

from datetime import date

import msgspec

from sverka.vocabulary.verdict import Verdict


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A person's verdict on a claim of a statement; it stands beside the computed one, never over it."""

    statement: str
    claim: str
    verdict: Verdict
    who: str
    why: str
    judged_on: date
