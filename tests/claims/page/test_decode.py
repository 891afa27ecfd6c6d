import pytest

from sverka.claims.page.decode import (
    MAX_CHARACTERS,
    BinaryText,
    EmptyText,
    TextTooLong,
    UnreadableText,
    decode,
)

RUSSIAN = "Товарооборот Беларуси и Казахстана вырос на треть, до 896 млн долларов, сказал посол."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866", "iso8859-5"]
)
def test_the_encodings_that_statements_come_in_just_work(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)).text == RUSSIAN


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
def test_forty_characters_are_enough_to_tell_an_encoding(encoding: str) -> None:
    text = "Экспорт составил 95,5 млн долларов США."
    assert decode(text.encode(encoding)) == (text, encoding, ())


def test_a_page_is_read_in_the_charset_it_states() -> None:
    page = '<meta charset="windows-1254"><p>Türkiye ile ticaret arttı.</p>'
    assert decode(page.encode("cp1254")) == (page, "windows-1254", ())


def test_a_page_that_states_a_wrong_charset_is_read_by_its_letters() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><p>{RUSSIAN}</p>'
    assert decode(page.encode("cp1251")).text == page


def test_english_typography_of_windows_is_no_cyrillic() -> None:
    text = "“We aim at $1 billion” – the café talks went on. " * 3
    assert decode(text.encode("cp1252")).text == text


def test_newlines_become_line_feeds_and_nothing_else_changes() -> None:
    assert decode("й и\u0306\r\nдва\rтри".encode()).text == "й и\u0306\nдва\nтри"


def test_a_broken_character_is_kept_visible_and_reported() -> None:
    found = decode(RUSSIAN.encode() + b"\xd0")
    assert found.text == RUSSIAN + "\ufffd"
    assert found.findings[0].message == "1 characters could not be read and are shown as \ufffd."


def test_an_empty_file_is_refused() -> None:
    for data in (b"", b" \n\t\r\n"):
        with pytest.raises(EmptyText, match="there is no statement in it"):
            decode(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04....", "an office document"),
        (bytes(range(256)) * 4, "binary data"),
    ],
)
def test_binary_data_is_refused_with_what_to_do(data: bytes, what: str) -> None:
    with pytest.raises(BinaryText, match="Save the statement as plain text") as refused:
        decode(data)
    assert what in str(refused.value)


@pytest.mark.parametrize("size", [MAX_CHARACTERS + 1, 10 * MAX_CHARACTERS])
def test_a_text_larger_than_any_statement_is_refused(size: int) -> None:
    with pytest.raises(TextTooLong, match="a statement at most 1,000,000"):
        decode(b"a " * (size // 2 + 1))
    assert issubclass(TextTooLong, UnreadableText)
