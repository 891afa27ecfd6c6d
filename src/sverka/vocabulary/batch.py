"""Batches: what one reading of a source, or of a text, brings to the ledger."""

from collections.abc import Iterable

import msgspec

from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.judgement import Judgement
from sverka.vocabulary.statement import Reading


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Facts that are posted together or not at all; `source` is the id of the source's card.

    `flows` may be a generator: it is read once, so that millions of rows need no memory.
    """

    source: str
    flows: Iterable[Flow] = ()
    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    findings: tuple[Finding, ...] = ()
