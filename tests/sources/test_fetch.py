"""What lies on the shelf after a download, with a publisher that answers well, badly or not at all."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path

import pytest
from tests.sources.local_publisher import FIXTURES, Answer, Publisher, Time, local_publisher

from sverka.sources.fetch import fetch
from sverka.sources.outcome import Outcome, State
from sverka.sources.patience import Patience
from sverka.sources.refusal import FullShelf
from sverka.sources.request import ByHand, Remark, Request
from sverka.sources.shelf import Shelf, note_of
from sverka.sources.terms import Terms, Watch

ROWS = b'{"count": 1, "data": [{"reporterCode": 112}]}'
LONG = b'{"data": "' + b"0123456789" * 2000 + b'"}'
KEY = "k3y-0f-a-user"
PATH = "/data/v1/get/C/A/HS"


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    with local_publisher() as running:
        yield running


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "un_comtrade")


@pytest.fixture
def time() -> Time:
    return Time()


def asking(url: str, file: str = "rows.json", **more: object) -> Request:
    wanted: dict[str, object] = {"url": url, "file": file, "expects": ("application/json",), "pause": 0.0}
    return Request(**(wanted | more))  # type: ignore[arg-type]


def one(request: Request, shelf: Shelf, time: Time, **more: object) -> Outcome:
    patience = more.pop("patience", Patience())
    watch = more.pop("watch", Watch())
    terms = Terms(patience, time.clock, watch)  # type: ignore[arg-type]
    (outcome,) = fetch((request,), shelf, terms, **more)  # type: ignore[arg-type]
    return outcome


def files(shelf: Shelf) -> list[str]:
    """List what a post of the folder would see."""
    return sorted(path.name for path in shelf.folder.glob("*") if path.is_file())


def aside(shelf: Shelf) -> list[str]:
    return sorted(path.name for path in (shelf.folder / ".fetched").glob("*"))


# What comes whole


def test_a_whole_answer_is_kept_with_its_hash_address_and_day(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    url = publisher.answers(PATH, Answer(ROWS, headers={"ETag": '"v1"'}))
    outcome = one(asking(url, params={"period": "2015,2016"}), shelf, time)
    assert outcome.state is State.FETCHED
    assert outcome.path == shelf.folder / "rows.json"
    assert outcome.path.read_bytes() == ROWS
    note = note_of(outcome.path)
    assert note == outcome.note
    assert note is not None
    assert note.sha256 == sha256(ROWS).hexdigest()
    assert note.address == f"{url}?period=2015,2016"
    assert (note.accessed, note.size, note.etag) == (date(2026, 11, 23), len(ROWS), '"v1"')
    assert files(shelf) == ["rows.json"]
    assert aside(shelf) == ["rows.json.json"]
    assert time.slept == []


@pytest.mark.skipif(not FIXTURES.exists(), reason="the real answers are not on this machine")
@pytest.mark.parametrize("name", ["get_C_A_HS.json", "get_C_A_HS_TOTAL_CHN_2010.json", "ref_HS.json"])
def test_real_answers_of_the_api_are_kept_byte_for_byte(
    publisher: Publisher, shelf: Shelf, time: Time, name: str
) -> None:
    body = (FIXTURES / name).read_bytes()
    outcome = one(asking(publisher.answers(PATH, Answer(body)), name), shelf, time)
    assert outcome.path is not None
    assert outcome.path.read_bytes() == body


def test_a_file_that_is_there_is_not_asked_for_again(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    request = asking(publisher.answers(PATH, Answer(ROWS)))
    one(request, shelf, time)
    outcome = one(request, shelf, time)
    assert outcome.state is State.KNOWN
    assert outcome.path == shelf.folder / "rows.json"
    assert len(publisher.asked) == 1


def test_asked_again_with_the_same_content_only_the_day_changes(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    request = asking(publisher.answers(PATH, Answer(ROWS)))
    one(request, shelf, time)
    time.moment += 86_400
    outcome = one(request, shelf, time, again=True)
    assert outcome.state is State.UNCHANGED
    assert outcome.note is not None
    assert outcome.note.accessed == date(2026, 11, 24)
    assert aside(shelf) == ["rows.json.json"]


def test_a_later_vintage_does_not_write_over_the_earlier_one(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    later = ROWS.replace(b"112", b"398")
    request = asking(publisher.answers(PATH, Answer(ROWS), Answer(later)))
    one(request, shelf, time)
    assert one(request, shelf, time, again=True).state is State.FETCHED
    assert (shelf.folder / "rows.json").read_bytes() == later
    kept = shelf.folder / ".fetched" / f"{sha256(ROWS).hexdigest()[:12]}-rows.json"
    assert kept.read_bytes() == ROWS
    assert files(shelf) == ["rows.json"]


def test_a_file_that_somebody_changed_is_fetched_anew(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    request = asking(publisher.answers(PATH, Answer(ROWS)))
    one(request, shelf, time)
    (shelf.folder / "rows.json").write_bytes(b"{}")
    assert note_of(shelf.folder / "rows.json") is None
    assert one(request, shelf, time).state is State.FETCHED
    assert (shelf.folder / "rows.json").read_bytes() == ROWS


def test_the_same_name_from_another_address_is_another_file(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    one(asking(publisher.answers("/preview", Answer(ROWS))), shelf, time)
    assert one(asking(publisher.answers("/full", Answer(ROWS))), shelf, time).state is State.UNCHANGED
    assert len(publisher.asked) == 2


def test_nothing_is_packed_on_the_way_and_the_program_names_itself(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    one(asking(publisher.answers(PATH, Answer(ROWS)), headers={"Accept": "text/csv"}), shelf, time)
    headers = publisher.asked[0].headers
    assert headers["Accept-Encoding"] == "identity"
    assert headers["User-Agent"].startswith("sverka/")
    assert headers["Accept"] == "text/csv"


# Passing faults


def test_429_waits_as_long_as_the_publisher_says(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    busy = Answer(b'{"message": "Rate limit is exceeded."}', status=429, headers={"Retry-After": "7"})
    outcome = one(asking(publisher.answers(PATH, busy, Answer(ROWS))), shelf, time)
    assert outcome.state is State.FETCHED
    assert time.slept == [7.0]


def test_retry_after_may_be_a_date(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    moment = format_datetime(datetime.fromtimestamp(time.moment + 42, tz=UTC), usegmt=True)
    busy = Answer(status=503, headers={"Retry-After": moment})
    one(asking(publisher.answers(PATH, busy, Answer(ROWS))), shelf, time)
    assert time.slept == [42.0]


def test_a_wait_of_hours_is_said_and_not_sat_through(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    busy = Answer(
        b"Out of call volume quota", status=403, kind="text/plain", headers={"Retry-After": "41400"}
    )
    first, second = (asking(publisher.answers(path, busy), f"{path[1:]}.json") for path in ("/a", "/b"))
    outcomes = [*fetch((first, second), shelf, Terms(clock=time.clock), key=KEY)]
    assert [outcome.state for outcome in outcomes] == [State.FAILED, State.FAILED]
    assert (
        "asks to be left alone for 11 h 30 min (403 Forbidden Out of call volume quota)" in outcomes[0].words
    )
    assert "Run the same command after that" in outcomes[0].words
    assert outcomes[1].words.startswith("not asked:")
    assert time.slept == []
    assert len(publisher.asked) == 1


def test_500_is_asked_again_after_longer_and_longer_waits(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    broken = Answer(b"<h1>Server Error</h1>", status=500, kind="text/html")
    outcome = one(asking(publisher.answers(PATH, broken, broken, broken, Answer(ROWS))), shelf, time)
    assert outcome.state is State.FETCHED
    assert time.slept == [0.75, 1.5, 3.0]  # 1, 2, 4 seconds, of which chance takes between half and all


def test_500_for_good_is_given_up_and_the_host_left_alone(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    broken = Answer(b"<h1>Server Error</h1>", status=500, kind="text/html")
    asked = tuple(asking(publisher.answers(f"/{n}", broken), f"{n}.json") for n in "ab")
    first, second = fetch(asked, shelf, Terms(clock=time.clock))
    assert "gave no whole answer in 5 tries" in first.words
    assert "500 Internal Server Error Server Error" in first.words
    assert "Run the same command later" in first.words
    assert second.words.startswith("not asked:")
    assert len(publisher.asked) == 5
    assert files(shelf) == []


def test_a_publisher_that_cannot_be_reached_is_asked_again(shelf: Shelf, time: Time) -> None:
    with local_publisher() as gone:
        url = gone.url
    outcome = one(asking(f"{url}{PATH}"), shelf, time, patience=Patience(tries=3))
    assert outcome.state is State.FAILED
    assert "in 3 tries" in outcome.words
    assert "ConnectError" in outcome.words
    assert len(time.slept) == 2


def test_waits_are_told(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    told: list[tuple[float, str]] = []

    class Listening(Watch):
        def waits(self, seconds: float, why: str) -> None:
            told.append((seconds, why))

    busy = Answer(f"key {KEY} asks too often".encode(), status=429, kind="text/plain")
    request = asking(publisher.answers(PATH, busy, Answer(ROWS)), key_header="Key")
    one(request, shelf, time, watch=Listening(), key=KEY)
    assert told == [(0.75, "429 Too Many Requests key … asks too often")]


# Cut, slow and truncated answers


def test_a_cut_connection_without_etag_starts_over(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    url = publisher.answers(PATH, Answer(LONG, cut=9000), Answer(LONG))
    outcome = one(asking(url), shelf, time)
    assert outcome.path is not None
    assert outcome.path.read_bytes() == LONG
    assert publisher.ranges == [None, None]
    assert aside(shelf) == ["rows.json.json"]


def test_a_cut_connection_with_etag_goes_on_where_it_stopped(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    headers = {"ETag": '"v1"'}
    url = publisher.answers(
        PATH, Answer(LONG, headers=headers, cut=9000), Answer(LONG, headers=headers, ranges=True)
    )
    outcome = one(asking(url), shelf, time)
    assert outcome.path is not None
    assert outcome.path.read_bytes() == LONG
    assert publisher.ranges == [None, "bytes=9000-"]
    assert publisher.asked[1].headers["If-Range"] == '"v1"'


def test_many_cuts_are_borne_while_bytes_are_gained(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    headers = {"ETag": '"v1"'}
    cuts = [Answer(LONG, headers=headers, ranges=True, cut=2500) for _ in range(8)]
    outcome = one(
        asking(publisher.answers(PATH, *cuts, Answer(LONG, headers=headers, ranges=True))), shelf, time
    )
    assert outcome.path is not None
    assert outcome.path.read_bytes() == LONG
    assert publisher.ranges[-1] == "bytes=20000-"


def test_a_weak_etag_is_nothing_to_go_on_from(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    url = publisher.answers(PATH, Answer(LONG, headers={"ETag": 'W/"v1"'}, cut=9000), Answer(LONG))
    assert one(asking(url), shelf, time).state is State.FETCHED
    assert publisher.ranges == [None, None]


def test_a_file_that_changed_between_the_halves_starts_over(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    later = LONG.replace(b"0123", b"3210")
    url = publisher.answers(
        PATH,
        Answer(LONG, headers={"ETag": '"v1"'}, cut=9000),
        Answer(later, headers={"ETag": '"v2"'}, ranges=True),
    )
    outcome = one(asking(url), shelf, time)
    assert publisher.ranges == [None, "bytes=9000-"]
    assert outcome.path is not None
    assert outcome.path.read_bytes() == later


@pytest.mark.parametrize(
    "wrong",
    [
        Answer(LONG[5000:], status=206, headers={"Content-Range": f"bytes 5000-{len(LONG) - 1}/{len(LONG)}"}),
        Answer(b"", status=416),
    ],
    ids=["206 from another place", "416"],
)
def test_a_wrong_rest_starts_over(publisher: Publisher, shelf: Shelf, time: Time, wrong: Answer) -> None:
    cut = Answer(LONG, headers={"ETag": '"v1"'}, cut=9000)
    outcome = one(asking(publisher.answers(PATH, cut, wrong, Answer(LONG))), shelf, time)
    assert publisher.ranges == [None, "bytes=9000-", None]
    assert outcome.path is not None
    assert outcome.path.read_bytes() == LONG


def test_an_interrupted_download_is_no_file_and_the_next_run_goes_on(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    class Stopping(Watch):
        def moves(self, have: int, total: int | None) -> None:
            assert total == len(LONG)
            if have >= 9000:
                raise KeyboardInterrupt

    headers = {"ETag": '"v1"'}
    answers = (
        Answer(LONG, headers=headers, cut=9000, holds=True),
        Answer(LONG, headers=headers, ranges=True),
    )
    request = asking(publisher.answers(PATH, *answers))
    with pytest.raises(KeyboardInterrupt):
        one(request, shelf, time, watch=Stopping())
    assert files(shelf) == []
    assert aside(shelf) == ["rows.json.part", "rows.json.part.json"]
    outcome = one(request, shelf, time)
    assert publisher.ranges == [None, "bytes=9000-"]
    assert outcome.path is not None
    assert outcome.path.read_bytes() == LONG
    assert aside(shelf) == ["rows.json.json"]


def zipped(body: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("rows.csv", body)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("rows.json", LONG),
        ("rows.txt.gz", gzip.compress(LONG)),
        ("rows.zip", zipped(LONG)),
        ("rows.json", b""),
    ],
    ids=["JSON", "gzip", "ZIP", "nothing"],
)
def test_an_answer_that_ends_too_early_is_never_kept_whatever_its_length_said(
    publisher: Publisher, shelf: Shelf, time: Time, name: str, body: bytes
) -> None:
    url = publisher.answers(PATH, Answer(body[:-7], length=False))
    outcome = one(asking(url, name), shelf, time)
    assert outcome.state is State.FAILED
    assert "is not whole" in outcome.words
    assert len(publisher.asked) == 5
    assert files(shelf) == []
    assert aside(shelf) == []


@pytest.mark.skipif(not FIXTURES.exists(), reason="the real answers are not on this machine")
def test_the_real_bulk_file_that_was_cut_after_31_bytes_is_not_kept(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    body = (FIXTURES / "C_A_32_196201_S1_O.txt.gz").read_bytes()
    url = publisher.answers(PATH, Answer(body, kind="application/TSV"))
    outcome = one(asking(url, "C_A_32.txt.gz", expects=("application/tsv",)), shelf, time)
    assert "its compressed data break off" in outcome.words
    assert files(shelf) == []


def test_a_publisher_that_falls_silent_is_asked_again(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    url = publisher.answers(PATH, Answer(LONG, cut=100, holds=True), Answer(LONG))
    outcome = one(asking(url), shelf, time, patience=Patience(read=0.2))
    assert outcome.state is State.FETCHED
    assert len(publisher.asked) == 2


def test_a_trickle_is_cut_and_asked_again(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    time.passes = 40.0  # seconds between two looks at the clock
    url = publisher.answers(PATH, Answer(LONG))
    outcome = one(asking(url), shelf, time, patience=Patience(least=10 * len(LONG), stall=30.0, tries=2))
    assert outcome.state is State.FAILED
    assert f"only {len(LONG)} bytes came in 40 s" in outcome.words


# Answers of another kind


def test_an_error_page_with_status_200_is_refused_with_its_first_words(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    page = b"<!doctype html><style>p {}</style><title>Sorry</title><p>We are   down for\nmaintenance.</p>"
    outcome = one(asking(publisher.answers(PATH, Answer(page, kind="text/html; charset=utf-8"))), shelf, time)
    assert outcome.state is State.FAILED
    assert "gave text/html in place of data; it begins: “Sorry We are down for maintenance.”" in outcome.words
    assert len(publisher.asked) == 1
    assert files(shelf) == aside(shelf) == []


def test_a_page_that_calls_itself_json_is_refused_too(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    url = publisher.answers(PATH, Answer(b"\n <HTML><body>Log in</body></HTML>"))
    outcome = one(asking(url), shelf, time)
    assert "gave a web page in place of data; it begins: “Log in”" in outcome.words
    assert files(shelf) == aside(shelf) == []


def test_404_is_not_asked_again(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    outcome = one(asking(f"{publisher.url}/moved"), shelf, time)
    assert "404 Not Found: “no such page”. Asking again will not help" in outcome.words
    assert len(publisher.asked) == 1
    assert time.slept == []


def test_a_403_without_a_key_is_a_plain_refusal(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    url = publisher.answers(PATH, Answer(b"Access Denied", status=403, kind="text/html"))
    outcome = one(asking(url), shelf, time)
    assert "403 Forbidden: “Access Denied”" in outcome.words
    assert "key" not in outcome.words


def test_an_answer_packed_without_being_asked_is_unpacked(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    packed = Answer(gzip.compress(LONG), headers={"Content-Encoding": "gzip"})
    outcome = one(asking(publisher.answers(PATH, packed)), shelf, time)
    assert outcome.path is not None
    assert outcome.path.read_bytes() == LONG
    assert aside(shelf) == ["rows.json.json"]


def test_a_packed_answer_that_breaks_off_is_asked_again(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    headers = {"Content-Encoding": "gzip"}
    broken = Answer(gzip.compress(LONG)[:-4], headers=headers)
    damaged = Answer(b"\x1f\x8b\x08\x00" + b"\xff" * 40, headers=headers)
    whole = Answer(gzip.compress(LONG), headers=headers)
    outcome = one(asking(publisher.answers(PATH, broken, damaged, whole)), shelf, time)
    assert outcome.state is State.FETCHED
    assert len(publisher.asked) == 3


def test_an_unknown_packing_is_refused(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    url = publisher.answers(PATH, Answer(ROWS, headers={"Content-Encoding": "br"}))
    outcome = one(asking(url), shelf, time)
    assert "came packed as “br”, which was not asked for" in outcome.words
    assert files(shelf) == []


@pytest.mark.parametrize("length", [True, False], ids=["announced", "not announced"])
def test_a_file_that_is_too_large_is_not_taken(
    publisher: Publisher, shelf: Shelf, time: Time, length: bool
) -> None:
    url = publisher.answers(PATH, Answer(LONG, length=length))
    outcome = one(asking(url, largest=1000), shelf, time)
    assert "more than 1000 are not taken" in outcome.words
    assert files(shelf) == []
    assert len(publisher.asked) == 1


def test_a_small_answer_that_unpacks_to_a_large_one_is_not_taken(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    packed = Answer(gzip.compress(LONG), headers={"Content-Encoding": "gzip"})
    outcome = one(asking(publisher.answers(PATH, packed), largest=1000), shelf, time)
    assert "more than 1000 are not taken" in outcome.words
    assert files(shelf) == []


def test_a_file_that_never_changes_has_to_have_its_hash(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    request = asking(publisher.answers(PATH, Answer(ROWS)), sha256=sha256(ROWS).hexdigest())
    assert one(request, shelf, time).state is State.FETCHED
    other = asking(publisher.answers("/other", Answer(LONG)), "other.json", sha256=sha256(ROWS).hexdigest())
    outcome = one(other, shelf, time)
    assert "not the published one" in outcome.words
    assert files(shelf) == ["rows.json"]


@pytest.mark.parametrize(("failed", "state"), [(True, State.FAILED), (False, State.EMPTY)])
def test_a_source_may_find_that_a_whole_answer_is_not_to_be_kept(
    publisher: Publisher, shelf: Shelf, time: Time, failed: bool, state: State
) -> None:
    request = asking(publisher.answers(PATH, Answer(ROWS)), look=lambda _: Remark("cut off at 1 row", failed))
    outcome = one(request, shelf, time)
    assert (outcome.state, outcome.words, outcome.path) == (state, "cut off at 1 row", None)
    assert files(shelf) == aside(shelf) == []


# Where is asked, and how often


def test_between_two_questions_to_a_host_lies_its_pause(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    asked = tuple(asking(publisher.answers(f"/{n}", Answer(ROWS)), f"{n}.json", pause=6.0) for n in "abc")
    assert {outcome.state for outcome in fetch(asked, shelf, Terms(clock=time.clock))} == {State.FETCHED}
    assert time.slept == [6.0, 6.0]


def test_only_https_is_asked(shelf: Shelf, time: Time) -> None:
    outcome = one(asking("http://publisher.example/rows"), shelf, time)
    assert "http://publisher.example/rows was not asked: only https is asked and followed" in outcome.words


def test_a_redirect_is_followed_on_this_machine_only_from_this_machine(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    there = publisher.answers("/there", Answer(ROWS))
    here = publisher.answers("/here", Answer(status=302, kind=None, headers={"Location": there}))
    outcome = one(asking(here), shelf, time)
    assert outcome.state is State.FETCHED
    assert outcome.note is not None
    assert outcome.note.address == here  # the documented address, not where it led today
    away = publisher.answers("/away", Answer(status=301, headers={"Location": "http://publisher.example/"}))
    assert "was not asked: only https" in one(asking(away, "away.json"), shelf, time).words


def test_redirects_that_never_end_are_left(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    round_and_round = publisher.answers(PATH, Answer(status=302, headers={"Location": PATH}))
    outcome = one(asking(round_and_round), shelf, time)
    assert "sends the question on more than 5 times" in outcome.words
    assert len(publisher.asked) == 6


# Keys


def test_the_key_goes_to_the_publisher_alone_and_into_nothing_that_is_kept(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    elsewhere = publisher.answers("/rows", Answer(ROWS)).replace("127.0.0.1", "localhost")
    url = publisher.answers(PATH, Answer(status=302, headers={"Location": elsewhere}))
    outcome = one(asking(url, key_header="Ocp-Apim-Subscription-Key"), shelf, time, key=KEY)
    assert outcome.state is State.FETCHED
    assert [q.headers.get("Ocp-Apim-Subscription-Key") for q in publisher.asked] == [KEY, None]
    assert all(KEY not in question.path for question in publisher.asked)
    kept = [path for path in shelf.folder.rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert all(KEY.encode() not in path.read_bytes() and KEY not in path.name for path in kept)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_names_the_setting_and_never_the_key(
    publisher: Publisher, shelf: Shelf, time: Time, status: int
) -> None:
    refusal = Answer(f"invalid key {KEY}".encode(), status=status, kind="text/plain")
    asked = tuple(
        asking(publisher.answers(f"/{n}", refusal), f"{n}.json", key_header="Key", key_setting="SVERKA_KEY")
        for n in "ab"
    )
    first, second = fetch(asked, shelf, Terms(clock=time.clock), key=KEY)
    assert "does not accept the key in $SVERKA_KEY" in first.words
    assert "Check it" in first.words
    assert KEY not in first.words + second.words
    assert len(publisher.asked) == 1


def test_a_publisher_that_wants_a_key_says_which_setting(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    url = publisher.answers(PATH, Answer(status=401))
    outcome = one(asking(url, key_header="Key", key_setting="SVERKA_KEY"), shelf, time)
    assert "wants a key, and $SVERKA_KEY holds none (401 Unauthorized)" in outcome.words


def test_a_page_that_repeats_the_key_is_quoted_without_it(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    url = publisher.answers(PATH, Answer(f"<p>Hello {KEY}</p>".encode(), kind="text/html"))
    outcome = one(asking(url, key_header="Key"), shelf, time, key=KEY)
    assert "it begins: “Hello …”" in outcome.words


def test_what_needs_a_key_is_not_asked_without(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    url = publisher.answers(PATH, Answer(ROWS))
    request = asking(url, key_header="Key", key_setting="SVERKA_KEY", key_needed=True)
    assert "only with a key, and $SVERKA_KEY holds none" in one(request, shelf, time).words
    assert publisher.asked == []


def test_a_key_with_a_line_end_in_it_is_not_sent(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    request = asking(publisher.answers(PATH, Answer(ROWS)), key_header="Key", key_setting="SVERKA_KEY")
    outcome = one(request, shelf, time, key="half\nother")
    assert "The key in $SVERKA_KEY holds blanks, line ends" in outcome.words
    assert "half" not in outcome.words
    assert publisher.asked == []


# Listings, files by hand, and the folder


def follows(publisher: Publisher, *urls: str) -> Request:
    listing = publisher.answers("/listing", Answer(b"[]"))

    def read(body: bytes, address: str) -> tuple[Request, ...]:
        assert (body, address) == (b"[]", listing)
        return tuple(asking(url, f"{n}.json") for n, url in enumerate(urls))

    return asking(listing, "listing.json", follow=read)


def test_the_files_of_a_listing_are_fetched_and_the_listing_is_not_kept(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    urls = [publisher.answers(f"/{n}", Answer(ROWS)) for n in "ab"]
    outcomes = [*fetch((follows(publisher, *urls),), shelf, Terms(clock=time.clock))]
    assert [outcome.state for outcome in outcomes] == [State.LISTED, State.FETCHED, State.FETCHED]
    assert files(shelf) == ["0.json", "1.json"]


def test_an_empty_listing_is_no_failure(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    outcome = one(follows(publisher), shelf, time)
    assert (outcome.state, outcome.words) == (
        State.EMPTY,
        "the listing names no file: nothing is published yet",
    )


def test_a_listing_may_not_lead_elsewhere(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    outcome = one(follows(publisher, "https://elsewhere.example/file"), shelf, time)
    assert "a listing may name files on the publisher's own host only" in outcome.words


def test_a_listing_that_cannot_be_read_is_asked_again(publisher: Publisher, shelf: Shelf, time: Time) -> None:
    def read(body: bytes, _: str) -> tuple[Request, ...]:
        raise ValueError(body.decode())

    url = publisher.answers(PATH, Answer(b"half a list"))
    outcome = one(asking(url, follow=read), shelf, time)
    assert "its listing cannot be read (half a list)" in outcome.words
    assert len(publisher.asked) == 5


def test_a_name_that_leads_out_of_the_folder_is_refused(
    publisher: Publisher, shelf: Shelf, time: Time
) -> None:
    for name in ("../book.json", ".hidden", "a/b", ""):
        outcome = one(asking(publisher.answers(PATH, Answer(ROWS)), name), shelf, time)
        assert "is no name for a snapshot" in outcome.words
    assert publisher.asked == []


def test_a_file_by_hand_says_where_and_how(shelf: Shelf, time: Time) -> None:
    by_hand = ByHand(
        file="GSDB", page="https://gsdb.example/", why="It is sent on request.", steps=("Ask.", "Post it.")
    )
    (outcome,) = fetch((by_hand,), shelf, Terms(clock=time.clock))
    assert outcome.state is State.BY_HAND
    assert outcome.words == (
        "It is sent on request. Get it by hand from https://gsdb.example/:\n  1. Ask.\n  2. Post it."
    )


def test_a_folder_that_cannot_be_written_ends_the_fetch(
    publisher: Publisher, tmp_path: Path, time: Time
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    request = asking(publisher.answers(PATH, Answer(ROWS)))
    with pytest.raises(FullShelf, match=r"cannot be written: .*give another one with --into"):
        one(request, Shelf(tmp_path / "taken"), time)
    assert publisher.asked == []
