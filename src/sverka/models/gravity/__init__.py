"""Structural gravity: what trade costs are estimated to do to trade, on a panel of countries and years."""
