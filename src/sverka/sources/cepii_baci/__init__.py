"""CEPII's BACI: every trade flow by HS product, reconciled from both countries' declarations."""
