"""Write checked statements as one self-contained HTML page."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sverka import __version__
from sverka.dossier import show
from sverka.dossier.checked import Checked, further_findings, told_evidence
from sverka.dossier.citations import Citations, cite
from sverka.dossier.marks import Block, Paragraph, cut
from sverka.dossier.strip import WIDTH, Strip, strip_of
from sverka.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sverka.sources.card import Card
    from sverka.vocabulary.verdict import Assessment


class _Card(NamedTuple):
    number: int
    assessment: Assessment
    strip: Strip | None


class _Section(NamedTuple):
    number: int
    checked: Checked
    blocks: tuple[Block, ...]
    cards: tuple[_Card, ...]
    placeless: tuple[int, ...]
    tally: tuple[tuple[Verdict, int], ...]


def check_page(checked: Sequence[Checked], cards: Mapping[str, Card], *, checked_on: date) -> str:
    """Return a page that holds all it needs: text, claims, figures, sources, its own style, and no script."""
    return render(
        "check.html",
        further_findings=further_findings,
        told_evidence=told_evidence,
        is_heading=_is_heading,
        sections=[_section(number, one) for number, one in enumerate(checked, 1)],
        citations=cite(checked, cards),
        checked_on=checked_on,
    )


def render(template: str, *, citations: Citations, **values: object) -> str:
    """Fill one of the page templates; every value is escaped, and the style is the only thing let in."""
    style = _style()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template(template)
        .render(
            show=show,
            style=Markup(style),  # noqa: S704 - a file of this package
            style_hash=f"'sha256-{digest}'",
            strip_width=WIDTH,
            version=__version__,
            citations=citations,
            **values,
        )
    )


def _section(number: int, one: Checked) -> _Section:
    found = one.report.assessments
    blocks = cut(one.report.reading)
    placed = {number for block in blocks for paragraph in block.paragraphs for number in paragraph.claims}
    tally = Counter(assessment.verdict for assessment in found)
    return _Section(
        number=number,
        checked=one,
        blocks=blocks,
        cards=tuple(_Card(at, assessment, strip_of(assessment)) for at, assessment in enumerate(found, 1)),
        placeless=tuple(at for at in range(1, len(found) + 1) if at not in placed),
        tally=tuple((verdict, tally[verdict]) for verdict in Verdict if tally[verdict]),
    )


def _is_heading(paragraph: Paragraph, section: _Section) -> bool:
    """Tell whether a line is the title that stands over the page already, with no claim in it."""
    text = "".join(piece.text for piece in paragraph.pieces)
    return text.strip() == section.checked.title.strip() and not any(
        piece.marks for piece in paragraph.pieces
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("sverka.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style() -> str:
    loader = _environment().loader
    assert isinstance(loader, PackageLoader)  # noqa: S101 - tells the type checker what _environment made
    return loader.get_source(_environment(), "page.css")[0]
