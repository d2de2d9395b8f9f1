"""The demo: a fictitious town written as files, and a walk through it."""
