"""What a document says, in each of its languages: the messages of `messages/`, and numbers, periods, names.

A section writes its messages in `messages/SECTION.LANGUAGE.po`, for all four languages; `shared` holds what
more than one needs. Names of countries and goods stand in the nominative wherever they come.
"""
