"""The source that a file of ours says itself that it is from, in its first line's extension."""

from collections.abc import Mapping
from datetime import date

import orjson

from veiltrace_connectors.errors import SourceUnavailable
from veiltrace_connectors.followthemoney.extension import KEY
from veiltrace_graph.model import Source
from veiltrace_graph.vocabulary import SourceKind
from veiltrace_privacy.policy.words import LegalBasis, Origin, SensitiveKind

SOURCE_KEY = "stated_source"
_TEXTS = ("name", "publisher", "jurisdiction", "licence")
_DAYS = ("refresh_days", "retention_days")


def source_json(source: Source) -> dict[str, object]:
    """Return a source as the first line states it, by the names of its fields."""
    told: dict[str, object] = orjson.loads(orjson.dumps(source))
    return told


def stated_source(line: Mapping[str, object]) -> Source | None:
    """Return the source that a file's first line states, or None where it states none.

    Raises: SourceUnavailable: it states one in words that are none of ours.
    """
    told = line.get(KEY)
    stated = told.get(SOURCE_KEY) if isinstance(told, dict) else None
    if stated is None:
        return None
    try:
        return _source(stated)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise SourceUnavailable(
            "the first line says in unknown words whose records these are; say it with --source"
        ) from None


def _source(told: dict[str, object]) -> Source:
    texts, days = [told[name] for name in _TEXTS], [told[name] for name in _DAYS]
    if not all(isinstance(text, str) for text in texts) or not all(type(n) is int for n in days):
        raise ValueError(SOURCE_KEY)
    sensitive = told["sensitive"]
    if not isinstance(sensitive, list):
        raise ValueError(SOURCE_KEY)
    return Source(
        **{
            **told,
            "kind": SourceKind(str(told["kind"])),
            "obtained": Origin(str(told["obtained"])),
            "legal_basis": LegalBasis(str(told["legal_basis"])),
            "refreshed_on": date.fromisoformat(str(told["refreshed_on"])),
            "sensitive": tuple(SensitiveKind(str(kind)) for kind in sensitive),
        }  # type: ignore[arg-type]
    )
