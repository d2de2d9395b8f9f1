"""The mandate: a registry signs that one case may be worked on, for what, and until when."""
