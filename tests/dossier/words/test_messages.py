"""The messages of the four languages hold together: the same keys and places, each written once."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from sverka.dossier.words.catalog import parts, read_catalog, read_messages
from sverka.dossier.words.language import LANGUAGES

SOURCE = Path(__file__).parents[3] / "src" / "sverka"
FOLDER = SOURCE / "dossier" / "words" / "messages"
FORMS = {"en": 2, "ru": 3, "kk": 2, "be": 3}
SAYERS = {"Sentence", "say"}
# Letters that a language does not have: a word of another one was left in.
FOREIGN = {"en": "а-яёіўәғқңөұүһ", "ru": "іўәғқңөұүһ", "kk": "ў", "be": "ищъәғқңөұүһ"}
# Names that stand in Latin letters in every language.
LATIN = re.compile(
    r"\{\w+\}|`[^`]+`|\b(FOB|CIF|HS|Sverka|Vega|pip|install|sverka|pictures|GDP|SITC|BEC|[IVX]+|Spark|Comtrade|BACI|"
    r"Balassa|Excel|CAGR|ECI|PCI|RCA|CEPII|XLSX|xlsx|Atlas|Growth|Lab)\b|--\w+|https?://\S+"
)


def places(forms: tuple[str, ...]) -> set[str]:
    return {part for form in forms for part, hole in parts(form) if hole}


def literal(node: ast.expr) -> str | re.Pattern[str] | None:
    """Read a key: a string, or a pattern for an f-string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        found = (part.value if isinstance(part, ast.Constant) else None for part in node.values)
        return re.compile("".join(re.escape(part) if isinstance(part, str) else ".+" for part in found))
    return None


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SAYERS:
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def given(call: ast.Call) -> set[str] | None:
    """Return the names of the values that a Sentence is given; None where they are not written out."""
    values = next((word.value for word in call.keywords if word.arg == "values"), None)
    values = call.args[1] if values is None and len(call.args) > 1 else values
    counted = len(call.args) > 2 or any(word.arg == "count" for word in call.keywords)
    names = {"count"} if counted else set()
    if values is None:
        return names
    if not isinstance(values, ast.Dict):
        return None
    keys = [str(key.value) for key in values.keys if isinstance(key, ast.Constant)]
    return names | set(keys) if len(keys) == len(values.keys) else None


ENGLISH: Mapping[str, tuple[str, ...]] = read_catalog("en").messages


@pytest.mark.parametrize("code", ["ru", "kk", "be"])
def test_a_language_has_the_same_keys_and_places_as_english(code: str) -> None:
    other = read_catalog(code).messages
    assert sorted(set(ENGLISH) ^ set(other)) == []
    assert {key: (places(ENGLISH[key]), places(other[key])) for key in ENGLISH
            if places(ENGLISH[key]) != places(other[key])} == {}  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_key_is_defined_twice(code: str) -> None:
    keys = Counter(
        key
        for path in FOLDER.glob(f"*.{code}.po")
        for key in re.findall(r'^msgid "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
    )
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_file_is_there_in_each_language_and_says_which_it_is() -> None:
    names = {path.name.split(".")[0] for path in FOLDER.iterdir()}
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{name}.{code}.po" for name in names for code in LANGUAGES
    }
    for path in FOLDER.iterdir():
        assert f'"Language: {path.name.split(".")[1]}\\n"' in path.read_text("utf-8"), path.name


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_is_written_and_counted_ones_have_all_forms(code: str) -> None:
    for path in FOLDER.glob(f"*.{code}.po"):
        for key, forms in read_messages(path.read_bytes()).items():
            assert all(form.strip() for form in forms), f"{path.name}: {key}"
            assert len(forms) in {1, FORMS[code]}, f"{path.name}: {key}"
            for form in forms:
                assert "{" not in "".join(part for part, hole in parts(form) if not hole), f"{key}: {form}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_letter_of_another_language_is_left_in_a_message(code: str) -> None:
    foreign = re.compile(f"[{FOREIGN[code]}]", re.IGNORECASE)
    latin = re.compile(r"[a-z]{2,}", re.IGNORECASE)
    found = [
        f"{key}: {form}"
        for key, forms in read_catalog(code).messages.items()
        for form in forms
        if foreign.search(form) or (code != "en" and latin.search(LATIN.sub("", form)))
    ]
    assert found == []


def said_in_code() -> Iterator[tuple[str, str | re.Pattern[str]]]:
    """Yield every key that is written out in the code or the templates of documents, with its place."""
    for path in sorted((SOURCE / "dossier").rglob("*.py")):
        for place, call in calls(path):
            key = literal(call.args[0])
            if key is not None:
                yield place, key
    for path in sorted((SOURCE / "dossier" / "templates").glob("brief*.html")):
        for key in re.findall(r'\bsay\("([^"]+)"', path.read_text("utf-8")):
            yield path.name, key


def test_every_key_that_the_code_says_is_a_message() -> None:
    unknown = [
        f"{place}: {key}"
        for place, key in said_in_code()
        if not (key in ENGLISH if isinstance(key, str) else any(key.fullmatch(one) for one in ENGLISH))
    ]
    assert unknown == []


def test_every_sentence_gives_the_values_that_its_message_has_places_for() -> None:
    wrong = []
    for path in sorted((SOURCE / "dossier").rglob("*.py")):
        for place, call in calls(path):
            key, values = literal(call.args[0]), given(call)
            if getattr(call.func, "id", "") != "Sentence" or not isinstance(key, str) or values is None:
                continue
            if key in ENGLISH and values - {"count"} != places(ENGLISH[key]) - {"count"}:
                wrong.append(f"{place}: {key} is given {sorted(values)}, says {sorted(places(ENGLISH[key]))}")
    assert wrong == []


def test_the_search_for_keys_finds_them() -> None:
    tree = ast.parse('Sentence("a.b", {"x": 1}, count=2); words.say(f"c.{d}"); Sentence(key)')
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    first, second, third = sorted(found, key=lambda node: node.col_offset)
    assert literal(first.args[0]) == "a.b"
    assert given(first) == {"x", "count"}
    pattern = literal(second.args[0])
    assert isinstance(pattern, re.Pattern)
    assert pattern.fullmatch("c.anything")
    assert literal(third.args[0]) is None
