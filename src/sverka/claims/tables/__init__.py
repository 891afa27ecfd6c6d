"""The words of each language that the reader knows, one module a language.

A table holds regular-expression fragments over text in lower case with ё written е; a fragment matches
whole words unless it says otherwise. To teach the reader a language, write its module and name it here.
"""

import re
from functools import cache
from importlib import import_module

from sverka.claims.tables.shape import Tables

READ_LANGUAGES = ("ru", "en")


def tables_for(lang: str) -> Tables:
    """Return the tables of a language that the reader reads; KeyError for another."""
    if lang not in READ_LANGUAGES:
        raise KeyError(lang)
    tables: Tables = import_module(f"sverka.claims.tables.{lang}").TABLES
    return tables


@cache
def joint(lang: str, name: str) -> re.Pattern[str]:
    """Return the pattern of a language's small words of this name (see JointWords)."""
    return re.compile(getattr(tables_for(lang).joints, name))
