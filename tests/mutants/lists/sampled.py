"""The rooms that are sampled, with the tests that see their mutants; and which of these change nothing, and why."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

ROOMS = {
    "poetrygui/core/poems/rows.py": ("tests/core/poems/test_rows.py",),
    "poetrygui/core/text/row_cutter.py": ("tests/core/text/test_row_cutter.py",),
    "poetrygui/core/transports": ("tests/core/transports", "tests/core/fetching/test_fetch_tls.py"),
    "poetrygui/api": ("tests/test_api.py", "tests/api", "tests/protocols", "tests/core/authors"),
    "poetrygui/core/connection": ("tests/core/connection", "tests/core/fetching"),
}

EQUAL: list[Mutant] = [
    *mutants(
        "poetrygui/api/json_check.py",
        [],
        [],
        equal=[
            (
                "self._decoded = 0",
                "self._decoded = 1",
                "a value that begins beyond ASCII is none, and the parser that is asked then decodes all of it",
            ),
        ],
    ),
    *mutants(
        "poetrygui/api/json_grammar.py",
        [],
        [],
        equal=[
            (
                "self._is_key = False  #",
                "self._is_key = True  #",
                "no string goes on before one has begun, and that says what it is",
            ),
            (
                "if around == LIST else self._key",
                "if around <= LIST else self._key",
                "of the two brackets a list's is the smaller",
            ),
            (
                "-len(ended) - 1 : -1]",
                "-len(ended) - 2 : -1]",
                "what is not leapt over is taken step by step, and the verdict is the same",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/text/row_cutter.py",
        [],
        [],
        equal=[
            ("if whole else -1", "if whole else -2", "any number below 0 says that there is no newline"),
            ("if whole else -1", "if whole else ~1", "any number below 0 says that there is no newline"),
            (
                "base + cut < size:",
                "base - cut < size:",
                "where the cut is the poem's end, the last row is given either way",
            ),
            (
                "floor + found + 1",
                "floor + found - 1",
                "the part of a row that is read too much is before those that are asked for",
            ),
            (
                "max(0, nominal - _BACK)",
                "max(1, nominal - _BACK)",
                "no cut is looked for before the first row is full, and that is longer than what a cut moves back",
            ),
        ],
    ),
]
