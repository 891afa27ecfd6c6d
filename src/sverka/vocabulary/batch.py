"""Batches: what one reading of a source, or of a text, brings to the ledger."""

import msgspec

from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.judgement import Judgement
from sverka.vocabulary.statement import Reading


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Facts that are posted together or not at all; `source` is the id of the source's card."""

    source: str
    flows: tuple[Flow, ...] = ()
    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    findings: tuple[Finding, ...] = ()
