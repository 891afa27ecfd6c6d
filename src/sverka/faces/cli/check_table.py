"""Print checked statements as tables: one row a claim, then findings and sources."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from sverka.dossier import show
from sverka.dossier.checked import further_findings, told_evidence
from sverka.dossier.citations import Citations, cite
from sverka.vocabulary.finding import Severity
from sverka.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sverka.dossier.checked import Checked
    from sverka.sources.card import Card
    from sverka.vocabulary.claim import Claim
    from sverka.vocabulary.figure import Figure
    from sverka.vocabulary.finding import Finding
    from sverka.vocabulary.verdict import Assessment

TONES = {
    "good": "green",
    "mixed": "yellow",
    "bad": "red",
    "open": "cyan",
    "quiet": "bright_black",
    "none": "bright_black",
}
_SEVERITIES = {Severity.NOTE: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "red"}
_QUOTED = 160


def print_check(checked: Iterable[Checked], cards: Mapping[str, Card]) -> None:
    """Print every statement's table, and the sources of all of them at the end."""
    console = Console(highlight=False)
    checked = tuple(checked)
    citations = cite(checked, cards)
    for one in checked:
        console.print(*_statement(one, citations), sep="\n")
    if citations.entries:
        console.print(sources(citations))


def _statement(one: Checked, citations: Citations) -> Iterable[RenderableType]:
    statement = one.report.reading.statement
    said = show.day(statement.said_on) if statement.said_on else "day not known"
    told = f"as told by {statement.source}" if statement.source else None
    facts = (said, told, statement.speaker, show.subject(statement.pair) or "no pair of countries found")
    yield Text.assemble(
        (one.title, "bold"), "\n", (" · ".join(fact for fact in facts if fact), "bright_black")
    )
    if one.report.assessments:
        yield _claims(one.report.assessments, citations)
    else:
        yield Text("No claims were found in this text.")
    for finding in one.whole_findings:
        yield finding_line(finding)
    yield from _claim_findings(one.report.assessments)
    yield Text()


def _claims(assessments: Iterable[Assessment], citations: Citations) -> Table:
    table = Table(box=box.HORIZONTALS, expand=True, padding=(0, 1), show_lines=True, header_style="bold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Said", ratio=5, overflow="fold")
    table.add_column("About", ratio=4, overflow="fold")
    table.add_column("Verdict and books", ratio=7, overflow="fold")
    for number, found in enumerate(assessments, 1):
        table.add_row(str(number), _said(found.claim), _about(found.claim), _found(found, citations))
    return table


def _claim_findings(assessments: Iterable[Assessment]) -> Iterable[Text]:
    """Tell each finding once, with the numbers of the claims that it is about."""
    about: dict[Finding, list[str]] = {}
    for number, found in enumerate(assessments, 1):
        for finding in further_findings(found):
            about.setdefault(finding, []).append(str(number))
    for finding, numbers in about.items():
        yield Text(f"{', '.join(numbers)}  ", style="bold").append_text(finding_line(finding))


def _said(claim: Claim) -> Text:
    words = claim.text or ""
    words = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rstrip()}…"
    value = show.claim_value(claim)
    meaning = f"{show.kind(claim)}: {value}" if value else show.kind(claim)
    return Text.assemble(f"“{words}”", "\n", (meaning, "bright_black")) if words else Text(meaning)


def _about(claim: Claim) -> Text:
    lines = (show.about(claim), show.when(claim), claim.speaker or claim.speaker_mention)
    return Text("\n".join(line for line in lines if line))


def _found(found: Assessment, citations: Citations) -> Group:
    look = show.VERDICTS[found.verdict]
    parts: list[RenderableType] = [Text(f"{look.sign} {found.verdict}", style=f"bold {TONES[look.tone]}")]
    for compared in found.comparisons:
        agreement = show.AGREEMENTS[compared.agreement]
        line = Text(f"{agreement.sign} ", style=TONES[agreement.tone])
        parts.append(line.append_text(figure_line(compared.figure, citations)))
    if found.comparisons and found.allowed:
        parts.append(Text(f"as said: {show.claim_allowed(found.claim, found.allowed)}", style="bright_black"))
    if not show.figures_say_it(found) and found.verdict is not Verdict.NOT_CHECKED:
        parts.append(Text(found.reason))
    parts.extend(Text(piece, style="bright_black") for piece in told_evidence(found))
    parts.extend(Text("  ").append_text(figure_line(figure, citations)) for figure in found.context)
    return Group(*parts)


def figure_line(figure: Figure, citations: Citations) -> Text:
    """Write a figure in a line: book, period, value, interval, valuation, numbers of its sources."""
    notes = "".join(f"[{number}]" for number in citations.of(figure))
    what = "" if figure.unit == "USD" else f" {show.measure(figure.measure)}"
    text = f"{show.book(figure.book)} {show.period(figure.period)}{what}: {show.figure_value(figure)}"
    fine = f" ({show.allowed(figure.allowed, '')}), {figure.valuation} {notes}".rstrip()
    return Text.assemble(text, (fine, "bright_black"))


def finding_line(finding: Finding) -> Text:
    """Write a finding in its severity's colour, with the next step where it has one."""
    text = Text.assemble((f"{finding.severity}: ", _SEVERITIES[finding.severity]), finding.message)
    return text.append(f" {finding.next_step}", style="bright_black") if finding.next_step else text


def sources(citations: Citations) -> Table:
    """Lay out the numbered sources, those of one snapshot under the compilation that holds them."""
    table = Table(box=None, padding=(0, 1), show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for _, group in groupby(citations.entries, key=lambda entry: (entry.source, entry.snapshot)):
        entries = list(group)
        first = entries[0]
        read = f"Read {show.day(first.accessed)}, snapshot {first.snapshot[:16]}"
        card = f"{first.title}. {first.publisher}. Licence: {first.licence}. {read}."
        if not first.cites:
            table.add_row(f"[{first.number}]", escape(f"{card} {first.address or ''}"))
            continue
        for entry in entries:
            table.add_row(f"[{entry.number}]", escape(f"{entry.cites or entry.title} {entry.address or ''}"))
        table.add_row("", Text(f"in: {card}", style="bright_black"))
    return table
