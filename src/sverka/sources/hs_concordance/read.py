"""Read a workbook of correlation tables: lines into correspondences, the publisher's choices into facts."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sverka.sources.card import Card
from sverka.sources.hs_concordance.doubts import doubt_conversion, doubt_correlation
from sverka.sources.hs_concordance.lookups import Lookups, read_lookups
from sverka.sources.hs_concordance.sheets import Conversion, Correlation, read_sheet
from sverka.sources.snapshot import Snapshot
from sverka.sources.workbook import Workbook
from sverka.vocabulary.batch import Batch
from sverka.vocabulary.correspondence import Correspondence
from sverka.vocabulary.fact import Fact
from sverka.vocabulary.nomenclature import conversion_fact
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product

_DECIDED = "lookups.yml of this source"


class NoCorrelations(ValueError):
    """A workbook holds no table of codes of two revisions."""

    def __init__(self, name: str, sheets: tuple[str, ...]) -> None:
        super().__init__(
            f"{name} holds no correlation of two revisions: none of its sheets has a row of heads such as "
            f"“HS 2022” and “HS 2017” ({', '.join(sheets) or 'there is none'}). "
            "Give the workbook as the publisher offers it."
        )


def read(snapshot: Snapshot, card: Card) -> Batch:
    """Read a workbook with the tables of two revisions, or the one table of all of them.

    Raises UnreadableWorkbook, NoCorrelations.
    """
    lookups = read_lookups()
    book = Workbook(snapshot.data, snapshot.name)
    sheets = [read_sheet(book.sheet(name), lookups.nothing) for name in book.sheets]
    correlations = [one for sheet in sheets for one in sheet.correlations]
    conversions = [one for sheet in sheets for one in sheet.conversions]
    if not correlations and not conversions:
        raise NoCorrelations(snapshot.name, book.sheets)
    origin = Origin(
        source=card.id, snapshot=snapshot.sha256, place="", licence=card.licence, accessed=card.accessed
    )
    lines = {(one.revision, one.other): one for one in correlations}
    findings = [finding for sheet in sheets for finding in sheet.findings]
    for correlation in correlations:
        findings += doubt_correlation(correlation, lookups)
    for conversion in conversions:
        findings += doubt_conversion(conversion, lines.get((conversion.revision, conversion.other)))
    return Batch(
        source=card.id,
        facts=(fact for one in conversions for fact in _choices(one, lines, lookups, origin)),
        correspondences=(line for one in correlations for line in _lines(one, lookups, origin)),
        findings=(*book.findings, *findings),
    )


def _lines(correlation: Correlation, lookups: Lookups, origin: Origin) -> Iterator[Correspondence]:
    revision, other = correlation.revision, correlation.other
    for (code, counterpart), place in correlation.pairs.items():
        yield _line(Product(code, revision), Product(counterpart, other), None, _at(origin, place))
    for code, counterpart, decision in lookups.lines(revision, other):
        if (code, counterpart) not in correlation.pairs:
            ends = Product(code, revision), Product(counterpart, other)
            yield _line(*ends, decision.note, _at(origin, _DECIDED))


def _line(one: Product, other: Product, note: str | None, origin: Origin) -> Correspondence:
    return Correspondence(one=one, other=other, note=note, origin=origin)


def _choices(
    conversion: Conversion,
    correlations: Mapping[tuple[str, str], Correlation],
    lookups: Lookups,
    origin: Origin,
) -> Iterator[Fact]:
    """Yield the choice among several counterparts; where there is only one nobody chose."""
    revision, other = conversion.revision, conversion.other
    correlation = correlations.get((revision, other))
    several = Counter(code for code, _ in correlation.pairs) if correlation else Counter()
    decided = {code: counterpart for code, counterpart, _ in lookups.lines(revision, other)}
    for (code, chosen), place in conversion.pairs.items():
        if several[code] != 1 or code in decided:
            yield Fact(
                name=conversion_fact(revision, other),
                country="WLD",
                detail=code,
                text=decided.get(code, chosen),
                origin=_at(origin, _DECIDED if code in decided else place),
            )


def _at(origin: Origin, place: str) -> Origin:
    return Origin(
        source=origin.source,
        snapshot=origin.snapshot,
        place=place,
        licence=origin.licence,
        accessed=origin.accessed,
    )
