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
            ("if self._running or self.is_over or get", "if self.is_over or get"),
            ("if self._running or self.is_over or get", "if self._running or get"),
            ("self.is_over or get_ident() != _MAIN_THREAD:", "self.is_over:"),
            ("self._running = False\n        owner", "owner"),
            ("if spent > SLOW:", "if True:"),
            ("self._raised.clear()", "pass"),
            ("leave_off()\n", "pass\n"),
            ("raise error\n", "pass\n"),
            ("if foreign is None:", "if False:"),
            ("if self._raised:\n            # It swallows", "if False:\n            # It swallows"),
            ("co_filename in _CALLED_BY_THE_COLLECTOR:", "co_filename in ():"),
            ("is_authors |= who is Whose.AUTHOR", "is_authors = True"),
            ("return frames if is_authors else None", "return frames"),
            ("most = self._limit * _MOST_AT_ONCE", "most = self._limit"),
            ("self.limit if limit is None else limit", "self.limit"),
            ("self._number += 1", "self._number += 0"),
        ],
    ),
    *mutants(
        "poetrygui/core/guard/alarm.py",
        ["tests/core/guard/test_alarm.py"],
        [
            ("return now >= self._due or (", "return ("),
            ("or (_HAS_ALARM and _get_signal(signal.SIGALRM) is not self._on_alarm)", "or False"),
            ("or seconds == math.inf:", "or False:"),
        ],
    ),
    *mutants(
        "poetrygui/core/guard/thread_time.py",
        ["tests/core/guard/test_thread_time.py"],
        [
            ("return spent + self.seconds if number == self.number else spent", "return spent"),
            ("return spent + self.seconds if number == self.number else spent", "return spent + self.seconds"),
            ("may_sleep=may_sleep), most)", "may_sleep=may_sleep), 1e9)"),
        ],
    ),
]
