"""`sverka fetch` as a user meets it."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faces.conftest import Run
from tests.faces.screen import Screen
from tests.sources.local_publisher import FIXTURES, Answer, Publisher, local_publisher

from sverka.faces.cli.bytes_words import bytes_words
from sverka.faces.cli.fetch_progress import Progress
from sverka.faces.settings import default_snapshots, publisher_key
from sverka.sources.cow_trade import requests as cow_trade
from sverka.sources.un_comtrade import requests as un_comtrade

PREVIEW, FULL = "/public/v1/preview/C/A/HS", "/data/v1/get/C/A/HS"
KEY = "k3y-0f-a-user"
ONE_YEAR = ("un_comtrade", "--pair", "BLR-KAZ", "--years", "2018")
ROWS = json.dumps({"count": 1, "data": [{"reporterCode": 112}]}).encode()


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "SVERKA_COMTRADE_KEY"):
        monkeypatch.delenv(name, raising=False)
    with local_publisher() as running:
        monkeypatch.setattr(un_comtrade, "HOST", running.url)
        monkeypatch.setattr(un_comtrade, "_PAUSE", 0.0)
        monkeypatch.setattr(cow_trade, "HOST", running.url)
        yield running


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SVERKA_SNAPSHOTS", str(tmp_path / "my snapshots"))
    return tmp_path / "my snapshots"


def test_a_fetched_file_is_followed_by_the_command_that_posts_it(
    run: Run, publisher: Publisher, kept: Path
) -> None:
    publisher.answers(PREVIEW, Answer(ROWS))
    ran = run("fetch", *ONE_YEAR)
    assert ran.code == 0
    path = kept / "un_comtrade" / "comtrade_CAHS_TOTAL_BLR+KAZ-BLR+KAZ_2018.json"
    assert path.read_bytes() == ROWS
    assert shlex.split(ran.out) == ["sverka", "post", "un_comtrade", str(path)]
    assert f"fetched; {len(ROWS)} B, SHA-256" in ran.err
    assert "Without a key the preview answers, 500 rows at most" in ran.err
    again = run("fetch", *ONE_YEAR, "--book", "my book")
    assert again.code == 0
    assert shlex.split(again.out)[-2:] == ["--book", "my book"]
    assert "not asked again" in again.err
    assert len(publisher.asked) == 1
    assert run("fetch", *ONE_YEAR, "--again").code == 0
    assert len(publisher.asked) == 2


@pytest.mark.skipif(not FIXTURES.exists(), reason="the real answers are not on this machine")
def test_the_real_answer_of_the_api_arrives_as_it_is(
    run: Run, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SVERKA_COMTRADE_KEY", KEY)
    body = (FIXTURES / "get_C_A_HS.json").read_bytes()
    publisher.answers(FULL, Answer(body, kind="application/json; charset=utf-8"))
    ran = run(
        "fetch", "un_comtrade", "--reporter", "CHN", "--partner", "ARG", "--years", "2010", "--into", "here"
    )
    assert ran.code == 0
    assert (tmp_path / "here" / "comtrade_CAHS_TOTAL_CHN-ARG_2010.json").read_bytes() == body


def test_the_key_of_the_settings_is_used_and_shown_nowhere(
    run: Run, publisher: Publisher, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVERKA_COMTRADE_KEY", f" {KEY}\n")
    publisher.answers(FULL, Answer(ROWS))
    ran = run("fetch", *ONE_YEAR)
    assert publisher.asked[0].headers["Ocp-Apim-Subscription-Key"] == KEY
    assert KEY not in ran.out + ran.err
    assert all(KEY.encode() not in path.read_bytes() for path in kept.rglob("*") if path.is_file())


def test_a_wrong_key_ends_in_1_and_names_the_setting(
    run: Run, publisher: Publisher, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVERKA_COMTRADE_KEY", KEY)
    publisher.answers(FULL, Answer(f"bad key {KEY}".encode(), status=401))
    ran = run("fetch", *ONE_YEAR)
    assert ran.code == 1
    assert ran.out == ""
    assert "does not accept the key in $SVERKA_COMTRADE_KEY" in ran.err
    assert KEY not in ran.err
    assert [path for path in kept.rglob("*") if path.is_file()] == []


def test_an_answer_of_500_rows_is_cut_off_and_not_kept(run: Run, publisher: Publisher, kept: Path) -> None:
    publisher.answers(PREVIEW, Answer(json.dumps({"count": 500, "data": [{}] * 500}).encode()))
    ran = run("fetch", *ONE_YEAR, "--product", "AG6")
    assert ran.code == 1
    assert ran.out == ""
    assert "cut off at 500 rows, the publisher's limit; nothing was kept" in ran.err
    assert [path for path in kept.rglob("*") if path.is_file()] == []


def test_a_year_without_rows_is_no_failure(run: Run, publisher: Publisher, kept: Path) -> None:
    publisher.answers(PREVIEW, Answer(b'{"count": 0, "data": []}'))
    ran = run("fetch", *ONE_YEAR)
    assert (ran.code, ran.out) == (0, "")
    assert "no rows: nothing was declared for this" in ran.err
    assert not [path for path in kept.rglob("*") if path.is_file()]


def test_bulk_files_come_through_their_listing(
    run: Run, publisher: Publisher, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gzip

    monkeypatch.setenv("SVERKA_COMTRADE_KEY", KEY)
    file = {
        "fileUrl": f"{publisher.url}/bulk/v1/file/112/abc",
        "reporterCode": 112,
        "freqCode": "A",
        "typeCode": "C",
        "classificationCode": "H4",
        "refPeriodId": 20180101,
        "publicationDate": "2019-07-01T10:00:00Z",
        "partitionKey": "112",
    }
    publisher.answers("/bulk/v1/get/C/A/HS", Answer(json.dumps({"data": [file]}).encode()))
    publisher.answers("/bulk/v1/file/112/abc", Answer(gzip.compress(b"rows"), kind="application/TSV"))
    ran = run("fetch", *ONE_YEAR, "--form", "files")
    assert ran.code == 0
    assert "1 files are listed" in ran.err
    assert (kept / "un_comtrade" / "C_A_112_20180101_H4_O_2019-07-01.txt.gz").exists()


def test_bulk_files_without_a_key_are_not_asked_for(run: Run, publisher: Publisher, kept: Path) -> None:
    ran = run("fetch", *ONE_YEAR, "--form", "files")
    assert ran.code == 1
    assert "gives this only with a key, and $SVERKA_COMTRADE_KEY holds none" in ran.err
    assert publisher.asked == []
    assert not kept.exists()


def test_an_interruption_keeps_what_is_done_and_says_how_to_go_on(
    run: Run, publisher: Publisher, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.answers(PREVIEW, Answer(ROWS))
    asked = Progress.starts

    def stop_at_the_second(self: Progress, name: str, have: int) -> None:
        asked(self, name, have)
        if publisher.asked:
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "starts", stop_at_the_second)
    ran = run("fetch", "un_comtrade", "--pair", "BLR-KAZ", "--years", "1995-2018")
    assert ran.code == 130
    assert "what was fetched is kept, and the same command goes on where this one stopped" in ran.err
    assert ran.out.count("sverka post un_comtrade") == 1
    monkeypatch.undo()
    assert [path.name for path in (kept / "un_comtrade").glob("*.json")] == [
        "comtrade_CAHS_TOTAL_BLR+KAZ-BLR+KAZ_1995-2006.json"
    ]


def test_a_folder_that_cannot_be_written_ends_in_2(run: Run, publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers(PREVIEW, Answer(ROWS))
    (tmp_path / "taken").write_text("", encoding="utf-8")
    ran = run("fetch", *ONE_YEAR, "--into", tmp_path / "taken")
    assert ran.code == 2
    assert "cannot be written" in ran.err


def test_a_file_to_be_got_by_hand_ends_in_1_with_the_steps(run: Run, kept: Path) -> None:
    ran = run("fetch", "unctad")
    assert ran.code == 1
    assert "Get it by hand from https://unctadstat.unctad.org/" in ran.err
    assert "3. Post it: sverka post unctad" in ran.err
    assert not kept.exists()


def test_the_addresses_can_be_seen_without_asking(run: Run, publisher: Publisher, kept: Path) -> None:
    ran = run("fetch", *ONE_YEAR, "--addresses")
    assert ran.code == 0
    assert ran.out.startswith(
        f"{publisher.url}{PREVIEW}?reporterCode=112,398&partnerCode=112,398&period=2018&"
    )
    assert (
        "by hand: https://www.globalsanctionsdatabase.com/" in run("fetch", "covariates", "--addresses").out
    )
    assert publisher.asked == []
    assert not kept.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("starter",), "“starter” cannot be fetched"),
        (("un_comtrade", "--pair", "BLR-KAZ"), "un_comtrade needs --years, as in: sverka fetch un_comtrade"),
        ((*ONE_YEAR, "--frequency", "Q"), "--frequency “Q” cannot be asked for: choose one of A, M"),
        (("cow_trade", "--years", "2015"), "unrecognized arguments: --years 2015"),
        ((), "the following arguments are required: SOURCE"),
    ],
    ids=str,
)
def test_what_is_not_understood_ends_in_2(run: Run, words: tuple[str, ...], message: str) -> None:
    ran = run("fetch", *words)
    assert ran.code == 2
    assert message in ran.err


def test_help_tells_every_source_and_each_source_its_own(run: Run) -> None:
    everything = run("fetch", "--help").out
    for words in (
        "un_comtrade:",
        "imf_dots:",
        "--release",
        "key: $SVERKA_COMTRADE_KEY",
        "130",
        "documented at",
    ):
        assert words in everything
    own = run("fetch", "cepii_baci", "--help").out
    assert "--revision" in own
    assert "documented at https://www.cepii.fr/" in own
    assert "SVERKA_COMTRADE_KEY" not in own


def test_settings_tell_where_snapshots_lie_and_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVERKA_SNAPSHOTS", "/srv/snapshots")
    assert default_snapshots() == Path("/srv/snapshots")
    monkeypatch.delenv("SVERKA_SNAPSHOTS")
    monkeypatch.setenv("XDG_DATA_HOME", "/home/aro/data")
    assert default_snapshots() == Path("/home/aro/data/sverka/snapshots")
    monkeypatch.setenv("SVERKA_COMTRADE_KEY", "  ")
    assert publisher_key("SVERKA_COMTRADE_KEY") is None


def shown(*, terminal: bool, moments: list[float]) -> str:
    screen = Screen(terminal=terminal)
    progress = Progress(screen.line)
    progress.starts("BACI.zip", 0)
    for n, screen.now in enumerate(moments, start=1):
        progress.moves(n * 1_000_000, 4_000_000)
    progress.clear()
    return screen.getvalue()


def test_a_log_gets_a_plain_line_after_a_second_and_then_seldom() -> None:
    assert shown(terminal=False, moments=[0.5, 0.9]) == ""
    assert shown(terminal=False, moments=[0.5, 1.5, 2.0, 12.0]) == (
        "sverka: BACI.zip: 2.0 MB of 4.0 MB (50 %)\nsverka: BACI.zip: 4.0 MB of 4.0 MB (100 %)\n"
    )


def test_a_terminal_gets_one_line_that_is_wiped_in_the_end() -> None:
    text = shown(terminal=True, moments=[0.1, 0.15, 0.4])
    assert text.count("BACI.zip") == 2
    assert "\n" not in text
    assert text.endswith(f"\r{'':78}\r")


def test_waits_and_resumed_downloads_are_told() -> None:
    screen = Screen(terminal=False)
    progress = Progress(screen.line)
    progress.starts("BACI.zip", 1_234_567)
    progress.waits(7.4, "429 Too Many Requests")
    assert screen.getvalue() == (
        "sverka: BACI.zip: goes on after 1.2 MB\n"
        "sverka: BACI.zip: 429 Too Many Requests; asking again in 7 s\n"
    )
    assert [bytes_words(size) for size in (870, 12_300, 2_500_000_000)] == ["870 B", "12.3 kB", "2.5 GB"]


def test_asking_for_help_loads_no_network_library() -> None:
    import subprocess
    import sys

    program = (
        "import sys; from sverka.faces.cli import main; main(['fetch', '--help']); "
        "print('loaded', *(name.partition('.')[0] for name in sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "httpx" not in ran.stdout.rsplit("loaded", 1)[1].split()
