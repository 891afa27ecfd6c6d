"""Estimate what no book shows: models over arrays, each with the intervals of what it cannot know."""
