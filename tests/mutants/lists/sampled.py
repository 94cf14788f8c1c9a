"""The rooms that are sampled, with the tests that see their mutants; and which of these change nothing, and why."""

from __future__ import annotations

ROOMS = {
    "poetrygui/core/poems/rows.py": ("tests/core/poems/test_rows.py",),
    "poetrygui/core/text/row_cutter.py": ("tests/core/text/test_row_cutter.py",),
    "poetrygui/core/transports": ("tests/core/transports", "tests/core/fetching/test_fetch_tls.py"),
    "poetrygui/api": ("tests/test_api.py", "tests/api", "tests/protocols", "tests/core/authors"),
    "poetrygui/core/connection": ("tests/core/connection", "tests/core/fetching"),
}

# By path, lines and what they became: the reason.
EQUAL: dict[tuple[str, str, str], str] = {}
