"""A model as a file: versioned JSON that another run of this installation reads back unchanged.

Security: values that could identify somebody are keyed tokens (HMAC-SHA256, 128 bits), others are
there only if at least five records share them. Assumption: the installation's key is secret. Not
protected: which names, dates and occupations are frequent here; so a model file is kept like the
store and is not for publishing.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any

from veiltrace_graph.errors import InvalidInput, ModelFileError, ModelUnfitted
from veiltrace_graph.resolution.calibration import Calibration
from veiltrace_graph.resolution.frame import LinkageFrame
from veiltrace_graph.resolution.match_model import FittedComparison, Level, MatchModel
from veiltrace_graph.resolution.passing import Passing
from veiltrace_graph.resolution.scheme import SCHEMES, LinkageScheme
from veiltrace_graph.resolution.term_frequency import Seal, TermFrequencies

FORMAT, VERSION = "veiltrace-linkage-model", 1
_SEALED = "whose seal is this"


def model_to_json(model: MatchModel) -> str:
    """Return the model as JSON text; equal models give equal text.

    Raises: ModelUnfitted: its prior was never fitted.
    """
    if model.prior is None:
        raise ModelUnfitted("a model without a fitted prior is not kept: fit it to records")
    rarity = model.frame.rarity
    content = {
        "format": FORMAT,
        "version": VERSION,
        "scheme": model.frame.scheme.name,
        "sealed_by": rarity.seal(_SEALED),
        "records": model.records,
        "fingerprint": model.fingerprint,
        "prior": model.prior,
        "passing": asdict(model.passing),
        "calibration": asdict(model.calibration),
        "comparisons": {
            fitted.name: {level.label: [level.m, level.u] for level in fitted.levels}
            for fitted in model.comparisons
        },
        "term_frequencies": {
            "records": rarity.records,
            "counts": {kind: dict(sorted(of.items())) for kind, of in rarity.counts.items()},
        },
        "stopped_keys": sorted(model.frame.stopped),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def model_from_json(text: str, seal: Seal) -> MatchModel:
    """Return the model of a file.

    Raises: ModelFileError: it is no such file or damaged, another version's, sealed with another
        key, or its comparisons are not those of this program.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ModelFileError("this is no model file: it is no JSON; fit a new model") from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ModelFileError("this is no model file: fit a new model with 'veiltrace link --refit'")
    if content.get("version") != VERSION:
        raise ModelFileError(
            f"the model file is of a version that this program does not read (it reads {VERSION}): "
            "fit a new model with 'veiltrace link --refit'"
        )
    if content.get("sealed_by") != seal(_SEALED):
        raise ModelFileError(
            "the model was made with another installation's key, whose tokens mean nothing here: "
            "fit a new model with 'veiltrace link --refit'"
        )
    try:
        return _model(content, seal)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, InvalidInput):
        raise ModelFileError(
            "the model file is damaged: fit a new model with 'veiltrace link --refit'"
        ) from None


def _model(content: Mapping[str, Any], seal: Seal) -> MatchModel:
    """Return the model. Raises: AttributeError, KeyError, TypeError, ValueError: it is damaged."""
    scheme = SCHEMES[content["scheme"]]
    frequencies = content["term_frequencies"]
    counts = {
        str(kind): {str(value): _count(number) for value, number in of_kind.items()}
        for kind, of_kind in frequencies["counts"].items()
    }
    rarity = TermFrequencies(_count(frequencies["records"]), counts, seal)
    stopped = frozenset(map(_text, content["stopped_keys"]))
    return MatchModel(
        LinkageFrame(scheme, rarity, stopped),
        tuple(_comparison(scheme, name, of) for name, of in content["comparisons"].items()),
        _share(content["prior"]),
        Passing(**{name: _number(of) for name, of in content["passing"].items()}),
        Calibration(**{name: _number(of) for name, of in content["calibration"].items()}),
        _count(content["records"]),
        _text(content["fingerprint"]),
    )


def _comparison(scheme: LinkageScheme, name: str, levels: Mapping[str, Any]) -> FittedComparison:
    (comparison,) = [one for one in scheme.comparisons if one.name == name]
    if tuple(levels) != comparison.labels:
        raise ModelFileError(
            f"the model compares '{name}' otherwise than this program does: fit a new model with "
            "'veiltrace link --refit'"
        )
    fitted = tuple(Level(label, _share(m), _share(u)) for label, (m, u) in levels.items())
    return FittedComparison(name, comparison.identifying, fitted)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    number = float(value)
    if not isfinite(number):
        raise ValueError
    return number


def _share(value: object) -> float:
    share = _number(value)
    if not 0 < share < 1:
        raise ValueError
    return share


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
