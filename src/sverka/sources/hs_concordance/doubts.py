"""Where a published correlation contradicts itself, or a decision about it: as Findings."""

from collections import Counter
from collections.abc import Iterator

from sverka.sources.hs_concordance.lookups import Lookups
from sverka.sources.hs_concordance.sheets import Conversion, Correlation
from sverka.vocabulary.finding import Finding, Severity

_FIRST = 12
_ALSO_WRITTEN = {"n:m": "n:n", "m:n": "n:n"}


def doubt_correlation(correlation: Correlation, lookups: Lookups) -> Iterator[Finding]:
    """Yield what is doubtful: relationships that the lines do not bear out, codes parted from themselves."""
    about = f"{correlation.revision} to {correlation.other}"
    decided = {(code, other) for code, other, _ in lookups.lines(correlation.revision, correlation.other)}
    if wrong := sorted(_misstated(correlation)):
        yield Finding(
            check="relationship",
            severity=Severity.WARNING,
            about=about,
            message=f"{len(wrong)} lines state another relationship than the lines show.",
            evidence=tuple(wrong[:_FIRST]),
            next_step="Lines are read as they stand; look whether some are missing from the file.",
        )
    if parted := sorted(_parted(correlation, {code for code, _ in decided})):
        yield Finding(
            check="same code apart",
            severity=Severity.NOTE,
            about=about,
            message=f"{len(parted)} codes stand in both revisions and no line ties them to themselves.",
            evidence=tuple(parted[:_FIRST]),
            next_step="A code may have been given to other goods. If not, decide it in the lookups.yml.",
        )
    if settled := sorted(f"{code} to {other}" for code, other in decided & correlation.pairs.keys()):
        yield Finding(
            check="decision not needed",
            severity=Severity.NOTE,
            about=about,
            message="The publisher has lines now that a person decided before.",
            evidence=tuple(settled),
            next_step="Take them out of the source's lookups.yml.",
        )


def doubt_conversion(conversion: Conversion, correlation: Correlation | None) -> Iterator[Finding]:
    """Yield a Finding where a code is converted to one with which it shares nothing, or to two."""
    about = f"{conversion.revision} to {conversion.other}"
    twice = [code for code, count in Counter(code for code, _ in conversion.pairs).items() if count > 1]
    outside = [] if correlation is None else sorted(conversion.pairs.keys() - correlation.pairs.keys())
    for message, evidence in (
        ("codes are converted to two codes", twice),
        ("conversions are to a code that the correlation has no line to", [" to ".join(p) for p in outside]),
    ):
        if evidence:
            yield Finding(
                check="conversion",
                severity=Severity.WARNING,
                about=about,
                message=f"{len(evidence)} {message}.",
                evidence=tuple(evidence[:_FIRST]),
                next_step="Conversions are shown and never used; decide a wrong one in the lookups.yml.",
            )


def _misstated(correlation: Correlation) -> Iterator[str]:
    onward = Counter(code for code, _ in correlation.pairs)
    back = Counter(other for _, other in correlation.pairs)
    for (code, other), stated in correlation.stated.items():
        shown = f"{'1' if back[other] == 1 else 'n'}:{'1' if onward[code] == 1 else 'n'}"
        if shown != _ALSO_WRITTEN.get(stated, stated):
            yield f"{code} to {other}: stated {stated}, shown {shown}"


def _parted(correlation: Correlation, decided: set[str]) -> set[str]:
    if correlation.revision.rstrip("0123456789") != correlation.other.rstrip("0123456789"):
        return set()
    codes = {code for code, _ in correlation.pairs}
    others = {other for _, other in correlation.pairs}
    tied = {code for code, other in correlation.pairs if code == other}
    return (codes & others) - tied - decided
