"""Russian names of goods: the tables and the tree, names put together, the real files."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from sverka.sources import read
from sverka.sources.snapshot import pack_snapshot, take_snapshot
from sverka.sources.tnved.files import NotTnved
from sverka.sources.tnved.lookups import lookups
from sverka.sources.tnved.read import NoTnved
from sverka.sources.tnved.spelling import Fragment, fragment
from sverka.vocabulary.finding import Finding, Severity

DATA = Path(__file__).parents[3].parent / "shared" / "data"
HEAD = "020|20220811|0000|"
HEADINGS = [
    "01|01|ЛОШАДИ ЖИВЫЕ|01.01.2017|31.12.2021|",
    "01|01|ЛОШАДИ, ОСЛЫ И МУЛЫ ЖИВЫЕ:|01.01.2022||",
]

Named = dict[tuple[str, str], str]


def table(rows: list[str]) -> bytes:
    return "\r\n".join([HEAD, *rows, ""]).encode("cp866")


def posted(**files: list[str] | bytes) -> tuple[Named, list[Finding]]:
    packed = {
        name if isinstance(held, bytes) else f"{name}.TXT": held if isinstance(held, bytes) else table(held)
        for name, held in files.items()
    }
    batch = read("tnved", pack_snapshot("tnved.zip", packed))
    facts = list(batch.facts)
    found = {(fact.name.removeprefix("product name "), fact.detail): fact.text or "" for fact in facts}
    assert len(found) == len(facts)
    return found, list(batch.findings)


def six(*lines: str) -> tuple[Named, list[str]]:
    """Post headings and lines of 10 digits; return the names at 6 digits and what is told."""
    found, findings = posted(TNVED3=HEADINGS, TNVED4=[f"01|01|{line}|01.01.2022||" for line in lines])
    codes = {key: text for key, text in found.items() if len(key[1]) == 6}
    return codes, [finding.message for finding in findings]


def test_headings_have_the_name_of_each_revisions_time() -> None:
    found, findings = posted(TNVED2=["01|01|ЖИВЫЕ ЖИВОТНЫЕ|Примечания|01.01.2022||"], TNVED3=HEADINGS)
    assert found == {
        ("HS2017 ru", "0101"): "Лошади живые",
        ("HS2022 ru", "01"): "Живые животные",
        ("HS2022 ru", "0101"): "Лошади, ослы и мулы живые",
    }
    assert findings == []


def test_a_line_below_the_heading_has_both_names() -> None:
    found, _ = six("300000|- ослы", "900000|- прочие")
    assert found == {
        ("HS2022 ru", "010130"): "Лошади, ослы и мулы живые: ослы",
        ("HS2022 ru", "010190"): "Лошади, ослы и мулы живые: прочие",
    }


def test_a_missing_level_is_marked_and_what_says_nothing_without_it_left_out() -> None:
    found, told = six(
        "210000|- - племенные", "290000|- - прочие", "310000|- - для убоя", "390000|- - для убоя"
    )
    assert found == {("HS2022 ru", "010121"): "Лошади, ослы и мулы живые: …: племенные"}
    (message,) = told
    assert message.startswith(
        "3 codes of HS2022 whose line says “other” or the same as a neighbour's, without"
    )


def test_a_code_that_the_tn_ved_divides_has_no_name_of_its_own() -> None:
    found, told = six("291000|- - - убойные", "299000|- - - прочие", "911000|- - половина")
    assert found == {}
    assert told[0].startswith("2 codes of HS2022 that the TN VED divides and that have no line of their own")


def test_a_code_that_is_the_whole_heading_has_its_name() -> None:
    found, _ = six("001000|- для убоя", "009000|- прочие")
    assert found == {("HS2022 ru", "010100"): "Лошади, ослы и мулы живые"}


def test_codes_without_a_heading_are_counted() -> None:
    _, findings = posted(TNVED4=["02|05|001000|- мясо|01.01.2022||", "02|06|100000|- свежее|01.01.2022||"])
    assert [finding.message.partition(" were")[0] for finding in findings] == [
        "1 codes of HS2022 that the TN VED divides and that have no line of their own",
        "1 codes of HS2022 without the name of their heading",
    ]


def test_a_line_that_was_in_force_in_two_revisions_names_the_code_in_both() -> None:
    row = "01|01|300000|- ослы|01.01.2017||"
    found, _ = posted(TNVED3=HEADINGS, TNVED4=[row, "01|01|400000|- мулы|01.01.2017|31.12.2021|"])
    assert found["HS2017 ru", "010130"] == "Лошади живые: ослы"
    assert found["HS2022 ru", "010130"] == "Лошади, ослы и мулы живые: ослы"
    assert ("HS2022 ru", "010140") not in found


def test_a_table_counts_before_the_tree_that_repeats_it() -> None:
    day = "2022-01-01T00:00:00Z"
    subs = [{"code": "0101300000", "naim": "- ослы", "date": day}]
    goods = [{"code": "0101", "naim": "ЛОШАДИ", "date": day, "subs": subs}]
    groups = [{"code": "01", "naim": "ЖИВЫЕ ЖИВОТНЫЕ", "date": day, "goods": goods}]
    tree = json.dumps([{"chapter": "01", "naim": "РАЗДЕЛ", "date": day, "groups": groups}]).encode()
    found, _ = posted(TNVED3=HEADINGS, **{"tnved.json": tree})
    assert found["HS2022 ru", "010130"] == "Лошади, ослы и мулы живые: ослы"
    assert found["HS2022 ru", "01"] == "Живые животные"


@pytest.mark.parametrize(
    ("written", "depth", "text"),
    [
        ("-\xa0-\xa0чистопородные  племенные:", 2, "чистопородные племенные"),
        ("– фундук – в скорлупе", 1, "фундук – в скорлупе"),
        ("ПЕНЬКА (CANNABIS SATIVA L.), HИТИ", 0, "Пенька (Cannabis sativa L.), нити"),
        ("ЖЕЛЕЗО В ПЕРЕСЧЕТЕ НА FЕ2O3", 0, "Железо в пересчете на Fe2O3"),
        ("НЕ БОЛЕЕ 200 Г/М?", 0, "Не более 200 г/м²"),
        ("- от 5 ?С", 1, "от 5 °С"),
        ("- DDT (ISO)", 1, "DDT (ISO)"),
    ],
)
def test_lines_are_written_as_people_read_them(written: str, depth: int, text: str) -> None:
    assert fragment(written, lookups()) == Fragment(depth, text)


def test_a_name_with_a_lost_letter_is_left_out() -> None:
    found, told = six("300000|- ?-аланин")
    assert found == {}
    assert told == ["1 codes of HS2022 with letters that the file lost were left without a Russian name."]


def test_rows_that_do_not_fit_are_told() -> None:
    _, findings = posted(TNVED3=[*HEADINGS, "01|02|СКОТ|01.01.2022|", "01|03|СВИНЬИ|2022||"])
    (strange,) = findings
    assert strange.severity is Severity.ERROR
    assert strange.evidence == ("TNVED3.TXT row 4", "TNVED3.TXT row 5")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [("TNVED3.TXT", b"code,name\n", "its first line is not number"), ("t.json", b"[{}]", "missing required")],
)
def test_another_file_under_such_a_name_is_refused(name: str, data: bytes, why: str) -> None:
    with pytest.raises(NotTnved, match=rf"{name} is no file of the TN VED: .*{why}.*Get it again"):
        read("tnved", take_snapshot(name, data))


def test_a_snapshot_without_names_is_refused() -> None:
    with pytest.raises(NoTnved, match=r"tnved\.xls holds no names of the TN VED\. Give TNVED2\.TXT, "):
        read("tnved", take_snapshot("tnved.xls", b"x"))


@pytest.fixture(scope="module")
def real() -> tuple[Named, list[Finding]]:
    folder = DATA / "tnved_eaeu_ru"
    if not folder.is_dir():
        pytest.skip("the publisher's files are not beside this checkout")
    return posted(**{path.name: path.read_bytes() for path in folder.iterdir()})


def test_the_real_files_name_chapters_headings_and_codes(real: tuple[Named, list[Finding]]) -> None:
    found, findings = real
    count = Counter((name, len(code)) for name, code in found)
    assert [count[f"HS{year} ru", 2] for year in (2002, 2007, 2012, 2017, 2022)] == [96] * 5
    assert [count[f"HS{year} ru", 4] for year in (2002, 2007, 2012, 2017, 2022)] == [938, 926, 939, 942, 957]
    assert [length for _, length in count].count(6) == 1
    assert count["HS2022 ru", 6] == 2_314
    assert (
        found["HS2022 ru", "870110"] == "Тракторы (кроме тракторов товарной позиции 8709): тракторы одноосные"
    )
    assert found["HS2022 ru", "010121"].endswith(" живые: …: чистопородные племенные животные")
    assert not [text for text in found.values() if "?" in text or "\xa0" in text or "  " in text]
    told = [finding.message for finding in findings if finding.check == "name left out"]
    assert [message.partition(" ")[0] for message in told] == ["2238", "774", "15"]


@pytest.mark.parametrize(
    ("revision", "list_"), [("HS2002", 2), ("HS2007", 3), ("HS2012", 4), ("HS2017", 5), ("HS2022", 6)]
)
def test_every_code_is_one_of_the_united_nations_list_of_that_revision(
    real: tuple[Named, list[Finding]], revision: str, list_: int
) -> None:
    with (DATA / "hs_nomenclature_en" / f"comtrade_cmd_h{list_}.csv").open(encoding="utf-8-sig") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    ours = {code for name, code in real[0] if name == f"{revision} ru"}
    assert ours - known == set()
