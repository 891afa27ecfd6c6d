"""Whatever comes in: a clear message or an honest empty answer, and nothing of the rest is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faces.conftest import EXAMPLES, Run

TRADE = EXAMPLES / "trade-2019-08-28.txt"
PROGRAM = [sys.executable, "-c", "from sverka.faces.cli import main; raise SystemExit(main())"]
RUSSIAN = "Товарооборот Беларуси и Казахстана в 2018 году составил 896 млн долларов, сообщил министр."


def test_an_empty_file_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b" \n")
    ran = run("check", "empty.txt")
    assert (ran.code, ran.out) == (1, "")
    assert "sverka: empty.txt: The file is empty" in ran.err


def test_what_is_no_text_is_named_for_what_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "speech.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    ran = run("check", "speech.pdf")
    assert ran.code == 1
    assert "a PDF document, not text. Save the statement as plain text" in ran.err


def test_the_rest_is_checked_and_the_code_tells(run: Run, tmp_path: Path) -> None:
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 4)
    ran = run("check", "noise.bin", "missing.txt", TRADE, "--json")
    assert ran.code == 1
    assert "noise.bin: The file is binary data" in ran.err
    assert "missing.txt: there is no such file or folder" in ran.err
    assert [Path(one["file"]) for one in json.loads(ran.out)] == [TRADE]


def test_fifty_megabytes_are_refused_within_bounded_memory(starter_book: Path, tmp_path: Path) -> None:
    place = tmp_path / "long.txt"
    with place.open("wb") as file:
        for _ in range(50):
            file.write(b"Trade reached 5 million dollars. \n" * 29412)
    # A child's peak in the parent's accounts holds what the parent had when it forked; its own file does not.
    measured = (
        "import sys; from pathlib import Path; from sverka.faces.cli import main; code = main(sys.argv[1:]); "
        "print(Path('/proc/self/status').read_text()); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", measured, "check", str(place), "--book", str(starter_book)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert "a statement at most 1,000,000" in ran.stderr
    assert "Traceback" not in ran.stderr
    peak = next(line for line in ran.stdout.splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) < 400_000, "kilobytes"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_the_encodings_that_statements_come_in_just_work(run: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "speech.txt").write_bytes(RUSSIAN.encode(encoding))
    data = json.loads(run("check", "speech.txt", "--json").out)
    assert data["statement"]["text"] == RUSSIAN
    assert [claim["value"] for claim in data["claims"]] == [896e6]


def test_kazakh_in_arabic_script_is_not_read_and_says_so(run: Run, tmp_path: Path) -> None:
    text = "قازاقستان مەن بەلارۋس اراسىنداعى تاۋار اينالىمى 896 ميلليون دوللارعا جەتتى."
    (tmp_path / "kk.txt").write_text(text, "utf-8")
    ran = run("check", "kk.txt")
    assert ran.code == 0
    assert "No claims were found in this text." in ran.out
    assert "warning" in ran.out


def test_a_text_without_claims_is_an_empty_answer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("The night was long, and no one spoke of trade.", "utf-8")
    ran = run("check", "poem.txt", "--html", "poem.html", "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["claims"] == []
    assert "No claims were found" in (tmp_path / "poem.html").read_text("utf-8")


def test_another_pair_has_no_data_rather_than_a_guess(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Trade between Turkey and Serbia reached $2 billion in 2021, the minister said.", "utf-8"
    )
    (claim,) = json.loads(run("check", "a.txt", "--json").out)["claims"]
    assert claim["subject"] == "SRB-TUR"
    assert claim["verdict"] == "no data"
    assert claim["figures"] == []


def test_three_countries_are_kept_apart(run: Run, tmp_path: Path) -> None:
    (tmp_path / "three.txt").write_text(
        "In 2018 Belarus traded $896 million with Kazakhstan. "
        "Its trade with Russia came to $35 billion that year, the ministry said.",
        "utf-8",
    )
    data = json.loads(run("check", "three.txt", "--json").out)
    by_value = {claim["value"]: claim for claim in data["claims"]}
    assert by_value[896e6]["verdict"] == "depends on the books"
    assert by_value[35e9]["figures"] == []


def test_a_book_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    for command in (["check", TRADE], ["promises", "BLR", "KAZ"]):
        ran = run(*command, "--book", tmp_path / "nowhere")
        assert (ran.code, ran.out) == (3, "")
        assert "nowhere" in ran.err
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_no_book_is_not_made_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    ran = run("post", "starter", "--book", tmp_path)
    assert ran.code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_without_texts_says_what_it_looked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    ran = run("check", "pictures")
    assert ran.code == 1
    assert "pictures: the folder holds no texts (.htm, .html, .txt)" in ran.err


def test_a_file_that_may_not_be_read_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "secret.txt"
    place.write_text("x")
    place.chmod(0)
    if os.access(place, os.R_OK):  # root reads everything

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    ran = run("check", place)
    assert ran.code == 1
    assert "Permission denied. Check the file's permissions." in ran.err


def test_nothing_named_is_a_usage_error(run: Run) -> None:
    ran = run("check")
    assert ran.code == 2
    assert "name a file to check" in ran.err


def test_standard_input_is_read(starter_book: Path) -> None:
    for arguments in (["-", "--json"], ["--json", "-"]):
        ran = subprocess.run(
            [*PROGRAM, "check", *arguments, "--book", str(starter_book)],
            input=RUSSIAN.encode("cp1251"),
            capture_output=True,
            check=True,
        )
        assert json.loads(ran.stdout)["file"] == "-"


def test_markup_for_terminals_in_a_text_is_only_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sly.txt").write_text(
        "[red]Aro[/]: trade of Belarus and Kazakhstan came to $896 million [link=x] in 2018\x1b]0;x\x07.",
        "utf-8",
    )
    ran = run("check", "sly.txt")
    assert ran.code == 0
    assert "\x1b" not in ran.out
