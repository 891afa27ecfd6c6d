"""Who says what in a text: every sentence and every quote with its speaker, or none.

A passage belongs to the attribution of its quote, else of its own sentence, else of the sentence
that opened the paragraph with one. Who is merely mentioned is no speaker, and where two persons are
equally possible nobody is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sverka.claims.page.sentences import sentences
from sverka.claims.people.bodies import body_behind
from sverka.claims.people.persons import People, find_people
from sverka.claims.people.pointers import Subject, Teller
from sverka.claims.people.quotes import Quote, find_quotes
from sverka.vocabulary.statement import Line, LineLabel

_LABEL = re.compile(r"(?P<who>(?:[^\W\d_]\.\s?){0,2}[^:«»\"“”.!?\n]{2,60}):\s+\S")
_SIGNED = re.compile(r"\s[—–-]\s(?P<who>[^—–:«»\"“”.!?,\n]{3,40})$")
_DIALOGUE = re.compile(r"[—–-]\s")
_FEWEST_TURNS = 4
_EDITORIAL = re.compile(r"\((?=[^()]*\b(?:прим|ред|note|ed)\b)[^()]*\)", re.IGNORECASE)
# «Об этом рассказал X» says of the sentence before it who said it.
_BACKWARD = re.compile(
    r"(?:Об этом|Такое (?:заявление|мнение)|Так(?:ую|ие) (?:оценк|цифр|данн)\w+|Соответствующ\w+ "
    r"заявлени\w+|This was (?:stated|announced|said))\b"
)
# What the parties agree on is their own word, whatever body the figures before it rest on.
_PARTIES = re.compile(r"(?:Стороны|Главы|The (?:sides|parties|two))\b")
# An appeal at the end of a sentence covers that sentence; at its beginning, the paragraph.
_TRAILING = re.compile(r"[,—–-]\s*(?:по данным|согласно|according to)\s[^,]{3,60}[.!]$", re.IGNORECASE)


class Attribution(NamedTuple):
    """Who utters a passage; `mention` is the title used for the person, `source` the body behind a number."""

    speaker: str | None = None
    mention: str | None = None
    source: str | None = None


@dataclass(slots=True)
class _Told:
    """A stretch of the text and to whom it is attributed."""

    start: int
    end: int
    said: Attribution
    asides: list[tuple[int, int]] = field(default_factory=list)


class Attributions:
    """The speakers of a text, by place; `quotes` are the utterances in it, in order of place."""

    def __init__(
        self,
        people: People,
        text: str,
        quotes: Sequence[Quote],
        told: Sequence[_Told],
        quoted: Sequence[_Told],
    ) -> None:
        self.quotes = quotes
        self._people = people
        self._text = text
        self._told = sorted(told, key=lambda t: t.start)
        self._starts = [t.start for t in self._told]
        self._quoted = quoted

    def named_in(self, start: int, end: int) -> str | None:
        """Return the person first named in text[start:end], in the nominative."""
        at = bisect_left(self._people.mentions, start, key=lambda mention: mention.start)
        mention = self._people.mentions[at] if at < len(self._people.mentions) else None
        return self._people.persons[mention.person].name if mention and mention.end <= end else None

    def speaker_of(self, start: int) -> Attribution:
        """Return who utters the words that begin at `start`: in a quote its speaker, else the sentence's."""
        for quote in self._quoted:
            if quote.start <= start < quote.end:
                aside = next((a for a in quote.asides if a[0] <= start < a[1]), None)
                return quote.said if aside is None else Attribution(source=body_behind(self._text, *aside))
        at = bisect_right(self._starts, start) - 1
        return self._told[at].said if at >= 0 and start < self._told[at].end else Attribution()


def attribute(
    text: str, lines: Sequence[Line], lang: str | None, said_on: date | None = None
) -> Attributions:
    """Find who says what in the title and the story; `said_on` settles who held an office then."""
    people = find_people(text, lines)
    quotes = find_quotes(text, lines)
    reader = _Reader(text, people, quotes, Teller(text, people, said_on), lang)
    story = [line for line in lines if line.label is not LineLabel.FURNITURE]
    turns = [line for line in story if _DIALOGUE.match(text, line.start)]
    for line in story:
        if line.label is LineLabel.BODY:
            reader.read_line(line, dialogue=len(turns) >= _FEWEST_TURNS)
    for line in story:
        if line.label is LineLabel.TITLE:
            reader.read_title(line)
    return Attributions(people, text, quotes, reader.told, reader.quoted)


class _Reader:
    """Reads the lines in order, remembering who spoke last."""

    def __init__(
        self, text: str, people: People, quotes: Sequence[Quote], teller: Teller, lang: str | None
    ) -> None:
        self.text = text
        self.people = people
        self.quotes = quotes
        self.teller = teller
        self.lang = lang
        self.told: list[_Told] = []
        self.quoted: list[_Told] = []

    def read_line(self, line: Line, *, dialogue: bool) -> None:
        """Attribute the sentences and quotes of a paragraph."""
        spans = sentences(self.text, line.start, line.end, self.lang)
        fixed, begin = self._labelled(line, dialogue=dialogue)
        if begin is not None:
            self.told += [_Told(start, end, _said(fixed)) for start, end in spans]
            self._read_quotes(line, {}, fixed)
            return
        subjects = self._read_sentences(spans)
        self._read_quotes(line, subjects, None)

    def read_title(self, line: Line) -> None:
        """Attribute a headline: «Посол: …», «…, — Снопков», "Smith says …"."""
        label = _LABEL.match(self.text, line.start, line.end) or _SIGNED.search(
            self.text, line.start, line.end
        )
        who = self.teller.named(*label.span("who"), forward=True) if label else None
        if who is None:
            who = self.teller.subject(line.start, line.end, self._masks(line.start, line.end))
        self.told.append(_Told(line.start, line.end, _said(who)))
        for quote in self._quotes_in(line.start, line.end):
            self._tell_quote(quote, who)

    def _labelled(self, line: Line, *, dialogue: bool) -> tuple[Subject | None, int | None]:
        """Read the turn of an interview: «Имя Фамилия: …», or a dash, where questions have no speaker."""
        if dialogue and _DIALOGUE.match(self.text, line.start):
            asked = self.text[line.start : line.end].rstrip().endswith("?")
            return (None if asked else self.teller.only_speaker()), line.start
        label = _LABEL.match(self.text, line.start, line.end)
        if label is None or not self.text[label.start("who")].isupper():
            return None, None
        who = self.teller.labelled(*label.span("who"))
        if who is not None or self._is_repeated(label["who"]):
            return who, line.start
        return None, None

    def _is_repeated(self, label: str) -> bool:
        return self.text.count("\n" + label + ":") > 1

    def _read_sentences(self, spans: Sequence[tuple[int, int]]) -> dict[int, Subject | None]:
        """Attribute the sentences of a paragraph; return the speaker that stands at each one's start."""
        carried: Subject | None = None
        source: str | None = None
        opening: dict[int, Subject | None] = {}
        for n, (start, end) in enumerate(spans):
            who = self.teller.subject(start, end, self._masks(start, end))
            body = None if who else body_behind(self.text, start, end)
            if _PARTIES.match(self.text, start):
                source = None
            if who is not None and _BACKWARD.match(self.text, start):
                self._give_back(who)
            if who is not None or body is not None:
                follows = n == 0 or carried is not None or source is not None
                lasting = body is not None and not _TRAILING.search(self.text, start, end)
                carried, source = (who, None) if who else (None, body if lasting else None)
                said = _said(who, body)
                if not follows:
                    carried, source = None, None
            else:
                if self.teller.is_anothers(start, end, self._masks(start, end)):
                    carried = None
                said = _said(carried, source)
            opening[start] = who or carried
            self.told.append(_Told(start, end, said))
        return opening

    def _give_back(self, who: Subject) -> None:
        previous = self.told[-1] if self.told else None
        if previous is not None and previous.said == Attribution():
            previous.said = _said(who)

    def _read_quotes(self, line: Line, subjects: dict[int, Subject | None], fixed: Subject | None) -> None:
        before = self.teller.before(line.start)
        latest: Subject | None = None
        starts = sorted(subjects)
        for quote in self._quotes_in(line.start, line.end):
            who = fixed
            if who is None and quote.said is not None:
                who = self.teller.subject(*quote.said, self._masks(*quote.said))
            if who is None:
                at = bisect_right(starts, quote.start) - 1
                who = subjects[starts[at]] if at >= 0 else None
            if who is None:
                who = latest or (before if self._alone(quote, line) else None)
            latest = who
            self._tell_quote(quote, who)

    def _alone(self, quote: Quote, line: Line) -> bool:
        """Tell whether a quote is its whole paragraph, going on with what was said before it."""
        return quote.start - line.start <= 2 and line.end - quote.end <= 3  # noqa: PLR2004

    def _tell_quote(self, quote: Quote, who: Subject | None) -> None:
        asides = [m.span() for m in _EDITORIAL.finditer(self.text, quote.start, quote.end)]
        self.quoted.append(_Told(quote.start, quote.end, _said(who), asides))

    def _quotes_in(self, start: int, end: int) -> list[Quote]:
        return [quote for quote in self.quotes if start <= quote.start < end]

    def _masks(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the quoted stretches of a sentence, in which no attribution is looked for."""
        return [(q.start, q.end) for q in self.quotes if q.start < end and q.end > start]


def _said(who: Subject | None, source: str | None = None) -> Attribution:
    return Attribution(who.name, who.mention, source) if who else Attribution(source=source)
