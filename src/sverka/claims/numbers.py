"""Find numbers in running text: digits, words, scales, ranges."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sverka.claims.tables import joint, tables_for

_HUNDRED = 100.0
_THOUSAND = 1000.0
_WIDE = 5  # a range without "from" reaches no further than this many times its start


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; `half_step` is half a unit of its last digit, None for one written in words."""

    start: int
    end: int
    value: float
    high: float | None
    half_step: float | None
    scale: float


@dataclass(slots=True)
class _Token:
    kind: str
    start: int
    end: int
    value: float
    step: float | None = None


def fold(text: str) -> str:
    """Return the text in lower case with ё as е, every character in its place."""
    low = text.lower().replace("ё", "е")
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("ё", "е")


def find_numbers(low: str, lang: str) -> list[Number]:
    """Find the numbers in folded text, in order; a range with one shared scale is one number."""
    numbers = [number for group in _groups(low, lang) for number in _read_group(group)]
    return _join_ranges(low, numbers, lang)


@cache
def _scanner(lang: str) -> tuple[re.Pattern[str], dict[str, float]]:
    words = tables_for(lang).numbers
    digits = rf"(?<![\w.,/:\\])(?<![a-zа-я]-)(?:{words.digits})(?![\d:/])(?!\.\d)(?!{words.ordinal_tail})"
    parts = [rf"(?P<digits>{digits})"]
    values: dict[str, float] = {}
    for index, (pattern, value) in enumerate(words.cardinals):
        values[f"c{index}"] = value
        parts.append(
            rf"(?P<c{index}>(?<!\w)(?:{pattern})(?:(?!\w|{words.compound_tail})|(?=миллион|миллиард)))"
        )
    for index, (pattern, value) in enumerate(words.scales):
        values[f"s{index}"] = value
        parts.append(
            rf"(?P<s{index}>(?<![a-zа-я])(?<!полу)(?:{pattern})(?!\w)|(?<=пол)(?:{pattern})|(?<=полу)(?:{pattern}))"
        )
    parts.append(rf"(?P<half>(?<!\w){words.half_more}(?!\w))")
    return re.compile("|".join(parts)), values


def _groups(low: str, lang: str) -> Iterator[list[_Token]]:
    """Yield runs of numeral tokens with nothing but spaces or a hyphen between them."""
    pattern, values = _scanner(lang)
    run: list[_Token] = []
    for found in pattern.finditer(low):
        token = _token(found, values, lang)
        gap = _SCALE_GAP if token.kind == "scale" else _GAP
        if run and not gap.fullmatch(low, run[-1].end, token.start):
            yield run
            run = []
        if token.kind == "scale" and not run and not _bare_scale(lang).fullmatch(found.group()):
            continue
        run.append(token)
    if run:
        yield run


_GAP = re.compile(r"[ \u00a0\u202f]?-?(?:and )?|[ \t\u00a0]{0,2}")
_SCALE_GAP = re.compile(_GAP.pattern + r"|\s?\(")  # an editor's insertion: 28 (миллиардов долларов – ред.)


@cache
def _bare_scale(lang: str) -> re.Pattern[str]:
    return re.compile(tables_for(lang).numbers.bare_scale)


def _token(found: re.Match[str], values: dict[str, float], lang: str) -> _Token:
    group = found.lastgroup or ""
    if group == "digits":
        value, step = _read_digits(found.group(), lang)
        return _Token("digits", found.start(), found.end(), value, step)
    if group == "half":
        return _Token("half", found.start(), found.end(), 0.5)
    kind = "scale" if group.startswith("s") else "word"
    return _Token(kind, found.start(), found.end(), values[group])


def _read_digits(written: str, lang: str) -> tuple[float, float]:
    """Return the value of digits and half a unit of their last one."""
    decimal = "," if lang == "ru" else "."
    plain = re.sub(r"[ \u00a0\u202f]", "", written)
    if lang != "ru":
        plain = plain.replace(",", "")
    elif decimal not in plain and "." in plain:
        decimal = "."
    whole, _, fraction = plain.partition(decimal)
    return float(f"{whole}.{fraction or 0}"), 0.5 * 10.0 ** -len(fraction)


def _read_group(run: list[_Token]) -> Iterator[Number]:
    """Read one run of tokens into one number, or several where they cannot be one."""
    start = 0
    for index in range(1, len(run) + 1):
        if index == len(run) or not _continues(run[start:index], run[index]):
            yield _value(run[start:index])
            start = index


def _continues(before: list[_Token], token: _Token) -> bool:
    last = before[-1]
    if token.kind in ("scale", "half"):
        return token.kind == "half" or last.kind != "scale" or token.value > last.value
    if last.kind == "scale":
        if last.value == _HUNDRED:
            return token.kind == "word" and token.value < _HUNDRED
        return (token.kind == last.kind or token.value < _THOUSAND) and _mixes(before, token)
    if token.kind == "digits" or last.kind == "digits":
        return False
    return last.value > token.value and last.value >= 20  # noqa: PLR2004 - a ten may take a unit, a hundred a ten


def _mixes(before: list[_Token], token: _Token) -> bool:
    """Tell whether a number may go on after a scale: digits with digits, words with words."""
    kinds = {t.kind for t in before if t.kind != "scale"} or {"word"}
    return token.kind in kinds


def _value(tokens: list[_Token]) -> Number:
    total, current, scale = 0.0, None, 1.0
    step: float | None = None
    for token in tokens:
        if token.value == _HUNDRED and token.kind == "scale":
            current = (current or 1.0) * _HUNDRED
        elif token.kind == "scale":
            total += (1.0 if current is None else current) * token.value
            scale, current = token.value, None
            step = step * token.value if step is not None else None
        elif token.kind == "half" and current is None:
            total += token.value * scale
        else:
            current = (current or 0.0) + token.value
            step = token.step if token.kind == "digits" else None
    return Number(tokens[0].start, tokens[-1].end, round(total + (current or 0.0), 6), None, step, scale)


def _join_ranges(low: str, numbers: list[Number], lang: str) -> list[Number]:
    joined: list[Number] = []
    for number in numbers:
        if joined and (whole := _range(low, joined[-1], number, lang)):
            joined[-1] = whole
        else:
            joined.append(number)
    return joined


@cache
def _links(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    units = tables_for(lang).units
    money = "|".join(pattern for pattern, _ in units.currency_before)
    unit = rf"(?:\s*(?:{units.percent}))?"
    dash = re.compile(rf"{unit}\s?[-–—]\s?(?:{money})?\s?")
    word = re.compile(rf"{unit}\s(?:{units.range_link})\s(?:{money})?\s?")
    return dash, word


@cache
def _opener(lang: str) -> re.Pattern[str]:
    units = tables_for(lang).units
    money = "|".join(pattern for pattern, _ in units.currency_before)
    return re.compile(rf"(?<!\w)(?:{units.range_open})\s+(?:{money})?\s?$")


@cache
def _percent(lang: str) -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{tables_for(lang).units.percent})")


def _range(low: str, one: Number, two: Number, lang: str) -> Number | None:
    """Join "от 3 до 5 млрд", "7-8 %", "$2 to 3 billion"; None where the two are no range."""
    dash, word = _links(lang)
    opened = _opener(lang).search(low[max(0, one.start - 12) : one.start])
    unit = two.scale > 1.0 or _percent(lang).match(low, two.end)
    near = one.scale == 1.0 and unit and one.value < two.value / two.scale <= one.value * _WIDE
    plain = near and joint(lang, "plain_range").fullmatch(low, one.end, two.start)
    worded = plain or (opened and word.fullmatch(low, one.end, two.start))
    if not (dash.fullmatch(low, one.end, two.start) or worded):
        return None
    if opened and opened.group().startswith("from") and one.scale != 1.0:
        return None  # "from $2 billion to $3 billion" is a rise
    factor = two.scale if one.scale == 1.0 and one.value < two.value / max(two.scale, 1.0) * 10 else 1.0
    value, high = one.value * factor, two.value
    if one.high is not None or two.high is not None or value >= high:
        return None
    start = one.start
    step = None if one.half_step is None else one.half_step * factor
    return Number(start, two.end, value, high, step, two.scale)
