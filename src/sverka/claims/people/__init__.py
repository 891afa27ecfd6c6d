"""The people: who is named in a text, who says what, and the bodies behind its numbers."""
