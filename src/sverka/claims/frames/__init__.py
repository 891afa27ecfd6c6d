"""Frames: the patterns of meaning that turn quantities and cues into claims, one kind of pattern a file."""
