"""The most memory that this process has held."""

import re
import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")
_KIB = 1024


def peak_mib() -> float:
    """Return the peak of resident memory in MiB.

    Linux keeps `ru_maxrss` when a program is started, so that a child begins with its parent's
    peak; `VmHWM` begins anew.
    """
    if _STATUS.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text("ascii"))
        if found:
            return int(found[1]) / _KIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB
