"""Linking what a store holds: reads records, links them by a model, leaves links and a queue."""
