"""Ranking: how the debtor can be reached and what can be recovered. No I/O."""
