"""`python -m veiltrace_privacy.partner` is `veiltrace-partner`."""

import sys

from veiltrace_privacy.partner.program import main

if __name__ == "__main__":
    sys.exit(main())
