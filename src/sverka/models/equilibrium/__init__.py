"""General equilibrium: what a change in trade costs does everywhere, and which change reaches a goal."""
