"""The gate: which rule lets a record in, a match run or a lead be shown, and which does not."""
