"""What a text gives as somebody's own words: the utterances between quotation marks."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sverka.claims.people.speech import is_said
from sverka.vocabulary.statement import Line, LineLabel

_OPEN = {"«": "»", "„": "“”", "“": "”", '"': '"'}
_MARKS = re.compile(r"[«»„“”\"]")
_MOST_LINES = 4  # lines that one utterance can run over
_WORD = re.compile(r"[^\W\d_]+")
# Words of an attribution set between dashes inside one pair of marks: «A, — сказал X. — B».
_ASIDE = re.compile(r"[,.!?…]\s*[—–‒-]\s+(?P<aside>[^—–‒«»\"“”]{3,150}?)[.,]\s*[—–‒-]\s*(?=\S)")
_AFTER = re.compile(
    r"\s*[,.]?\s*[—–‒-]\s*[а-яёәғқңөұүһіўa-zА-ЯA-Z]|\s*,?\s+(?:[a-z]|"
    r"[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,4}\s+[a-z])"
)
_TITLED = re.compile(
    r"(?:программ|проект|указ|закон|форум|стать|доклад|постановлен|инициатив|стратеги|концепци|орден|"
    r"медал|книг|фильм|конкурс|выставк|"
    r"конференци|компани|фирм|предприяти|завод|холдинг|концерн|агентств|газет|журнал|телеканал|канал|радио|"
    r"парти|фонд|банк|порта|"
    r"премь[яию]|рубрик|лозунг|девиз|зон[аыеу]|пункт|номинаци|групп|клуб|организаци|движени|"
    r"program|project|forum|article|report|law|decree|strategy|initiative|book|film|award|conference|"
    r"company|newspaper|titled|entitled|called|named|dubbed"
    r")\w*\s*$",
    re.IGNORECASE,
)
_UTTERED = re.compile(
    r"\b(?:я|мы|вы|ты|нас|нам|нами|вас|вам|меня|мне|наш\w*|ваш\w*|это|есть|нет|надо|нужно|можно|долж\w+|"
    r"готов\w*|рад\w?|уверен\w*|хотим|хочу|"
    r"будет|будут|был[аои]?|стал[аои]?|может|могут|которы\w+|if|we|i|you|our|us|my|is|are|was|were|has|"
    r"have|had|will|would|can|could|should|must|it|this|that|"
    r"біз|мен|сіз|біздің|бар|жоқ|мы|нашы?|ёсць|няма)\b|\b\w{2,}(?:ает|яет|еет|ует|ют|ит|ат|ят|ется|ются|"
    r"ится|ятся|ился|илась|илось|ились|"
    r"[аеиоуыя]л[аои]?|[аеиоуыя]лись|аем|яем|уем|им|ешь|ишь)\b",
    re.IGNORECASE,
)
_FEWEST = 6  # words of an utterance that nothing around it announces


class Quote(NamedTuple):
    """An utterance without its marks; `said` is the span of the attribution beside it, if one is there."""

    start: int
    end: int
    said: tuple[int, int] | None = None


class _Marked(NamedTuple):
    """What stands between a pair of marks, and the line that it opens in."""

    start: int
    end: int
    line: Line


def find_quotes(text: str, lines: Sequence[Line]) -> list[Quote]:
    """Find the utterances in the title and the body, in order of place.

    A quote broken by its attribution («A, — said X. — B») comes as two. Names of companies, papers
    and programmes, titles and single words in marks are no utterances. The marks and the grammar around
    them are the same in all languages read.
    """
    story = [line for line in lines if line.label is not LineLabel.FURNITURE]
    marked = [pair for n in range(len(story)) for pair in _pairs(text, story, n)]
    return [quote for pair in marked for quote in _utterances(text, pair, marked)]


def _pairs(text: str, story: Sequence[Line], n: int) -> Iterator[_Marked]:
    """Pair the marks of a line; the one left open closes in a following line, or at the line's own end."""
    line = story[n]
    at = line.start
    while (opening := _opening(text, at, line.end)) is not None:
        closing = _closing(text, opening, line.end)
        if closing is None:
            closing = _closing_later(text, opening, story[n + 1 : n + _MOST_LINES])
            if closing is not None or _WORD.search(text, opening + 1, line.end):
                yield _Marked(opening + 1, closing if closing is not None else line.end, line)
            return
        yield _Marked(opening + 1, closing, line)
        at = closing + 1


def _opening(text: str, at: int, end: int) -> int | None:
    for mark in _MARKS.finditer(text, at, end):
        if mark[0] in _OPEN and (mark[0] != '"' or _opens(text, mark.start(), end)):
            return mark.start()
    return None


def _opens(text: str, at: int, end: int) -> bool:
    before = text[at - 1] if at else " "
    return at + 1 < end and not text[at + 1].isspace() and (before.isspace() or before in "([—–-/")


def _closing(text: str, opening: int, end: int) -> int | None:
    """Find the mark that closes the one at `opening`; marks inside it count as nested."""
    closers = _OPEN[text[opening]]
    depth = 0
    for mark in _MARKS.finditer(text, opening + 1, end):
        sign = mark[0]
        if sign == '"' == closers:
            if _opens(text, mark.start(), end):
                depth += 1
            elif depth:
                depth -= 1
            else:
                return mark.start()
        elif sign == text[opening]:
            depth += 1
        elif sign in closers:
            if not depth:
                return mark.start()
            depth -= 1
    if depth:  # an inner mark was left open, as in «… «Вести». : the last closer ends the quote
        last = max(text.rfind(closer, opening + 1, end) for closer in closers)
        return last if last > opening else None
    return None


def _closing_later(text: str, opening: int, following: Sequence[Line]) -> int | None:
    for line in following:
        found = next(_MARKS.finditer(text, line.start, line.end), None)
        if found is None:
            continue
        closes = found[0] in _OPEN[text[opening]] and not (
            found[0] == '"' and _opens(text, found.start(), line.end)
        )
        return found.start() if closes else None
    return None


def _utterances(text: str, pair: _Marked, marked: Sequence[_Marked]) -> Iterator[Quote]:
    aside = next((m for m in _ASIDE.finditer(text, pair.start, pair.end) if is_said(m["aside"])), None)
    if aside is not None:
        yield _trimmed(text, pair.start, aside.start(), aside.span("aside"))
        yield _trimmed(text, aside.end(), pair.end, aside.span("aside"))
        return
    said = _said_beside(text, pair, marked)
    if _is_utterance(text, pair, said):
        yield _trimmed(text, pair.start, pair.end, said)


def _trimmed(text: str, start: int, end: int, said: tuple[int, int] | None) -> Quote:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:"):
        end -= 1
    if text.startswith("..", end) and end + 2 < len(text):  # keep three dots, which are no stop
        end += 3 if text.startswith("...", end) else 0
    return Quote(start, end, said)


def _said_beside(text: str, pair: _Marked, marked: Sequence[_Marked]) -> tuple[int, int] | None:
    """Find the words of attribution after the closing mark, else before the opening one."""
    after_mark = pair.end + 1
    line_end = text.find("\n", after_mark)
    line_end = len(text) if line_end < 0 else line_end
    if _AFTER.match(text, after_mark, line_end):
        following = [
            p.start - 1
            for p in marked
            if pair.end < p.start < line_end and _long(text, p) and is_said(text, after_mark, p.start - 1)
        ]
        stop = min(following, default=line_end)
        full = re.compile(r"[.!?](?=\s+[—–‒-]?\s*[\"«“„A-ZА-ЯЁ])|\n").search(text, after_mark, stop)
        end = full.end() if full else stop
        if is_said(text, after_mark, end):
            return after_mark, end
    begin = max([pair.line.start] + [p.end + 1 for p in marked if pair.line.start < p.end < pair.start])
    opening = pair.start - 1
    before = text[begin:opening]
    cut = max((m.end() for m in re.finditer(r"[.!?…][\"»”]*\s+(?=[A-ZА-ЯЁ])", before)), default=0)
    if is_said(before, cut) or before.rstrip().endswith(":"):
        return begin + cut, opening
    return None


def _long(text: str, pair: _Marked) -> bool:
    return len(_WORD.findall(text, pair.start, pair.end)) >= 4  # noqa: PLR2004


def _is_utterance(text: str, pair: _Marked, said: tuple[int, int] | None) -> bool:
    content = text[pair.start : pair.end]
    words = len(_WORD.findall(content))
    before = text[max(pair.start - 30, pair.line.start) : pair.start - 1]
    if _TITLED.search(before) or words < 2:  # noqa: PLR2004
        return False
    announced = said is not None and (
        said[0] > pair.end or before.rstrip().endswith((":", ",", "что", "that", "—", "–"))
    )
    if announced:
        return words >= 3 or bool(_UTTERED.search(content))  # noqa: PLR2004
    return words >= _FEWEST and bool(_UTTERED.search(content))
