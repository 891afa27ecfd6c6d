"""A statement about Arland and Bedia, checked by hand: nested claims, a quote around them, furniture."""

from datetime import date

from sverka.checks import Report
from sverka.dossier.checked import Checked
from sverka.sources.card import Card
from sverka.vocabulary.claim import Claim, Hedge, Kind, Modality, NamedProduct, Unit
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.interval import Interval
from sverka.vocabulary.origin import Origin
from sverka.vocabulary.product import Product
from sverka.vocabulary.statement import DateSource, Line, LineLabel, Reading, Statement
from sverka.vocabulary.verdict import Agreement, Assessment, Comparison, Verdict

TITLE = "Arland <and> Bedia trade more"
BODY = "Minister Aro said: “Trade rose to $604.1 million, of it 17 joint and 38 foreign firms.”"
FORECAST = "It will pass $1 billion in 2030."
FURNITURE = "Read also: 99 recipes"
TEXT = f"{TITLE}\n{BODY}\n{FORECAST}\n{FURNITURE}"


def place(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def claim(name: str, kind: Kind, words: str, **fields: object) -> Claim:
    return Claim(id=name, kind=kind, **place(words), **fields)  # type: ignore[arg-type]


def figure(book: str | None, value: float, row: int) -> Figure:
    return Figure(
        measure="turnover",
        subject="ARL-BED",
        value=value,
        unit="USD",
        period="2017",
        book=book,
        valuation="exports FOB, imports CIF",
        method="exports + imports",
        allowed=Interval(value * 0.98, value * 1.02),
        origins=tuple(
            Origin(
                source="starter",
                snapshot="ab" * 32,
                place=f"almanac row {at}",
                licence="CC BY 4.0",
                accessed=date(2024, 1, 2),
                cites="Yearbook of Trade",
                address="https://example.org/yearbook",
            )
            for at in (row, row + 1)
        ),
    )


CARD = Card(
    id="starter",
    title="Figures to start with",
    publisher="Sverka",
    licence="CC BY 4.0",
    address="https://example.org/starter",
    cadence="once",
    valuation="FOB, CIF",
    usual_revision=0.02,
    known_gaps=(),
    expected_rows=None,
    accessed=date(2024, 1, 2),
)


def make_checked() -> Checked:
    quote = claim("q1", Kind.QUOTE, BODY[BODY.index("“") + 1 : -1], speaker="Aro")
    level = claim(
        "c1",
        Kind.LEVEL,
        "$604.1 million",
        value=604.1e6,
        half_step=5e4,
        unit=Unit.MONEY,
        currency="USD",
        measure="trade",
        subject="ARL-BED",
        period="2017",
        speaker="Aro",
    )
    parts = claim("b1", Kind.BREAKDOWN, "17 joint and 38 foreign firms", total="n0", parts=("n1", "n2"))
    joint = claim("n1", Kind.COUNT, "17 joint", value=17.0, noun="jv", country="ARL", part_of="b1")
    foreign = claim("n2", Kind.COUNT, "38 foreign firms", value=38.0, noun="foreign", country="ARL")
    forecast = claim(
        "t1",
        Kind.TARGET,
        "$1 billion",
        value=1e9,
        half_step=5e8,
        unit=Unit.MONEY,
        currency="USD",
        direction="up",
        hedge=Hedge.MORE_THAN,
        measure="trade",
        subject="ARL-BED",
        period="2030",
        modality=Modality.FORECAST,
        reasons={"speaker": "no speaker stands near it"},
    )
    finding = Finding(
        check="part_whole",
        severity=Severity.ERROR,
        about="b1",
        message="17 + 38 is not 60.",
        evidence=("60 firms",),
        next_step="Ask for the list of firms.",
    )
    compared = (
        Comparison(book="ARL", figure=figure("ARL", 593.9e6, 10), agreement=Agreement.CONFIRMS),
        Comparison(book="BED", figure=figure("BED", 689.4e6, 12), agreement=Agreement.CONTRADICTS),
    )
    claims = (quote, level, parts, joint, foreign, forecast)
    reading = Reading(
        statement=Statement(
            id="0" * 64,
            text=TEXT,
            title=TITLE,
            said_on=date(2018, 3, 1),
            said_on_from=DateSource.OPTION,
            lang="en",
            pair="ARL-BED",
        ),
        lines=(
            Line(0, len(TITLE), LineLabel.TITLE),
            Line(TEXT.index(BODY), TEXT.index(BODY) + len(BODY), LineLabel.BODY),
            Line(TEXT.index(FORECAST), TEXT.index(FORECAST) + len(FORECAST), LineLabel.BODY),
            Line(TEXT.index(FURNITURE), len(TEXT), LineLabel.FURNITURE),
        ),
        claims=claims,
        products=(NamedProduct(text="Trade", start=0, end=5, products=(Product("8701", "HS2022"),)),),
    )
    return Checked(
        "speech.txt",
        Report(
            reading=reading,
            assessments=(
                Assessment(claim=quote, verdict=Verdict.NOT_CHECKED, reason="A quote states no number."),
                Assessment(
                    claim=level,
                    verdict=Verdict.DEPENDS,
                    reason="ARL's book confirms it, BED's does not.",
                    allowed=Interval(604.05e6, 604.15e6),
                    comparisons=compared,
                ),
                Assessment(
                    claim=parts, verdict=Verdict.INCONSISTENT, reason="Parts differ.", findings=(finding,)
                ),
                Assessment(
                    claim=joint, verdict=Verdict.NO_DATA, reason="No register of firms is in the book."
                ),
                Assessment(
                    claim=foreign, verdict=Verdict.NO_DATA, reason="No register of firms is in the book."
                ),
                Assessment(
                    claim=forecast,
                    verdict=Verdict.OPEN,
                    reason="It needs 5% a year.",
                    context=(figure("ARL", 593.9e6, 10),),
                ),
            ),
            findings=(finding,),
        ),
    )
