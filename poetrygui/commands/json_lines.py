"""What a command tells, as JSON: one object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping


def json_line(told: Mapping[str, object]) -> str:
    """Return ``told`` as JSON on one line, in ASCII."""
    return json.dumps(told)
