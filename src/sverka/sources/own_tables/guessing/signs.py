"""Guess how a table writes figures: decimal sign, thousands, signs in place of a figure, marks behind one."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from sverka.sources.own_tables.guessing.shape import is_number
from sverka.sources.own_tables.lookups import plain, read_lookups
from sverka.sources.own_tables.mapping import UNKNOWN, Meaning
from sverka.sources.workbook import Cell, written

_BLANKED = re.compile(r"\d[\s\u00a0\u202f\u2009]\d{3}(?!\d)")
_MARK = re.compile(r"(?<=\d)\s*([*]+|[¹²³]|[a-zа-я]|\d\))$", re.IGNORECASE)
_LONGEST_SIGN = 12
_MOST_SIGNS = 12


class Sign(NamedTuple):
    """What a sign means and why: a Meaning or a flag, "???" where the table does not say."""

    means: str
    why: str


class Signs(NamedTuple):
    """How figures are written, each part with its reason."""

    decimal: Sign
    thousands: Sign
    cells: dict[str, Sign]
    marks: dict[str, Sign]


def guess_signs(cells: Iterable[Cell], notes: Iterable[str]) -> Signs:
    """Guess from the cells of the columns of figures and from the table's notes."""
    texts = Counter(text for cell in cells if isinstance(cell, str) and (text := written(cell)))
    legend = [plain(note) for note in notes]
    figures = [text for text in texts if is_number(text) or _MARK.search(text)]
    marks = Counter(found[1] for text in figures if (found := _MARK.search(text)))
    bare = [_MARK.sub("", text) for text in figures]
    decimal, thousands = _separators(bare)
    known = set(figures)
    others = [text for text in texts if text not in known and _is_sign(text)]
    return Signs(
        decimal=decimal,
        thousands=thousands,
        cells={sign: _cell(sign, texts[sign], legend) for sign in others[:_MOST_SIGNS]},
        marks={mark: _mark(mark, count, legend) for mark, count in marks.items()},
    )


def _is_sign(text: str) -> bool:
    """Tell a sign from the text of a heading or a note that stands among the figures."""
    known = plain(text) in {plain(sign) for sign in read_lookups().cells}
    return known or (
        len(text) <= _LONGEST_SIGN and not text.startswith("#") and not re.search(r"\w{4}", text)
    )


def _separators(figures: list[str]) -> tuple[Sign, Sign]:
    if not figures:
        return Sign(".", "no figure is stored as text"), Sign("", "no figure is stored as text")
    blanked = any(_BLANKED.search(text) for text in figures)
    last = Counter(_last_sign(text) for text in figures)
    if last["both ,"] or last["both ."]:
        decimal = "," if last["both ,"] > last["both ."] else "."
        return Sign(decimal, "sure: both signs stand in one figure"), Sign(
            ".,".replace(decimal, ""), "sure: it stands before the decimal sign"
        )
    blank = Sign(" ", "sure: blanks between groups of three") if blanked else Sign("", "none was seen")
    for sign, other in ((",", "."), (".", ",")):
        if last[f"decimal {sign}"]:
            example = next(text for text in figures if _last_sign(text) == f"decimal {sign}")
            grouped = Sign(other, "sure: groups of three") if last[f"group {other}"] else blank
            return Sign(sign, f"sure: “{example}”"), grouped
    return _without_fractions(last, blank)


def _without_fractions(last: Counter[str], blank: Sign) -> tuple[Sign, Sign]:
    for sign, other in ((",", "."), (".", ",")):
        if last[f"groups {sign}"]:
            return Sign(other, "none was seen"), Sign(sign, "sure: more than one in a figure")
    if last["group ,"] or last["group ."]:
        sign = "," if last["group ,"] else "."
        why = f"“1{sign}234” may be a thousand or one and a fraction, and every figure is like that"
        return Sign(UNKNOWN, why), Sign(UNKNOWN if not blank.means else " ", why)
    return Sign(".", "all figures are whole"), blank


def _last_sign(text: str) -> str:
    """Name what a figure's separators show: "decimal ,", "group ,", "groups ,", "both ," or "none"."""
    signs = re.findall(r"[.,]", text)
    if not signs:
        return "none"
    if len(set(signs)) > 1:
        return f"both {signs[-1]}"
    if len(signs) > 1:
        return f"groups {signs[0]}"
    whole, _, rest = re.sub(r"[\s\u00a0\u202f\u2009]", "", text).partition(signs[0])
    ambiguous = re.fullmatch(r"[-−–+]?[1-9]\d{0,2}", whole) and re.fullmatch(r"\d{3}", rest)
    return f"{'group' if ambiguous else 'decimal'} {signs[0]}"


def _cell(sign: str, count: int, legend: list[str]) -> Sign:
    said = _explained(sign, legend, ("zero", "confidential", "missing"))
    if said:
        return Sign(said, f"sure: the table's notes say so ({count} cells)")
    known = {plain(one): meaning for one, meaning in read_lookups().cells.items()}.get(plain(sign))
    if known is None or known is Meaning.UNCLEAR:
        return Sign(UNKNOWN, f"missing, confidential or zero? The table does not say ({count} cells)")
    return Sign(known.value, f"by convention ({count} cells); zero only if the publisher says so")


def _mark(mark: str, count: int, legend: list[str]) -> Sign:
    if _explained(mark, legend, ("estimated",)):
        return Sign("estimated", f"sure: the table's notes say so ({count} figures)")
    return Sign(
        UNKNOWN, f"the flag of {count} figures, as “estimated”, or “reported” where it only marks a note"
    )


def _cyrillic(text: str) -> str:
    """Write letters that look the same in both alphabets as one: notes say "x" of cells that hold "х"."""
    return text.translate(str.maketrans("xceopa", "хсеора"))


def _explained(sign: str, legend: list[str], meanings: tuple[str, ...]) -> str | None:
    """Return what a note says of a sign: "х - данные конфиденциальны", "«–» явление отсутствует"."""
    begin = r"(?:^|[«“(:;,.\"]\s*)"
    quoted = rf"{begin}{re.escape(_cyrillic(plain(sign)))}[\"»”)]?\s*[-=:)]*\s*"
    for meaning in meanings:
        for phrase in getattr(read_lookups().legends, meaning):
            pattern = rf"{quoted}[^.;,]{{0,40}}?{re.escape(_cyrillic(phrase))}"
            if any(re.search(pattern, _cyrillic(line)) for line in legend):
                return meaning
    return None
