"""The reader from end to end."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sverka.claims.frames.breakdowns import read_breakdowns
from sverka.claims.frames.counts import read_counts
from sverka.claims.frames.draft import Draft, Memory, Told
from sverka.claims.frames.events import read_events
from sverka.claims.frames.flows import read_flows
from sverka.claims.frames.parties import Parties, parties
from sverka.claims.frames.ranks import read_ranks
from sverka.claims.goods import find_goods
from sverka.claims.page.dateline import Dated, publication_date
from sverka.claims.page.language import detect_language
from sverka.claims.page.lines import label_lines

if TYPE_CHECKING:
    from sverka.claims.page.html import Page
from sverka.claims.headlines import settle_headlines
from sverka.claims.people.agency import agency_of
from sverka.claims.people.speakers import Attributions, attribute
from sverka.claims.scene import Scene, see
from sverka.claims.tables import READ_LANGUAGES
from sverka.vocabulary.claim import Claim, Kind
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.statement import Line, LineLabel, Reading, Statement


def read(
    text: str, said_on: date | None, *, lang: str | None, pair: str | None, page: "Page | None"
) -> Reading:  # fmt: skip
    """Read a text; see sverka.claims.read_claims."""
    lines = label_lines(text, page.labels if page else ())
    lang = lang or detect_language(text)
    dated = publication_date(text, lines, option=said_on, metadata=page.published_on if page else None)
    if lang not in READ_LANGUAGES:
        findings = (_unread(lang), *_undated(dated))
        return Reading(statement=_statement(text, lines, lang, dated, None), lines=lines, findings=findings)
    scene = see(text, lines, lang, dated.on)
    who = parties(scene, pair)
    spoken = attribute(text, lines, lang, dated.on)
    quotes = [Draft(kind=Kind.QUOTE, start=quote.start, end=quote.end) for quote in spoken.quotes]
    claims = _annotate(text, _frames(scene, who) + quotes, spoken)
    return Reading(
        statement=_statement(text, lines, lang, dated, who.subject),
        lines=lines,
        claims=claims,
        products=find_goods(text, scene.low, lang),
        findings=(*_undated(dated), *_unpaired(who, claims)),
    )


def _frames(scene: Scene, who: Parties) -> list[Draft]:
    """Run the frames over the sentences, in order, with what the story has said so far."""
    memory = Memory()
    drafts: list[Draft] = []
    for sentence in scene.sentences:
        told = Told(who, memory)
        found = read_counts(scene, sentence, told)
        taken = [(d.start, d.end) for d in found if d.kind is Kind.COUNT]
        flows = read_flows(scene, sentence, told)
        found += [d for d in flows if not any(start <= d.start < end for start, end in taken)]
        found += read_breakdowns(scene, found)
        found += read_ranks(scene, sentence, told)
        found += read_events(scene, sentence)
        drafts += found
    settle_headlines(drafts)
    return drafts


_SHORT = {
    Kind.LEVEL: "c",
    Kind.GROWTH: "g",
    Kind.TARGET: "t",
    Kind.COUNT: "n",
    Kind.SHARE: "s",
    Kind.RANK: "r",
    Kind.BREAKDOWN: "b",
    Kind.EVENT: "e",
    Kind.QUOTE: "q",
}


def _annotate(text: str, drafts: list[Draft], attributions: Attributions) -> tuple[Claim, ...]:
    """Name the claims in order of place and say who makes each."""
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    numbered: dict[Kind, int] = {}
    ids: dict[int, str] = {}
    for draft in drafts:
        numbered[draft.kind] = numbered.get(draft.kind, 0) + 1
        ids[id(draft)] = f"{_SHORT[draft.kind]}{numbered[draft.kind]}"
    return tuple(_spoken(draft.claim(text, ids), attributions) for draft in drafts)


def _spoken(claim: Claim, attributions: Attributions) -> Claim:
    if claim.start is None or claim.end is None:
        return claim
    if claim.kind is Kind.EVENT:
        return replace(claim, who=attributions.named_in(claim.start, claim.end))
    if claim.kind is Kind.BREAKDOWN:
        return claim
    said = attributions.speaker_of(claim.start)
    reasons = dict(claim.reasons)
    if said.speaker is None:
        reasons["speaker"] = "the text does not say whose words these are"
    return replace(
        claim, speaker=said.speaker, speaker_mention=said.mention, source=said.source, reasons=reasons
    )


def _statement(
    text: str, lines: Sequence[Line], lang: str | None, dated: Dated, pair: str | None
) -> Statement:
    title = next((text[line.start : line.end] for line in lines if line.label is LineLabel.TITLE), None)
    return Statement(
        id=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title=title,
        said_on=dated.on,
        said_on_from=dated.source,
        lang=lang,
        pair=pair,
        source=agency_of(text, lines, lang) if lang else None,
    )


def _unread(lang: str | None) -> Finding:
    names = {"kk": "Kazakh", "be": "Belarusian"}
    what = names.get(lang or "", "a language that the reader does not know")
    return Finding(
        check="language",
        severity=Severity.WARNING,
        about="statement",
        message=f"The text is in {what}; the reader reads Russian and English, so no claim was looked for.",
        next_step="Give a Russian or English version, or correct the language with --lang.",
    )


def _undated(dated: Dated) -> tuple[Finding, ...]:
    if dated.on is not None:
        return ()
    reason = dated.reason or "the text carries no date of publication"
    return (
        Finding(
            check="date",
            severity=Severity.WARNING,
            about="statement",
            message=f"No date of publication: {reason}. Periods such as “last year” stay symbolic.",
            next_step="Give the date with --said-on YYYY-MM-DD.",
        ),
    )


def _unpaired(who: Parties, claims: Sequence[Claim]) -> tuple[Finding, ...]:
    if who.pair is not None or not claims:
        return ()
    return (
        Finding(
            check="pair",
            severity=Severity.WARNING,
            about="statement",
            message=f"No pair of countries was settled: {who.reason}.",
            next_step="Name the pair with --pair, as in --pair BLR-KAZ.",
        ),
    )
