"""Why a download came to nothing: one error a failure, raised by `fetch.py` and by what it calls."""

from pathlib import Path
from urllib.parse import urlsplit

_HOUR, _MINUTE = 3600, 60


class FetchError(Exception):
    """A request that came to nothing."""


class Refused(FetchError):
    """The publisher answers that it will not give this."""

    def __init__(self, address: str, said: str, words: str) -> None:
        quoted = f": “{words}”" if words else ""
        super().__init__(
            f"{urlsplit(address).netloc} refuses {address}: {said}{quoted}. "
            "Asking again will not help: check the options, or open the address in a browser."
        )


class KeyMissing(FetchError):
    """The publisher gives this to holders of a key only, and none is set."""

    def __init__(self, host: str, setting: str | None) -> None:
        super().__init__(
            f"{host} gives this only with a key, and ${setting} holds none. "
            f"Get a key from the publisher and set ${setting}."
        )


class KeyRefused(FetchError):
    """The publisher does not accept the key, or wants one."""

    def __init__(self, address: str, said: str, setting: str | None, *, given: bool) -> None:
        what = (
            f"does not accept the key in ${setting}" if given else f"wants a key, and ${setting} holds none"
        )
        step = (
            "Check it, or whether its plan covers this" if given else "Get one from the publisher and set it"
        )
        super().__init__(f"{urlsplit(address).netloc} {what} ({said}). {step}.")


class KeyUnusable(FetchError):
    """A key has signs that no key has."""

    def __init__(self, setting: str | None) -> None:
        super().__init__(
            f"The key in ${setting} holds blanks, line ends or letters that no key has. Copy it again, whole."
        )


class WrongKind(FetchError):
    """An answer of another kind came, an error page say."""

    def __init__(self, address: str, media_type: str, words: str) -> None:
        super().__init__(
            f"{address} gave {media_type} in place of data; it begins: “{words}”. Nothing was kept. "
            "The publisher may be down or may have moved the file: open the address in a browser."
        )


class NoAnswer(FetchError):
    """The publisher gave no good answer in all tries."""

    def __init__(self, address: str, tries: int, last: str) -> None:
        super().__init__(
            f"{urlsplit(address).netloc} gave no whole answer in {tries} tries; the last time: {last}. "
            "Run the same command later: it goes on from what is here."
        )


class ToldToWait(FetchError):
    """The publisher asks for a wait that is too long to sit through."""

    def __init__(self, address: str, seconds: float, said: str) -> None:
        super().__init__(
            f"{urlsplit(address).netloc} asks to be left alone for {_long(seconds)} ({said}). "
            "Run the same command after that: what is here is not asked for again."
        )


class TooLarge(FetchError):
    """An answer is larger than such a file can be."""

    def __init__(self, address: str, size: int, largest: int) -> None:
        super().__init__(
            f"{address} gives {size} bytes and more than {largest} are not taken. "
            "Ask for less; if the file really is that large, get it in a browser and post it."
        )


class UnsafeAddress(FetchError):
    """An address is not one to be asked."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            f"{address[:200]} was not asked: {why}. The publisher's site has changed: open the source's page "
            "in a browser, and report it."
        )


class NotThePublished(FetchError):
    """A file that its publisher never changes has another hash."""

    def __init__(self, address: str, digest: str, expected: str) -> None:
        super().__init__(
            f"{address} gave a file with SHA-256 {digest[:16]}…, not the published one ({expected[:16]}…). "
            "Nothing was kept: something on the way changed it, or the publisher replaced it. Report it."
        )


class UnknownEncoding(FetchError):
    """An answer is packed in a way that was not asked for and is not known."""

    def __init__(self, address: str, encoding: str) -> None:
        super().__init__(
            f"{address} came packed as “{encoding}”, which was not asked for. Nothing was kept. "
            "A proxy between you and the publisher may do that: get the file in a browser."
        )


class FullShelf(OSError):
    """The folder of snapshots cannot be written."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The folder {folder} cannot be written: {why}. Make room or give another one with --into; "
            "what was fetched before is kept."
        )


def _long(seconds: float) -> str:
    hours, rest = divmod(round(seconds), _HOUR)
    return f"{hours} h {rest // _MINUTE} min" if hours else f"{rest // _MINUTE} min {rest % _MINUTE} s"
