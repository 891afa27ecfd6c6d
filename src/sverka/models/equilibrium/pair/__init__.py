"""Ask a model of the world about a pair: what a change would do, and what it would take to reach a goal."""
