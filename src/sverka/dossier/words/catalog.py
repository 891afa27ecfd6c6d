"""Messages of a language: `messages/*.LANGUAGE.po` read together, each key once."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple, TypeAlias, TypeVar

_HOLE = re.compile(r"\{(\w+)\}")
_TAGS = {"one": 0, "few": 1}

_Value = TypeVar("_Value")
Part: TypeAlias = str
Forms: TypeAlias = tuple[str, ...]


class MissingMessage(LookupError):
    """A sentence asks for a message that a language does not have."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(
            f"The message “{key}” is in no file of dossier/words/messages/ for the language “{language}”. "
            "Write it there for all four languages, or correct the key."
        )


class MissingValue(LookupError):
    """A message has a place for a value that its sentence does not give."""

    def __init__(self, key: str, name: str, language: str) -> None:
        super().__init__(
            f"The message “{key}” has a place {{{name}}} in the language “{language}”, and the sentence "
            f"gives no value of that name. Give it, or take the place out of the message."
        )


class Catalog(NamedTuple):
    """The messages of a language by key; a counted one has a form for each of its plurals."""

    language: str
    messages: Mapping[str, Forms]

    def has(self, key: str) -> bool:
        """Tell whether the language has a message."""
        return key in self.messages

    def form(self, key: str, tag: str = "other") -> str:
        """Return a message in the form of a CLDR plural: one, few, anything else the last.

        Raises MissingMessage.
        """
        forms = self.messages.get(key)
        if forms is None:
            raise MissingMessage(key, self.language)
        return forms[min(_TAGS.get(tag, len(forms) - 1), len(forms) - 1)]

    def fill(self, key: str, values: Mapping[str, str], tag: str = "other") -> str:
        """Return a message with its places filled; raise MissingMessage or MissingValue."""
        return "".join(
            self.value(key, values, part) if hole else part for part, hole in parts(self.form(key, tag))
        )

    def value(self, key: str, values: Mapping[str, _Value], name: str) -> _Value:
        """Return the value for a place of a message; raise MissingValue."""
        try:
            return values[name]
        except KeyError:
            raise MissingValue(key, name, self.language) from None


@cache
def parts(message: str) -> tuple[tuple[Part, bool], ...]:
    """Cut a message at its places: its words (False) and the names of its places (True), in turn."""
    return tuple((part, at % 2 == 1) for at, part in enumerate(_HOLE.split(message)) if part)


@cache
def read_catalog(language: str) -> Catalog:
    """Read a language's message files in the order of their names.

    A key that two files define keeps its last definition here; a test forbids it.
    """
    folder = files("sverka.dossier.words") / "messages"
    found: dict[str, Forms] = {}
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(f".{language}.po"))
    for name in names:
        found |= read_messages((folder / name).read_bytes())
    return Catalog(language, found)


def read_messages(data: bytes) -> dict[str, Forms]:
    """Read one message file; its header's `Plural-Forms` says how many forms a counted message has."""
    from babel.messages.pofile import read_po  # noqa: PLC0415  only a document needs its words

    return {
        _all(message.id)[0]: _all(message.string)
        for message in read_po(BytesIO(data), abort_invalid=True)
        if message.id
    }


def _all(written: str | Iterable[str] | None) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written or ())
