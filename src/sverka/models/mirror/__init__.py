"""Reconcile what two countries declare of the same flow: two documented methods."""
