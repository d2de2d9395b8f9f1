"""Fictitious companies and what careless sources say of them, for the company set of linkage."""
