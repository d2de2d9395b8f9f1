"""What data partners and registries install; everything above builds on it."""
