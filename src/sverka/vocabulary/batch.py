"""Batches: what one reading of a source, or of a text, brings to the ledger."""

from collections.abc import Iterable

import msgspec

from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.finding import Finding
from sverka.vocabulary.flow import Flow
from sverka.vocabulary.judgement import Judgement
from sverka.vocabulary.statement import Reading
from sverka.vocabulary.table import Table


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What is posted together or not at all; `source` is the id of the source's card.

    `flows`, `facts` and `correspondences` may be generators: each is read once, in this order, so that
    millions of rows need no memory. `tables` are files that the ledger reads itself, column by column.
    `findings` may be filled while the generators run: it is looked at after them.
    """

    source: str
    flows: Iterable[Flow] = ()
    facts: Iterable[Fact] = ()
    correspondences: Iterable[Correspondence] = ()
    tables: tuple[Table, ...] = ()
    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    findings: Iterable[Finding] = ()
