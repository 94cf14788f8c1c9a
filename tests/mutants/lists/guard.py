"""Mutants of the guard: what it blames, and what it lets be."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

GUARD: list[Mutant] = [
    *mutants(
        "poetrygui/core/guard/hang_guard.py",
        [
            "tests/core/guard/test_hang_guard.py",
            "tests/core/guard/test_raised_again.py",
            "tests/core/guard/test_slow_calls.py",
        ],
        [
            ("if self._running or get_ident() != _MAIN_THREAD:", "if get_ident() != _MAIN_THREAD:"),
            ("if self._running or get_ident() != _MAIN_THREAD:", "if self._running:"),
            ("if started >= self._expected or (", "if ("),
            ("or (_HAS_ALARM and _get_signal(signal.SIGALRM) is not self._handler):", "or False:"),
            ("self._running = False\n        owner", "owner"),
            ("if spent > SLOW:", "if True:"),
            ("spent += self._spent\n", "pass\n"),
            ("self._raised.clear()", "pass"),
            ("leave_off()\n", "pass\n"),
            ("raise error\n", "pass\n"),
            ("or self._limit == math.inf:", "or False:"),
            ("if foreign is None:", "if False:"),
            ("if self._raised:\n            # It swallows", "if False:\n            # It swallows"),
            ("co_filename in _CALLED_BY_THE_COLLECTOR:", "co_filename in ():"),
            ("is_authors |= who is Whose.AUTHOR", "is_authors = True"),
            ("return frames if is_authors else None", "return frames"),
            ("return min(spent, self._limit * _MOST_AT_ONCE)", "return spent"),
            ("self.limit if limit is None else limit", "self.limit"),
            ("self._number += 1", "self._number += 0"),
        ],
    ),
]
