"""`python -m veiltrace_privacy.registry` is `veiltrace-registry`."""

import sys

from veiltrace_privacy.registry.program import main

if __name__ == "__main__":
    sys.exit(main())
