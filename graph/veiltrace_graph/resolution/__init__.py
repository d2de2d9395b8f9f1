"""Who is the same: a log of judgements, and the parties that follow from it."""
