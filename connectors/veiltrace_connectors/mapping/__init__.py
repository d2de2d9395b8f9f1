"""Any table mapped to records by a declared mapping: a YAML file instead of a program."""
