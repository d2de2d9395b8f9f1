"""One module per claim; each prints a table and writes results/*.json."""
