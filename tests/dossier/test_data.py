import json

from tests.fictional.statement import TEXT, make_checked

from sverka.dossier.data import check_json
from sverka.vocabulary.claim import Claim

ISSUE = [
    "kind",
    "start",
    "end",
    "text",
    "value",
    "value_hi",
    "unit",
    "currency",
    "direction",
    "hedge",
    "measure",
    "subject",
    "period",
    "base",
    "speaker",
    "modality",
    "verdict",
    "figures",
    "findings",
]


def test_every_claim_has_the_fields_of_the_schema_and_of_the_vocabulary() -> None:
    for claim in check_json(make_checked())["claims"]:
        assert set(ISSUE) <= set(claim)
        assert set(Claim.__struct_fields__) <= set(claim)


def test_claims_come_in_order_of_the_text_and_spans_index_it() -> None:
    data = check_json(make_checked())
    assert [claim["id"] for claim in data["claims"]] == ["q1", "c1", "b1", "n1", "n2", "t1"]
    assert data["statement"]["text"] == TEXT
    for claim in data["claims"]:
        assert TEXT[claim["start"] : claim["end"]] == claim["text"]
    assert [line["label"] for line in data["lines"]] == ["title", "body", "body", "furniture"]


def test_notation_is_that_of_the_schema() -> None:
    level, forecast = (check_json(make_checked())["claims"][at] for at in (1, 5))
    assert (level["value"], level["unit"], level["currency"], level["hedge"]) == (
        604.1e6,
        "money",
        "USD",
        None,
    )
    assert (forecast["kind"], forecast["modality"], forecast["hedge"]) == ("target", "forecast", "more_than")
    assert forecast["reasons"] == {"speaker": "no speaker stands near it"}


def test_figures_carry_book_interval_and_origin() -> None:
    figures = check_json(make_checked())["claims"][1]["figures"]
    assert [(figure["book"], figure["agreement"]) for figure in figures] == [
        ("ARL", "confirms"),
        ("BED", "contradicts"),
    ]
    assert figures[0]["interval"] == {
        "low": 593.9e6 * 0.98,
        "high": 593.9e6 * 1.02,
        "low_open": False,
        "high_open": False,
    }
    assert figures[0]["origins"][0]["place"] == "almanac row 10"
    assert figures[0]["origins"][0]["accessed"] == "2024-01-02"


def test_an_end_without_limit_is_null() -> None:
    import msgspec

    from sverka.dossier.data import interval_data
    from sverka.vocabulary.interval import Interval

    assert interval_data(Interval(1.0)) == {"low": 1.0, "high": None, "low_open": False, "high_open": False}
    assert interval_data(None) is None
    assert (
        msgspec.json.encode(interval_data(Interval()))
        == b'{"low":null,"high":null,"low_open":false,"high_open":false}'
    )


def test_the_order_of_keys_never_changes_and_goods_come_with_their_headings() -> None:
    one, two = (json.dumps(check_json(make_checked())) for _ in range(2))
    assert one == two
    assert check_json(make_checked())["products"] == [
        {"text": "Trade", "hs": ["8701"], "revision": "HS2022", "start": 0, "end": 5}
    ]
