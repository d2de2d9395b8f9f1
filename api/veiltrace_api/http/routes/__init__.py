"""The routes: each asks the desk, and shows what it says."""
