"""The formats that an outline is written in, one a file."""


class FormatNotInstalled(RuntimeError):
    """The package that writes a format is not there."""

    def __init__(self, what: str, package: str, instead: str) -> None:
        super().__init__(
            f"{what} needs the package {package}. Install it with `pip install 'sverka[brief]'`, or ask for "
            f"another format: {instead}."
        )
