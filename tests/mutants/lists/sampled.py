"""The rooms that are sampled, with the tests that see their mutants; and which of these change nothing, and why."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

ROOMS = {
    "poetrygui/core/poems/rows.py": ("tests/core/poems/test_rows.py",),
    "poetrygui/core/text/row_cutter.py": ("tests/core/text/test_row_cutter.py",),
    "poetrygui/core/transports": ("tests/core/transports", "tests/core/fetching/test_fetch_tls.py"),
    "poetrygui/api": ("tests/api/test_poem.py", "tests/api", "tests/protocols", "tests/core/authors"),
    "poetrygui/core/connection": ("tests/core/connection", "tests/core/fetching"),
}

_NO_HEADER = "any number below 0 says that there is no header yet"
_FAR = "of a line that begins so far back the cuts are the same as of one whose beginning is not known"
_TASTE = "a figure that was chosen: another would be as right"
_STEP_BY_STEP = "what is not leapt over is taken step by step, and the verdict is the same"
_STATES = ("_value", "_value_or_end", "_key", "_key_or_end", "_colon")
_BLANKS = "        if not self._skip_blanks(data):\n            return "
_SKIP = f"self, data: Text) -> bool:\n{_BLANKS}"
_AT_END = "        if self.place == len(data):\n            return "
_ALL_LOOKED_AT = "where only blanks are left, the next round sees that all of it was looked at"
_ONE_WAY = "from Python 3.11.5 on both patterns match the same: there is one way only to read a text"
_NO_NEWLINE = "any number below 0 says that there is no newline"

EQUAL: list[Mutant] = [
    *mutants(
        "poetrygui/api/counted.py",
        [],
        [],
        equal=[
            ("self._length = -1  #", "self._length = -2  #", _NO_HEADER),
            ("self._length = -1  #", "self._length = ~1  #", _NO_HEADER),
        ],
    ),
    *mutants(
        "poetrygui/api/delimited.py",
        [],
        [],
        equal=[
            ("range(longest, -1, -1)", "range(longest, ~1, -1)", "with an end of no bytes, one is always found before"),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/connection.py",
        [],
        [],
        equal=[
            ("gc.collect(0)", "gc.collect(1)", "it looks at all of the youngest, too, and takes longer"),
            (
                "self.disconnecting = 1  # Twisted's",
                "self.disconnecting = 2  # Twisted's",
                "Twisted asks whether it is 0",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/delivery.py",
        [],
        [],
        equal=[
            (
                "self._since_chunk = False  # whether",
                "self._since_chunk = True  # whether",
                "the first chunk is held on to either way: nothing was before it",
            ),
        ],
    ),
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
            ("DEEPEST = 900", "DEEPEST = 901", _TASTE),
            *((f"def {name}({_SKIP}False", f"def {name}({_SKIP}True", _ALL_LOOKED_AT) for name in _STATES),
            (f"self._leap(data)\n{_BLANKS}False", f"self._leap(data)\n{_BLANKS}True", _ALL_LOOKED_AT),
            ("-len(ended) - 1 : -1]", "-len(ended) - 1 : -2]", _STEP_BY_STEP),
            *(
                (
                    f"{name}(data, self.place))\n{_AT_END}False",
                    f"{name}(data, self.place))\n{_AT_END}True",
                    _ALL_LOOKED_AT,
                )
                for name in ("match_string_part", "match_number_characters")
            ),
            (
                "if len(data) - self.place >= size:",
                "if len(data) - self.place > size:",
                "it waits for a byte more, and at the end the verdict is the same",
            ),
            (
                "-> bool:\n        self._next = self._nothing\n        return False",
                "-> bool:\n        self._next = self._nothing\n        return True",
                "the next round gets nowhere",
            ),
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
            ("-len(ended) - 1 : -1]", "-len(ended) - 2 : -1]", _STEP_BY_STEP),
            ("-len(ended) - 1 : -1]", "~len(ended) - 1 : -1]", _STEP_BY_STEP),
            ("(ended and self._open[", "(ended or self._open[", _STEP_BY_STEP),
        ],
    ),
    *mutants(
        "poetrygui/api/json_patterns.py",
        [],
        [],
        equal=[
            ("if sys.version_info < (3, 11, 5)", "if not sys.version_info < (3, 11, 5)", _ONE_WAY),
            ("if sys.version_info < (3, 11, 5)", "if sys.version_info < (3, 12, 5)", _ONE_WAY),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/own_close.py",
        [],
        [],
        equal=[
            (
                "return OwnClose(received is not None, Verdict(",
                "return OwnClose(received is None, Verdict(",
                "where it closed over an error, nobody asks whether it was taking data",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/connection/read_size.py",
        [],
        [],
        equal=[
            ("SMALLEST = 4 * 1024", "SMALLEST = 5 * 1024", _TASTE),
            ("_SHORT = _LONG / 16", "_SHORT = _LONG / 17", _TASTE),
        ],
    ),
    *mutants(
        "poetrygui/core/poems/rows.py",
        [],
        [],
        equal=[
            ("_READ_BLOCK = 1024 * 1024", "_READ_BLOCK = 1025 * 1024", _TASTE),
            (
                "self._in_lines = False\n        self._ends_in_newline = False",
                "self._in_lines = False\n        self._ends_in_newline = True",
                "a frame that comes in parts says so itself when it begins",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/text/row_cutter.py",
        [],
        [],
        equal=[
            ("if whole else -1", "if whole else -2", _NO_NEWLINE),
            ("if whole else -1", "if whole else ~1", _NO_NEWLINE),
            ("                    end = -1", "                    end = ~1", _NO_NEWLINE),
            ("_BACK = 64  #", "_BACK = 65  #", _TASTE),
            ("while place > 8 and", "while place > 9 and", _TASTE),
            (
                "return max(place - back, 0)",
                "return max(place - back, 1)",
                "the places that it is asked of are further in than it goes back",
            ),
            (
                "reach = 2 * LONGEST_ROW + _BACK + 2",
                "reach = 2 * LONGEST_ROW + _BACK + 3",
                "one byte more is looked at",
            ),
            ("(line, nominal - 1)", "(line, nominal - 2)", "rows begin further from each other than two bytes"),
            (
                "if end < 0 and not (whole",
                "if end < 1 and not (whole",
                "the newline of an empty line is found again where a long line's is looked for",
            ),
            ("start > offset - limit or", "start > offset // limit or", _FAR),
            ("start == self._reader.start or", "start == 1 or", _FAR),
            ("start == self._reader.start or", "start == self._reader.start and", _FAR),
            ("(offset, offset + 1) ==", "(offset, offset + 2) ==", _FAR),
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
                "max(self._reader.start, nominal - _BACK)",
                "max(1, nominal - _BACK)",
                "no cut is looked for before the first row is full, and that is longer than what a cut moves back",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/transports/tcp.py",
        [],
        [],
        equal=[
            ("@frozen\nclass", "class", "it has no fields of its own, and those that it inherits are frozen"),
        ],
    ),
]
