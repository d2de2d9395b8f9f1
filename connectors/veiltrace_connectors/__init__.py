"""Readers of record sources and the ingest run that writes them to the graph."""
