"""The fields of a frame that is JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping


def json_fields(frame: bytes) -> Mapping[str, object]:
    """Return what is in an object of JSON, by its names; any other value is the field ``value``. Raises ValueError.

    A protocol of such frames has it for its own, as ``fields = staticmethod(json_fields)``: what looks for one field
    then need not take each frame apart.
    """
    value = json.loads(frame)
    return value if isinstance(value, dict) else {"value": value}
