"""Where the graph is kept: one protocol in `base`, one package for each store behind it."""
