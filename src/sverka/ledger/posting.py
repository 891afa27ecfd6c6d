"""What a post did."""

from datetime import datetime

import msgspec

from sverka.vocabulary.finding import Finding


class Posting(msgspec.Struct, frozen=True, kw_only=True):
    """Rows and entries that are new, that revise an older one, that were known already.

    `findings` are those of the batch, and what the ledger noticed in its rows.
    """

    new: int
    revised: int
    known: int
    posted_at: datetime
    findings: tuple[Finding, ...] = ()
