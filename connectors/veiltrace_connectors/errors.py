"""What can go wrong while reading a source, one class for each reaction."""

from veiltrace_privacy.errors import VeiltraceError


class SourceUnavailable(VeiltraceError):
    """The whole source cannot be read: stop this run; nothing of the open batch was written."""

    code = "connector.source_unavailable"


class IngestRefused(VeiltraceError):
    """The gate bars the source: do not load it; `rules` names the rules; nothing was written."""

    code = "connector.ingest_refused"

    def __init__(self, message: str, *, rules: tuple[str, ...]) -> None:
        super().__init__(message)
        self.rules = rules


class MappingError(VeiltraceError):
    """The mapping file is wrong, or does not fit this source: mend it; nothing was written."""

    code = "connector.mapping"


class FormatUnavailable(VeiltraceError):
    """Another package's format cannot be used: update or remove that package."""

    code = "connector.format_unavailable"


class OutputRefused(VeiltraceError):
    """Records cannot be written so: name another file, or make room; what was there stays."""

    code = "connector.output_refused"
