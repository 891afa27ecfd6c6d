"""Lists of words written as one string."""


def word_list(words: str) -> tuple[str, ...]:
    """Split a string at its white space into its words, in their order."""
    return tuple(words.split())
