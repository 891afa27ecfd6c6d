"""The nouns of the field as frozen types, one noun a file; imports nothing else of Sverka."""
