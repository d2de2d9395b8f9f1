"""The `veiltrace` command: one module for each group of commands, one place for errors."""
