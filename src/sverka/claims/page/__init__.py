"""The page: bytes to text, the story apart from the site around it, its date, language and sentences."""
