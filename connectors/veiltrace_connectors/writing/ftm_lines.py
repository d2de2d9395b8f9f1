"""Records as lines of FollowTheMoney; the first says whose records they are."""

from collections.abc import Sequence
from typing import BinaryIO

import orjson

from veiltrace_connectors.followthemoney.extension import KEY
from veiltrace_connectors.followthemoney.stated_source import SOURCE_KEY, source_json
from veiltrace_connectors.followthemoney.writing import to_ftm
from veiltrace_graph.model import Source, SourceRecord


class FtmLines:
    """Writes every record as the lines of `to_ftm`."""

    def __init__(self, files: Sequence[BinaryIO], source: Source) -> None:
        (self._file,) = files
        self._source = source
        self._stated: dict[str, object] = {SOURCE_KEY: source_json(source)}

    def write(self, record: SourceRecord) -> None:
        """Write one record."""
        source = self._source
        for line in to_ftm(record, source=source.name, publisher=source.publisher):
            told = line[KEY]
            if self._stated and isinstance(told, dict):
                line = {**line, KEY: {**told, **self._stated}}
                self._stated = {}
            self._file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        """Write what is left: nothing is."""
