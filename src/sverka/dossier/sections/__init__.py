"""The parts of a briefing, one a file."""
