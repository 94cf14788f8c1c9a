"""Looking for a regular expression in bytes: by RE2, or in a child process that is ended when it takes too long."""

from __future__ import annotations

import json
import re
import warnings
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from time import monotonic

from poetrygui.core.reading import find_worker
from poetrygui.core.reading.find import Answer, FindError, Question
from poetrygui.core.reading.find_child import FindChild
from poetrygui.core.reading.linear_pattern import LinearPattern, is_installed
from poetrygui.core.reading.linear_syntax import NoLinearSyntaxError

_OVERLAP = 4096
PATIENCE = 5.0  # seconds that a block may take
_WAIT = 0.001  # seconds that is waited for an answer of RE2's, which is there soon


class PatternScanner:
    """Finds a regular expression as Python's ``re`` knows them, line by line, over UTF-8 text.

    A thread answers by RE2, in linear time and the same; what RE2 cannot, it hands to a child, which can be ended, and
    waits for that. So nothing here ever blocks for long.
    """

    overlap = _OVERLAP

    def __init__(
        self, pattern: str, *, ignore_case: bool = True, whole_word: bool = False, patience: float | None = None
    ) -> None:
        """Look for ``pattern``, in upper and lower case alike where ``ignore_case``; alone where ``whole_word``.

        It is given up after ``patience`` seconds without an answer. Raises FindError where it is no regular expression.
        """
        check_pattern(pattern, ignore_case=ignore_case)
        if whole_word:
            pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
            check_pattern(pattern, ignore_case=ignore_case)
        self._settings = json.dumps({"pattern": pattern, "ignore_case": ignore_case}).encode() + b"\n"
        self._patience = PATIENCE if patience is None else patience
        self._asked = 0  # the number of the last question
        self._asked_at = 0.0
        self._questions: SimpleQueue[tuple[int, Question] | None] = SimpleQueue()
        self._answers: SimpleQueue[tuple[int, Answer] | None] = SimpleQueue()
        self._lock = Lock()
        self._closed = False
        self._linear = _linear_pattern(pattern, ignore_case=ignore_case)
        self._child: FindChild | None = None
        self._thread = Thread(target=self._run, name="regular expression", daemon=True)
        self._thread.start()

    @property
    def process_id(self) -> int | None:
        """The child's process; None before it has one."""
        return None if self._child is None else self._child.process_id

    @property
    def is_linear(self) -> bool:
        """Whether it takes a time that grows with the text and nothing else, as far as is known by now."""
        return self._linear is not None and self._child is None

    @property
    def remark(self) -> str:
        """What is to be said of how it is looked for: nothing as a rule."""
        return "by Python's engine, slower" if is_installed() and not self.is_linear else ""

    @property
    def is_working(self) -> bool:
        """Whether there is a thread or a child."""
        return self._thread.is_alive() or (self._child is not None and self._child.is_running)

    def ask(self, question: Question) -> None:
        """Pass a question on; it is answered after the one before."""
        self._asked += 1
        self._asked_at = monotonic()
        self._questions.put((self._asked, question))

    def answer(self) -> Answer | None:
        """Return the answer to the last question when it is there. Raises FindError when there will be none."""
        while True:
            try:
                answered = self._answers.get(timeout=_WAIT) if self.is_linear else self._answers.get_nowait()
            except Empty:
                break
            if answered is None:
                raise FindError("The process that looks for the regular expression has ended: search again.")
            number, answer = answered
            if number == self._asked:
                return answer
            self._asked_at = monotonic()  # it was busy with one that nobody waits for any more
        now = monotonic()
        if not self.is_linear:
            # How long Python takes to start tells nothing of the expression.
            begun_at = now if self._child is None else self._child.begun_at
            self._asked_at = max(self._asked_at, min(begun_at, now))
        if now - self._asked_at > self._patience:
            self.close()
            raise FindError("The regular expression takes too long on this text: make it simpler.")
        return None

    def matches_in(self, data: bytes) -> None:
        """Have them asked for: a search here could not be ended."""

    def close(self) -> None:
        """End whatever runs. Does not wait for that."""
        with self._lock:
            self._closed = True
            if self._child is not None:
                self._child.kill()
        self._questions.put(None)

    def join(self) -> None:
        """Wait until all has ended; after :meth:`close`."""
        self._thread.join()

    def _run(self) -> None:
        """Answer questions, in a thread."""
        try:
            while (item := self._questions.get()) is not None and not self._closed:
                number, question = item
                answer = None if self._linear is None else self._linear.answer(question)
                if answer is None and (child := self._started_child()) is not None:
                    answer = child.ask(question)
                if answer is None:
                    break  # the child has ended: said by the None below
                self._answers.put((number, answer))
        finally:
            if self._child is not None:
                self._child.end()
            self._answers.put(None)

    def _started_child(self) -> FindChild | None:
        with self._lock:
            if self._child is None and not self._closed:
                self._child = FindChild(self._settings)
            return self._child


def check_pattern(pattern: str, *, ignore_case: bool) -> None:
    """Compile the pattern here as well: that is quick, and says at once what is wrong with it. Raises FindError."""
    if not pattern:
        raise FindError("There is nothing to look for: enter a regular expression.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a later Python will read differently
            find_worker.compiled(pattern, ignore_case=ignore_case)
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        raise FindError(f"This is no regular expression: {error.msg}{place}.") from error
    except (OverflowError, RecursionError) as error:
        raise FindError("The regular expression is too large: make it simpler.") from error


def _linear_pattern(pattern: str, *, ignore_case: bool) -> LinearPattern | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return LinearPattern(find_worker.compiled(pattern, ignore_case=ignore_case))
    except NoLinearSyntaxError:
        return None
