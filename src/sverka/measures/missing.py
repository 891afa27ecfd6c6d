"""Say why a measure has no figure."""

import msgspec

from sverka.vocabulary.country import Country, Subject
from sverka.vocabulary.period import Period


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """A measure that cannot be given, and what would be needed; missing is not zero."""

    measure: str
    subject: Subject
    period: Period
    book: Country | None
    reason: str
