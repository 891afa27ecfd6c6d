"""Claims from single sentences, as news writes them: kind, value, measure, subject, period."""

from datetime import date

import pytest

from sverka.claims import read_claims
from sverka.vocabulary.claim import Claim, Kind

SAID_ON = date(2025, 6, 15)
HEAD = {
    "ru": "Казахстан и Узбекистан наращивают торговлю",
    "en": "Kazakhstan and Uzbekistan expand their trade",
}


def read(lang: str, sentence: str) -> list[Claim]:
    body = {"ru": "Об этом сообщила пресс-служба.", "en": "This was announced by the press service."}[lang]
    text = f"{HEAD[lang]}\n\n{body} {sentence}\n"
    return [c for c in read_claims(text, SAID_ON, lang=lang).claims if c.kind is not Kind.QUOTE]


def brief(claim: Claim) -> tuple[object, ...]:
    return (claim.kind.value, claim.value, claim.direction, claim.measure, claim.subject, claim.period)


SENTENCES = [
    (
        "ru",
        "На 12% вырос экспорт Казахстана в Узбекистан в 2024 году.",
        [("growth", 12, "up", "export", "KAZ>UZB", "2024")],
    ),
    ("ru", "Прирост товарооборота в 2024 году – 7,3%.", [("growth", 7.3, "up", "trade", "KAZ-UZB", "2024")]),
    (
        "ru",
        "Темп роста товарооборота в 2024 году составил 112,5%.",
        [("growth", 12.5, "up", "trade", "KAZ-UZB", "2024")],
    ),
    (
        "ru",
        "Товарооборот вырос с 2,1 млрд долларов в 2020 году до 3,4 млрд долларов в 2024-м.",
        [
            ("level", 2.1e9, None, "trade", "KAZ-UZB", "2020"),
            ("level", 3.4e9, None, "trade", "KAZ-UZB", "2024"),
        ],
    ),
    (
        "ru",
        "Товарооборот за 2024 год составил 3,2 млрд долларов (экспорт — 2,1 млрд, импорт — 1,1 млрд).",
        [
            ("level", 3.2e9, None, "trade", "KAZ-UZB", "2024"),
            ("level", 2.1e9, None, "export", "KAZ>UZB", "2024"),
            ("level", 1.1e9, None, "import", "UZB>KAZ", "2024"),
        ],
    ),
    (
        "ru",
        "За последние пять лет товарооборот увеличился втрое.",
        [("growth", 3, "up", "trade", "KAZ-UZB", "2024")],
    ),
    (
        "ru",
        "Экспорт в 2024 году сократился почти вдвое.",
        [("growth", 2, "down", "export", "KAZ>UZB", "2024")],
    ),
    (
        "ru",
        "Задача – довести товарооборот до 10 млрд долларов к 2030 году.",
        [("target", 1e10, None, "trade", "KAZ-UZB", "..2030")],
    ),
    (
        "ru",
        "Ожидается, что к концу года товарооборот превысит 5 млрд долларов.",
        [("target", 5e9, None, "trade", "KAZ-UZB", "2025")],
    ),
    (
        "ru",
        "Узбекистан занимает четвертое место среди торговых партнеров Казахстана.",
        [("rank", 4, None, "trade", "KAZ-UZB", "now")],
    ),
    (
        "ru",
        "Товарооборот двух стран за год ощутимо вырос.",
        [("growth", None, "up", "trade", "KAZ-UZB", "now")],
    ),
    (
        "en",
        "Trade with Uzbekistan reached $4.2 billion in 2024, up 12% from 2023.",
        [
            ("level", 4.2e9, None, "trade", "KAZ-UZB", "2024"),
            ("growth", 12, "up", "trade", "KAZ-UZB", "2024"),
        ],
    ),
    (
        "en",
        "Trade turnover grew threefold over the past five years.",
        [("growth", 3, "up", "trade", "KAZ-UZB", "2024")],
    ),
    ("en", "Imports were halved in 2020.", [("growth", 2, "down", "import", "UZB>KAZ", "2020")]),
    ("en", "The sides aim to double trade by 2030.", [("target", 2, None, "trade", "KAZ-UZB", "..2030")]),
    (
        "en",
        "Kazakhstan is the third-largest trading partner of Uzbekistan.",
        [("rank", 3, None, "trade", "KAZ-UZB", "now")],
    ),
    (
        "en",
        "Uzbekistan accounts for about 5% of Kazakhstan's foreign trade.",
        [("share", 5, None, "trade", "KAZ-UZB", "now")],
    ),
    (
        "en",
        "Trade in January-March 2025 was up 5.4% year-on-year to $812.3 million.",
        [
            ("growth", 5.4, "up", "trade", "KAZ-UZB", "2025Q1"),
            ("level", 812.3e6, None, "trade", "KAZ-UZB", "2025Q1"),
        ],
    ),
    (
        "en",
        "The sides aim to increase trade from $4.5 billion to $15 billion by 2030.",
        [
            ("level", 4.5e9, None, "trade", "KAZ-UZB", "now"),
            ("target", 1.5e10, None, "trade", "KAZ-UZB", "..2030"),
        ],
    ),
    (
        "ru",
        "В 2018 году торговля составила 865 млн долларов (рост на 13% к 2017 г.), экспорт – 640 млн.",
        [
            ("level", 865e6, None, "trade", "KAZ-UZB", "2018"),
            ("growth", 13, "up", "trade", "KAZ-UZB", "2018"),
            ("level", 640e6, None, "export", "KAZ>UZB", "2018"),
        ],
    ),
    (
        "ru",
        "Экспорт за январь-май 2025 года – $238 млн (92% к соответствующему периоду 2024 года).",
        [
            ("level", 238e6, None, "export", "KAZ>UZB", "2025-01..2025-05"),
            ("growth", 8, "down", "export", "KAZ>UZB", "2025-01..2025-05"),
        ],
    ),
    (
        "ru",
        "Товарооборот перешагнул рубеж в 700 млн долларов, а за последние пять лет вырос в три раза.",
        [("level", 700e6, None, "trade", "KAZ-UZB", "now"), ("growth", 3, "up", "trade", "KAZ-UZB", "2024")],
    ),
]


@pytest.mark.parametrize(("lang", "sentence", "meant"), SENTENCES, ids=[s[:48] for _, s, _ in SENTENCES])
def test_a_sentence(lang: str, sentence: str, meant: list[tuple[object, ...]]) -> None:
    assert [brief(claim) for claim in read(lang, sentence)] == meant


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("ru", "Ставка по кредитам составляет 9,5% годовых, а кредит в 5 млн долларов уже выдан."),
        ("ru", "Курс – 384,2 драма за 1 доллар, высота перевала 4362 метра."),
        ("en", "Rooms start at 45,000 tenge a night and the hall seats 300."),
        ("en", "The ferry covers the 480 km in about 20 hours."),
    ],
)
def test_numbers_that_claim_nothing_about_the_pair(lang: str, sentence: str) -> None:
    assert read(lang, sentence) == []


def test_a_breakdown_names_its_whole_and_parts() -> None:
    claims = read(
        "ru",
        "В Узбекистане 120 предприятий с казахстанским капиталом, из них 80 совместных и 40 иностранных.",
    )
    breakdown, total, *parts = claims
    assert (breakdown.kind, breakdown.total, breakdown.parts) == (
        Kind.BREAKDOWN,
        total.id,
        tuple(p.id for p in parts),
    )
    assert breakdown.check == "sum_ok"
    assert [(c.value, c.noun, c.country) for c in (total, *parts)] == [
        (120, "firms:KAZ_capital", "UZB"),
        (80, "jv:KAZ_capital", "UZB"),
        (40, "foreign:KAZ_capital", "UZB"),
    ]


def test_a_planned_visit_is_an_event_in_days() -> None:
    (event,) = read(
        "en", "The president of Uzbekistan will pay a state visit to Kazakhstan in November 2025."
    )
    assert (event.kind, event.event, event.place, event.period) == (
        Kind.EVENT,
        "state_visit",
        "KAZ",
        "2025-11-01..2025-11-30",
    )


def test_what_the_text_leaves_open_is_none_with_a_reason() -> None:
    (claim,) = read("ru", "Товарооборот достиг миллиарда.")
    assert claim.currency is None
    assert "names no currency" in claim.reasons["currency"]
    assert claim.speaker is None
    assert claim.reasons["speaker"]


def test_roubles_are_nobodys_outside_a_pair_with_russia() -> None:
    (claim,) = read("ru", "Товарооборот в 2024 году составил 35 млрд рублей.")
    assert claim.currency is None
    assert "whose" in claim.reasons["currency"]
