"""What limits an answer is said in the document's language: every warning, with its figures."""

import pytest
from msgspec.structs import replace
from tests.dossier.sections.what_if_answers import ONE_SECTOR, TABLES, TRADE, WHAT_IF

from sverka.dossier.outline import Block, Paragraph, Points, Sentence, figures_in
from sverka.dossier.sections.what_if_limits import limit_blocks
from sverka.dossier.sections.what_if_words import assumptions
from sverka.dossier.words.language import LANGUAGES, language
from sverka.models.equilibrium.pair.answer import WhatIf
from sverka.models.equilibrium.pair.limit_kinds import (
    AssumedBuyers,
    BesideCustoms,
    FailedDraws,
    LeftOut,
    NegativeSales,
    NothingSold,
    OneSectorOnly,
    SearchStopped,
    ServicesApart,
    SmallAtHome,
    Untied,
    WhyOne,
    ZeroFlows,
)
from sverka.vocabulary.figure import Figure
from sverka.vocabulary.finding import Finding, Severity
from sverka.vocabulary.flow import Flow, Valuation

DECLARED = Flow(
    exporter="BLR",
    importer="KAZ",
    reporter="KAZ",
    period="2020",
    valuation=Valuation.CIF,
    value=640_000_000,
    value_usd=640_000_000,
    origin=TRADE,
)
BACK = replace(DECLARED, exporter="KAZ", importer="BLR", reporter=None, value_usd=90_000_000)
CUSTOMS = BesideCustoms.of(2022, 625.6e6, DECLARED)
FAR = BesideCustoms.of(2022, 176e6, BACK)
BUYERS = AssumedBuyers.of(0.741, ("C28",), "like inputs")
SERVICES = ServicesApart.of(("BLR", "KAZ"), 187.2e6, 66.6e6)
NEGATIVE = NegativeSales.of(
    Finding(check="final sales", severity=Severity.WARNING, about="oecd_icio", message="3 are negative."),
    3,
    0.00123,
)
LEFT = LeftOut.of(("TWN", "HKG", "VEN", "YEM", "GIB", "ERI"), 0.083)
OF_TABLES = (SERVICES, CUSTOMS, FAR, NEGATIVE, BUYERS, FailedDraws.of(2, "no equilibrium"))
OF_PAIRS = (
    OneSectorOnly.of(WhyOne.NOT_HELD, 2022, ("BLR",)),
    ZeroFlows.of("almanac", 197, 10_441, 171),
    SmallAtHome.of("almanac", "197 constructed as GDP minus exports"),
    Untied.of(("FLK",)),
    LEFT,
    NothingSold.of("KAZ", "BLR", "the world of 2020"),
)
TECHNICAL = Finding(check="adding up", severity=Severity.NOTE, about="oecd_icio", message="Sales are kept.")
OTHER = Finding(check="new", severity=Severity.WARNING, about="x", message="Something is amiss.")


def answer(*findings: Finding, of: WhatIf = WHAT_IF) -> WhatIf:
    return replace(of, setting=replace(of.setting, findings=findings))


def points(blocks: list[Block]) -> tuple[Sentence, ...]:
    """Return the list, which a paragraph opens."""
    if not blocks:
        return ()
    opening, listed = blocks
    assert opening == Paragraph((Sentence("what_if.limits"),))
    assert isinstance(listed, Points)
    return listed.items


def said(found: WhatIf, code: str = "en", further: tuple[Finding, ...] = ()) -> list[str]:
    words = language(code)
    sentences = points([*limit_blocks(found, further)])
    return [words.text(one).replace("\u00a0", " ") for one in sentences]


def figures(found: WhatIf) -> list[Figure]:
    return [figure for one in points([*limit_blocks(found)]) for figure in figures_in(one)]


def test_what_limits_tables_is_said_with_its_figures_warnings_first() -> None:
    buyers, far, draws, negative, near, services = said(answer(*OF_TABLES))
    assert buyers == (
        "74 % of what the makers of these goods (machinery) sell is final goods, and the tables do not say "
        "who buys them: it is assumed that they go where inputs go. The level of a flow is rough: its own "
        "growth in percent depends on this little, its weight in turnover, and with it the growth of "
        "turnover, much."
    )
    assert far == (
        "Goods Kazakhstan → Belarus: the tables have 176 million dollars (2022), declared were 90 million "
        "dollars (2020, reconciled by the publisher). With figures so far apart, growth in percent is to be "
        "trusted before dollars."
    )
    assert draws == "Draws of elasticities that had no answer: 2. They are in no interval."
    assert negative.endswith("count as zero: 3 of them, 0.12 % of all others.")
    assert near == (
        "Goods Belarus → Kazakhstan: the tables have 625.6 million dollars (2022), declared were 640 million "
        "dollars (2020, Kazakhstan’s book). The two are near each other."
    )
    assert services == (
        "Services are not counted. In the model’s world they are 190 million dollars more (Belarus → "
        "Kazakhstan) and 67 million dollars (Kazakhstan → Belarus)."
    )


def test_services_whose_costs_change_too_are_told_apart_and_tariffs_come_on_top() -> None:
    found = answer(SERVICES)
    every = replace(found, change=replace(found.change, named=(), sectors=()))
    assert said(every)[0].startswith("Services are not counted, though their costs change too: what comes of")
    taxed = replace(found, change=replace(found.change, tariff=5.0))
    assert said(taxed)[0].startswith("The tables hold no tariffs: 5 % is set where the model has none")


def test_what_limits_one_sector_is_said_with_those_who_are_left_out() -> None:
    text = said(answer(*OF_PAIRS, of=ONE_SECTOR))
    assert text[0].startswith("Kazakhstan → Belarus: nothing is sold in the world before the change")
    assert text[1] == (
        "Countries and territories that the model leaves out: 6 (most trade: Taiwan, Hong Kong "
        "(China), Venezuela, Yemen, Gibraltar). With them goes 8.3 % of the world’s trade. What they sell at "
        "home is not known or, as GDP minus exports, not above zero."
    )
    assert text[2].endswith("trade of theirs with the others: 1 (Falkland Islands).")
    assert text[3].startswith("What countries sell at home is taken as GDP minus exports.")
    assert text[4].startswith("Flows between the countries of the model: 38,612. Of these 10,441 are taken")
    assert len(text) == 5, "which model answers stands where it is described"


def test_why_industries_are_not_told_apart_stands_by_the_model() -> None:
    words = language("en")

    def told(why: OneSectorOnly) -> str:
        setting = answer(why, of=ONE_SECTOR).setting
        return [words.text(one) for one in assumptions(setting)][1]

    assert told(OneSectorOnly.of(WhyOne.NOT_HELD, 2022, ("BLR", "KAZ"))).endswith(
        "because the input–output tables (2022) do not hold Belarus, Kazakhstan."
    )
    assert told(OneSectorOnly.of(WhyOne.NO_TABLES)).endswith("the book has no input–output tables.")
    assert told(OneSectorOnly.of(WhyOne.NOT_OF_YEAR, 2019)).endswith("no input–output tables of 2019.")


def test_what_is_assumed_of_buyers_is_said_once() -> None:
    def keys(found: WhatIf) -> set[str]:
        return {one.key for one in assumptions(found.setting)}

    assert "what_if.final.like_inputs" in keys(answer())
    assert "what_if.final.like_inputs" not in keys(answer(BUYERS))


def test_notes_on_the_tables_are_not_said_and_no_warning_is_lost() -> None:
    assert said(answer(TECHNICAL)) == []
    assert said(answer(TECHNICAL, OTHER)) == ["The program also says in English: “Something is amiss.”"]
    assert said(answer(), further=(OTHER,))[0].endswith("“Something is amiss.”")
    assert said(answer(), further=(SearchStopped.of("Beyond 2 times."),)) == [], "said beside the outcome"


def test_whose_domestic_trade_is_missing_is_said_by_those_left_out() -> None:
    domestic = Finding(
        check="domestic trade", severity=Severity.WARNING, about="HKG", message="1 country-years export more."
    )
    assert [one for one in said(answer(domestic, LEFT)) if "country-years" in one] == []
    assert "country-years" in said(answer(domestic))[0]


def test_figures_of_limits_lead_to_the_tables_and_to_customs() -> None:
    found = figures(answer(*OF_TABLES))
    customs = [one for one in found if one.measure == "goods"]
    assert [(one.value, one.book, one.origins) for one in customs] == [
        (90e6, None, (TRADE,)),
        (640e6, "KAZ", (TRADE,)),
    ]
    assert customs[1].method == "as declared by KAZ"
    assert all(one.origins == (TABLES,) for one in found if one.measure != "goods")
    assert {one.measure for one in found} == {
        "goods", "model_flow", "model_services", "final_share", "negative_share",
    }  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_all_limits(code: str) -> None:
    words = language(code)
    for found in (answer(*OF_TABLES, OTHER), answer(*OF_PAIRS, of=ONE_SECTOR)):
        text = said(found, code)
        assert len(text) >= 5
        assert not any("{" in one for one in text)
        assert all(words.measure(one.measure) != one.measure for one in figures(found))
    taxed = replace(WHAT_IF.change, tariff=5.0)
    assert "5" in said(replace(answer(), change=taxed), code)[0]
    balanced = replace(WHAT_IF.setting, final_goods="balanced", findings=(BUYERS,))
    assert "74" in said(replace(WHAT_IF, setting=balanced), code)[0]
