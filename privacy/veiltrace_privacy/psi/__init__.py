"""Private match: which of the registry's pairs a partner holds, learned from masked points alone.

Read in this order: `element` (what is compared), `label`, `table` and `manifest` (what a partner
publishes), `query` (what the registry asks and how it reads the answer), `openmined` (who masks).
All but `openmined` are pure.
"""
