"""A process of its own that looks for a regular expression by Python's ``re``, and can be ended whatever it does."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from time import monotonic

from poetrygui.core.reading import find_worker
from poetrygui.core.reading.find import Answer, Kind, Question
from poetrygui.own_process import own_script

_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_LONGEST_START = 60.0  # seconds until it looks for something, on a busy machine too
_NOTHING = Question(Kind.FIRST, b"", 0, 0)


class FindChild:
    """Runs ``find_worker``. It is asked by one thread, and may be killed by another."""

    def __init__(self, settings: bytes) -> None:
        """Start it; ``settings`` is its first line of input. Raises OSError."""
        self._process = subprocess.Popen(
            own_script("find", find_worker.__file__),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C in a terminal is meant for the program, which ends this itself
            creationflags=_NO_WINDOW,
        )
        self._settings = settings  # until they are told
        self.begun_at = monotonic() + _LONGEST_START
        """When it was there to be asked; before, the latest time at which it will be."""

    @property
    def process_id(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether nobody has seen its end yet."""
        return self._process.returncode is None

    def ask(self, question: Question) -> Answer | None:
        """Wait for the answer; None where the process has ended."""
        if self._settings:
            if self._answer(_NOTHING) is None:
                return None
            self.begun_at = monotonic()
        return self._answer(question)

    def _answer(self, question: Question) -> Answer | None:
        source, sink = self._process.stdout, self._process.stdin
        assert source is not None, "the child's pipes were asked for"
        assert sink is not None, "the child's pipes were asked for"
        kind = question.kind.value.encode()
        try:
            sink.write(self._settings)
            self._settings = b""
            sink.write(find_worker.QUESTION.pack(kind, question.low, question.high, len(question.data)))
            sink.write(question.data)
            sink.flush()
            length = source.read(find_worker.LENGTH.size)
            if len(length) < find_worker.LENGTH.size:
                return None
            numbers = find_worker.numbers(*find_worker.LENGTH.unpack(length))
            answer = source.read(numbers.size)
        except OSError:
            return None
        return numbers.unpack(answer) if len(answer) == numbers.size else None

    def kill(self) -> None:
        """End it. Does not wait for that."""
        self._process.kill()

    def end(self) -> None:
        """End it, and wait until it has ended."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # of what it was still to be told
                    pipe.close()
        self._process.wait()
