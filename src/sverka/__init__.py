"""Reconcile what is said about two countries' trade with what the books show."""

__version__ = "0.1.0"
