"""How two records are compared: the levels of each comparison, as SQL over linkage rows."""
