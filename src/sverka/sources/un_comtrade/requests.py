"""Ask UN Comtrade: the data API with or without a key, and the bulk files.

Addresses, parameters and limits as UNSD's own client comtradeapicall 1.3.2 asks them and uncomtrade.org
documents them (read 2026-11-23). Without `partner2Code=0&motCode=0&customsCode=C00` every flow comes once
for each second partner, mode of transport and customs procedure, and is counted several times.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import msgspec

from sverka.sources.countries import by_numeric, country_codes, numeric_codes
from sverka.sources.request import (
    Asked,
    BadOption,
    Guide,
    Option,
    Remark,
    Request,
    parties_of,
    spans_of,
    years_of,
)

HOST = "https://comtradeapi.un.org"
KEY = "SVERKA_COMTRADE_KEY"
PREVIEW_ROWS, KEYED_ROWS = 500, 100_000  # rows in one answer: the preview's limit, a free key's
_EXAMPLE = "sverka fetch un_comtrade --pair BLR-KAZ --years 2015-2020"
_PERIODS = 12  # years or months in one question
_PAUSE = 6.0  # seconds: ten questions a minute, as rOpenSci's client asks; the service answers 429 above it
_NAME = 140
_WORLD, _ALL = "WLD", "ALL"
_FLOWS = "M,X"  # re-exports and re-imports (RX, RM) are parts of these and would be counted twice
_TOTALS = {"partner2Code": "0", "motCode": "0", "customsCode": "C00"}
_LEVELS = {"TOTAL", "AG1", "AG2", "AG3", "AG4", "AG5", "AG6"}
_JSON = ("application/json",)
_PACKED = ("application/tsv", "application/gzip", "application/x-gzip", "application/octet-stream")

_UNUSED = {"158", "250", "356", "381", "578", "756", "840", "849", "931"}
"""Codes that Comtrade does not file under today: it has 490, 251, 699, 380, 579, 757, 842, 581 and 275."""

GUIDE = Guide(
    example=_EXAMPLE,
    page="https://uncomtrade.org/docs/un-comtrade-api",
    looked_up=date(2026, 11, 23),
    key_setting=KEY,
    options=(
        Option(name="pair", help="both countries' books about each other, as in BLR-KAZ", default=""),
        Option(name="reporter", help="in place of --pair: whose books, as in BLR,KAZ", default=""),
        Option(name="partner", help="with --reporter: about whom; WLD is the world's total", default="all"),
        Option(name="years", help="as in 2015-2020"),
        Option(
            name="product",
            help="TOTAL, AG2, AG4, AG6 (all codes of so many digits) or codes",
            default="TOTAL",
        ),
        Option(name="frequency", help="A, a year, or M, a month", default="A", choices=("A", "M")),
        Option(name="classification", help="HS, or as in H5, S4, BEC", default="HS"),
        Option(
            name="form",
            help="answers of the API, or the bulk files",
            default="answers",
            choices=("answers", "files"),
        ),
    ),
    note=(
        f"Without a key the preview answers, {PREVIEW_ROWS} rows at most: enough for the totals of a pair. "
        "An answer that reaches the limit is refused, never kept as whole. Bulk files need a premium key "
        "and hold all partners and products of a reporter."
    ),
)


def requests(chosen: Mapping[str, str], *, keyed: bool) -> Asked:
    """Ask for the reporters' flows: twelve years at once where the answer is short, else one by one."""
    reporters, partners = _parties(chosen)
    years = years_of(chosen["years"])
    frequency, classification = chosen["frequency"], chosen["classification"].upper()
    if not classification.isalnum():
        raise BadOption("classification", classification, "write one code, as in HS or H5")
    if chosen["form"] == "files":
        return tuple(_listings(reporters, years, frequency, classification))
    product = _product(chosen["product"])
    short = product == "TOTAL" and _ALL not in (*reporters, *partners) and frequency == "A"
    few = len(reporters) * len(partners) * _PERIODS * 2 < PREVIEW_ROWS
    spans = spans_of(years, _PERIODS if short and few else 1)
    path = f"C/{frequency}/{classification}"
    who = f"{'+'.join(reporters)}-{'+'.join(partners)}".replace(_ALL, "all")
    return tuple(
        _question(
            path,
            _selection(reporters, partners, span, product, frequency),
            f"{who}_{_span(span)}",
            keyed=keyed,
        )
        for span in spans
    )


def _parties(chosen: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reporters, partners = parties_of("un_comtrade", chosen, _EXAMPLE)
    if chosen["pair"]:
        return _known(reporters, "pair"), partners
    return _known(reporters, "reporter"), _known(partners, "partner")


def _known(codes: tuple[str, ...], option: str) -> tuple[str, ...]:
    for code in codes:
        if code not in {_ALL, _WORLD} and code not in country_codes():
            raise BadOption(option, code, "no country has this code; all is for all of them")
    if _ALL in codes and len(codes) > 1:
        raise BadOption(option, ",".join(codes), "all is all: leave the others out")
    return codes


def _product(text: str) -> str:
    product = (
        text.upper().replace(" ", "").replace("HS", "AG") if text.upper().startswith("HS") else text.upper()
    )
    if product in _LEVELS or all(code.isalnum() for code in product.split(",")):
        return product
    raise BadOption("product", text, "write TOTAL, AG2, AG4, AG6, or codes as in 8701,870193")


def _selection(
    reporters: tuple[str, ...],
    partners: tuple[str, ...],
    years: tuple[int, ...],
    product: str,
    frequency: str,
) -> dict[str, str]:
    found = {"reporterCode": _numbers(reporters, years), "partnerCode": _numbers(partners, years)}
    found = {name: value for name, value in found.items() if value}
    return found | {
        "period": _periods(years, frequency),
        "cmdCode": product,
        "flowCode": _FLOWS,
        **_TOTALS,
        "includeDesc": "true",
        "format": "JSON",
    }


def _question(path: str, selection: Mapping[str, str], what: str, *, keyed: bool) -> Request:
    way, rows = ("data/v1/get", KEYED_ROWS) if keyed else ("public/v1/preview", PREVIEW_ROWS)
    product = selection["cmdCode"].replace(",", "+")
    name = f"comtrade_{path.replace('/', '')}_{product}_{what}"
    return Request(
        url=f"{HOST}/{way}/{path}",
        params={**selection, "maxRecords": str(rows)},
        file=f"{_named(name)}.json",
        key_header="Ocp-Apim-Subscription-Key" if keyed else None,
        key_setting=KEY,
        expects=_JSON,
        look=Looker(rows, keyed),
        pause=_PAUSE,
    )


def _named(name: str) -> str:
    """Keep a name within what a file system takes; the hash tells apart what was cut."""
    return name if len(name) <= _NAME else f"{name[:_NAME]}_{sha256(name.encode()).hexdigest()[:12]}"


class _Answer(msgspec.Struct):
    data: list[msgspec.Raw] = []
    count: int = 0
    error: str | None = None


class Looker(msgspec.Struct, frozen=True):
    """Look at an answer: it must have rows, and fewer than the limit at which the publisher cuts off."""

    limit: int
    keyed: bool

    def __call__(self, path: Path) -> Remark | None:
        """Say why an answer is not to be kept."""
        try:
            answer = msgspec.json.decode(path.read_bytes(), type=_Answer)
        except msgspec.MsgspecError as error:
            return Remark(f"the answer is no list of rows ({error}); nothing was kept")
        if answer.error:
            return Remark(f"the publisher answers: {answer.error[:200]}; nothing was kept")
        rows = max(answer.count, len(answer.data))
        if rows >= self.limit:
            step = (
                "ask for fewer years or products" if self.keyed else f"set a key in ${KEY}, or ask for less"
            )
            return Remark(f"cut off at {rows} rows, the publisher's limit; nothing was kept: {step}")
        if not answer.data:
            return Remark("no rows: nothing was declared for this, or it is not published yet", failed=False)
        return None


def _numbers(codes: Iterable[str], years: tuple[int, ...]) -> str:
    """Return the codes that Comtrade files countries under in these years; "" for all of them."""
    found: list[str] = []
    for code in codes:
        if code == _ALL:
            return ""
        if code == _WORLD:
            found.append("0")
            continue
        numbers = [
            number
            for number, country in numeric_codes().items()
            if number not in _UNUSED and any(by_numeric(number, year) == code for year in years)
        ]
        found.extend(number.lstrip("0") for number in numbers)
        if not numbers:
            raise BadOption("years", str(years[0]), f"{code} had no books of its own then")
    return ",".join(dict.fromkeys(found))


def _periods(years: tuple[int, ...], frequency: str) -> str:
    if frequency == "A":
        return ",".join(map(str, years))
    return ",".join(f"{year}{month:02}" for year in years for month in range(1, 13))


def _span(years: tuple[int, ...]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


class _BulkFile(msgspec.Struct, rename="camel"):
    file_url: str
    reporter_code: int
    freq_code: str
    type_code: str
    classification_code: str
    ref_period_id: int
    publication_date: str
    partition_key: str
    is_original_classification: bool = True


class _Listing(msgspec.Struct):
    data: list[_BulkFile] = []


def _listings(
    reporters: tuple[str, ...], years: tuple[int, ...], frequency: str, classification: str
) -> Iterator[Request]:
    for span in spans_of(years, _PERIODS if frequency == "A" else 1):
        chosen = {"reportercode": _numbers(reporters, span), "period": _periods(span, frequency)}
        yield Request(
            url=f"{HOST}/bulk/v1/get/C/{frequency}/{classification}",
            params={name: value for name, value in chosen.items() if value},
            file=f"listing_C{frequency}{classification}_{_span(span)}.json",
            key_header="Ocp-Apim-Subscription-Key",
            key_setting=KEY,
            key_needed=True,
            expects=_JSON,
            follow=listed_files,
            pause=_PAUSE,
        )


def listed_files(listing: bytes, address: str) -> tuple[Request, ...]:
    """Read the listing of bulk files into requests; a bare key stands for /bulk/v1/file/PARTITION/KEY.

    The names are the publisher's own with the day of publication, so that vintages lie side by side.
    """
    return tuple(_bulk_file(file, address) for file in msgspec.json.decode(listing, type=_Listing).data)


def _bulk_file(file: _BulkFile, address: str) -> Request:
    place = file.file_url if "/" in file.file_url else f"/bulk/v1/file/{file.partition_key}/{file.file_url}"
    kind = "O" if file.is_original_classification else "C"
    what = f"{file.type_code}_{file.freq_code}_{file.reporter_code}_{file.ref_period_id}"
    return Request(
        url=urljoin(address, place),
        file=f"{what}_{file.classification_code}_{kind}_{file.publication_date[:10]}.txt.gz",
        key_header="Ocp-Apim-Subscription-Key",
        key_setting=KEY,
        key_needed=True,
        expects=_PACKED,
        pause=_PAUSE,
    )
