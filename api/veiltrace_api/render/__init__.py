"""Answers as people read them: tables and trees in the terminal, one page in the browser."""
