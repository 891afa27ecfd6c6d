"""Files beside a source's code, in YAML: the decisions a person made, the names of its fields."""

from pathlib import Path
from typing import TypeVar

import msgspec

_T = TypeVar("_T")


def read_beside(module: str, what: type[_T], name: str = "lookups.yml") -> _T:
    """Decode a file beside a module, which gives its `__file__`, as strictly as `what` is declared."""
    return msgspec.yaml.decode(Path(module).with_name(name).read_bytes(), type=what)
