"""A checked statement together with the name of the file it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sverka.checks import Report
    from sverka.vocabulary.finding import Finding
    from sverka.vocabulary.verdict import Assessment


class Checked(NamedTuple):
    """One input of a check: the name it was given by ("-" for standard input), and what came out."""

    name: str
    report: Report

    @property
    def title(self) -> str:
        """Name the statement for people: by its title, or else by the input's name."""
        named = "standard input" if self.name == "-" else self.name
        return self.report.reading.statement.title or named

    @property
    def whole_findings(self) -> tuple[Finding, ...]:
        """Return the findings about the statement that no single claim carries already."""
        carried = [finding for assessment in self.report.assessments for finding in assessment.findings]
        found = (*self.report.reading.findings, *self.report.findings)
        return tuple(dict.fromkeys(finding for finding in found if finding not in carried))


def told_evidence(assessment: Assessment) -> tuple[str, ...]:
    """Return the evidence of the findings that an assessment's reason tells already."""
    further = further_findings(assessment)
    told = (finding for finding in assessment.findings if finding not in further)
    return tuple(dict.fromkeys(piece for finding in told for piece in finding.evidence))


def further_findings(assessment: Assessment) -> tuple[Finding, ...]:
    """Return an assessment's findings that its reason does not tell already."""
    return tuple(
        finding for finding in assessment.findings if finding.message.rstrip(".") not in assessment.reason
    )
