import json
from pathlib import Path

import pytest

from sverka.faces.cli.output import OutputError, is_text, write_data, write_text


def test_a_file_is_written_whole_with_ordinary_permissions(tmp_path: Path) -> None:
    place = tmp_path / "out.json"
    write_data({"о": "сверка"}, str(place))
    assert json.loads(place.read_text("utf-8")) == {"о": "сверка"}
    assert "сверка" in place.read_text("utf-8")
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    assert place.stat().st_mode == ordinary.stat().st_mode


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "out.html"
    place.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match=r"No space left on device\. Choose another place"):
        write_text("new", str(place))
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]
    assert place.read_text() == "old"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"Cannot write .*nowhere/out\.html: No such file"):
        write_text("new", str(tmp_path / "nowhere" / "out.html"))


def test_a_text_is_told_from_json_written_before(tmp_path: Path) -> None:
    for name, content in (("speech.txt", "Trade"), ("old.json", "{}"), ("list.json", "[]"), ("empty", "")):
        (tmp_path / name).write_text(content)
    assert is_text(str(tmp_path / "speech.txt"))
    assert is_text(str(tmp_path))
    assert not any(is_text(str(tmp_path / name)) for name in ("old.json", "list.json", "empty", "new.json"))
