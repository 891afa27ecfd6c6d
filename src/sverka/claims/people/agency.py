"""The agency or office from which a page has its story: "со ссылкой на БЕЛТА", "BelTA reports"."""

import re
from collections.abc import Sequence

from sverka.vocabulary.statement import Line, LineLabel

_OPENING = 4  # lines of the story in which a page names where it has it from
_RUSSIAN = (
    r"(?:«[^»]{2,40}»|\"[^\"]{2,40}\"|(?:РИА|МИА|ИА|МТРК)\s+[«\"][^»\"]{2,40}[»\"]"
    r"|(?:[Пп]ресс-служб\w+|[Аа]гентств\w+|[Мм]инистерств\w+)(?:\s+[«\w][\w».-]*){0,3}"
    r"|[A-ZА-ЯЁ][\w.-]*(?:\s+[A-ZА-ЯЁ][\w.-]*|\s+[а-яё]+(?:ый|ий|ой|ет|ство))*)"
)
_ENGLISH = (
    r"(?:the\s+)?(?:[A-Z][\w.’'-]*|press\s+service|ministry[’']s)(?:\s+(?:of\s+)?[A-Z\w][\w.’'-]*){0,4}"
)
_PATTERNS = {
    "ru": (
        rf"(?:со\s+ссылкой\s+на|ссылаясь\s+на)\s+(?:информагентство\s+|агентство\s+(?=[A-ZА-ЯЁ«\"]))?(?P<name>{_RUSSIAN})",
        rf"(?:переда[её]т|пишет|информирует|сообщает|приводит|цитирует)\s+(?P<name>{_RUSSIAN})(?=\s*[.,;]|\s+со\s|$)",
    ),
    "en": (
        rf"(?:citing|with\s+reference\s+to)\s+(?P<name>{_ENGLISH})(?=\s*[.,;]|$)",
        rf"(?:,\s+|^)(?P<name>{_ENGLISH})\s+report(?:s|ed)(?=\s*[.,;])",
    ),
}


def agency_of(text: str, lines: Sequence[Line], lang: str) -> str | None:
    """Name the agency or office that the first lines of the story appeal to; None where they name none."""
    story = [line for line in lines if line.label is LineLabel.BODY][:_OPENING]
    for pattern in _PATTERNS.get(lang, ()):
        for line in story:
            found = re.search(pattern, text[line.start : line.end])
            if found:
                return _bare(found["name"])
    return None


def _bare(name: str) -> str:
    """Take a name out of its marks, and off the stop that follows it."""
    name = name.rstrip(". ").removeprefix("the ")
    return name[1:-1] if name[0] in '«"' and name[-1] in '»"' else name
