"""What can go wrong in the graph, one class for each reaction."""

from veiltrace_privacy.errors import VeiltraceError


class GraphError(VeiltraceError):
    """The graph cannot do what was asked; the message says why."""

    code = "graph.error"


class KeyFileError(GraphError):
    """The installation's key is missing, unreadable or not the one this store was made with."""

    code = "graph.key_file"


class StoreMissing(GraphError):
    """There is no store at this place: make one with `veiltrace init`."""

    code = "graph.store_missing"


class StoreTooNew(GraphError):
    """A newer Veiltrace wrote this store: upgrade the program; nothing was changed."""

    code = "graph.store_too_new"


class StoreBusy(GraphError):
    """Another process is writing to this store: try again when it has ended."""

    code = "graph.store_busy"


class StoreUnavailable(GraphError):
    """The store's file cannot be read or written (damaged, disk full, no permission)."""

    code = "graph.store_unavailable"


class JudgementConflict(GraphError):
    """The judgement contradicts what a person decided before: reverse that one first."""

    code = "graph.judgement_conflict"


class NothingToWithdraw(GraphError):
    """No such judgement stands on this pair: look at the log of its judgements."""

    code = "graph.nothing_to_withdraw"


class UnknownNode(GraphError):
    """No party, contact point, asset or case has this id."""

    code = "graph.unknown_node"


class InvalidInput(GraphError):
    """A number or array given is out of its range: mend the call; nothing was computed."""

    code = "graph.invalid_input"


class ModelUnfitted(GraphError):
    """A model lacks a part that is estimated from data: fit it; nothing was predicted."""

    code = "graph.model_unfitted"


class TooFewRecords(GraphError):
    """Too few records to estimate anything from: load more; nothing was linked."""

    code = "graph.too_few_records"


class ModelFileError(GraphError):
    """A model file is none, is damaged, or was made with another key: fit a new one."""

    code = "graph.model_file"


class TooFewReviewed(GraphError):
    """Too few pairs were reviewed to say this: review more; the message says how many."""

    code = "graph.too_few_reviewed"


class OutOfMemory(GraphError):
    """The records do not fit into memory together; nothing was written to disk instead."""

    code = "graph.out_of_memory"
