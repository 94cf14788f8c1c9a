"""Looking for a regular expression in bytes, in a child process that is ended when it takes too long."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic

from poetrygui.core.reading import find_worker
from poetrygui.core.reading.find import Answer, FindError, Question

_OVERLAP = 4096
PATIENCE = 5.0  # seconds that the child may take for a block
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class PatternScanner:
    """Finds a regular expression as Python's ``re`` knows them, line by line, over UTF-8 text.

    A thread hands questions to the child and waits for it, so nothing here ever blocks.
    """

    overlap = _OVERLAP

    def __init__(self, pattern: str, *, ignore_case: bool = True, patience: float | None = None) -> None:
        """Start a child that looks for ``pattern``, in upper and lower case alike where ``ignore_case``.

        It is given up after ``patience`` seconds without an answer. Raises FindError where it is no regular expression.
        """
        if not pattern:
            raise FindError("There is nothing to look for: enter a regular expression.")
        _check(pattern, ignore_case=ignore_case)
        self._settings = json.dumps({"pattern": pattern, "ignore_case": ignore_case}).encode() + b"\n"
        self._patience = PATIENCE if patience is None else patience
        self._asked = 0  # the number of the last question
        self._asked_at = 0.0
        self._questions: SimpleQueue[tuple[int, Question] | None] = SimpleQueue()
        self._answers: SimpleQueue[tuple[int, Answer] | None] = SimpleQueue()
        self._lock = Lock()
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._run, name="regular expression", daemon=True)
        self._thread.start()

    @property
    def process_id(self) -> int | None:
        """The child's process; None before it has one."""
        return None if self._process is None else self._process.pid

    @property
    def is_working(self) -> bool:
        """Whether there is a child, or is going to be one."""
        return self._thread.is_alive() or (self._process is not None and self._process.returncode is None)

    def ask(self, question: Question) -> None:
        """Pass a question on; the child comes to it when it has answered the one before."""
        self._asked += 1
        self._asked_at = monotonic()
        self._questions.put((self._asked, question))

    def answer(self) -> Answer | None:
        """Return the answer to the last question when it is there. Raises FindError when there will be none."""
        while True:
            try:
                answered = self._answers.get_nowait()
            except Empty:
                break
            if answered is None:
                raise FindError("The process that looks for the regular expression has ended: search again.")
            number, answer = answered
            if number == self._asked:
                return answer
            self._asked_at = monotonic()  # it was busy with one that nobody waits for any more
        if monotonic() - self._asked_at > self._patience:
            self.close()
            raise FindError("The regular expression takes too long on this text: make it simpler.")
        return None

    def matches_in(self, data: bytes) -> None:
        """Have them asked for: a search here could not be ended."""

    def close(self) -> None:
        """End the child, whatever it does. Does not wait for that."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()
        self._questions.put(None)

    def join(self) -> None:
        """Wait until the child has ended; after :meth:`close`."""
        self._thread.join()

    def _run(self) -> None:
        """Keep the child company, in a thread."""
        with self._lock:
            if self._closed:
                return
            self._process = process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(Path(find_worker.__file__))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C in a terminal is meant for the program, which ends this itself
                creationflags=_NO_WINDOW,
            )
        try:
            self._exchange(process)
        except OSError:
            pass  # the child has ended: said by the None below
        finally:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # of what it was still to be told
                        pipe.close()
            process.wait()
            self._answers.put(None)

    def _exchange(self, process: subprocess.Popen[bytes]) -> None:
        source, sink = process.stdout, process.stdin
        assert source is not None, "the child's pipes were asked for"
        assert sink is not None, "the child's pipes were asked for"
        sink.write(self._settings)
        while (item := self._questions.get()) is not None:
            number, question = item
            kind = question.kind.value.encode()
            sink.write(find_worker.QUESTION.pack(kind, question.low, question.high, len(question.data)))
            sink.write(question.data)
            sink.flush()
            length = source.read(find_worker.LENGTH.size)
            if len(length) < find_worker.LENGTH.size:
                return
            numbers = find_worker.numbers(*find_worker.LENGTH.unpack(length))
            answer = source.read(numbers.size)
            if len(answer) < numbers.size:
                return
            self._answers.put((number, numbers.unpack(answer)))


def _check(pattern: str, *, ignore_case: bool) -> None:
    """Compile the pattern here as well: that is quick, and says at once what is wrong with it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a later Python will read differently
            find_worker.compiled(pattern, ignore_case=ignore_case)
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        raise FindError(f"This is no regular expression: {error.msg}{place}.") from error
    except (OverflowError, RecursionError) as error:
        raise FindError("The regular expression is too large: make it simpler.") from error
