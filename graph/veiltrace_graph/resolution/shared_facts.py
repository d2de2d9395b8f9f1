"""What facts that several parties share may say: never more than what says who somebody is.

A phone or an address is a family's, a flat's or a firm's. Two of one name at one address may be
father and son; so what they share supports what names, dates and identifiers say together, as far
as those go, and never stands in for them.
"""

import numpy as np

from veiltrace_graph.resolution.scored_pairs import Floats


def with_shared_facts(of_identity: Floats, of_shared: Floats) -> Floats:
    """Return the bits of both: shared facts add at most what identity says by itself.

    Where identity speaks against a match, they add nothing; what they say against one counts whole.

    >>> with_shared_facts(np.array([9.0, 4.0, -1.0, -1.0]), np.array([6.0, 9.0, 9.0, -2.0]))
    array([15.,  8., -1., -3.])
    """
    total: Floats = of_identity + np.minimum(of_shared, np.maximum(of_identity, 0.0))
    return total
