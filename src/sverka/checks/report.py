"""What the checks of one statement came to."""

import msgspec

from sverka.vocabulary.finding import Finding
from sverka.vocabulary.statement import Reading
from sverka.vocabulary.verdict import Assessment


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A reading, the assessment of each of its claims in the same order, and findings about the whole."""

    reading: Reading
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...] = ()
