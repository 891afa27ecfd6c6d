"""Lists of words written as one string."""


def word_list(words: str) -> frozenset[str]:
    """Split a string at its white space into the set of its words."""
    return frozenset(words.split())
