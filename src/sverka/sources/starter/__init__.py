"""Figures of Belarus and Kazakhstan that the package carries, and what officials said of them."""
