"""Questions of a way to a server, on the terminal that the program was started from, whatever its streams are."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from twisted.internet.defer import Deferred, succeed

from poetrygui.commands.progress import Progress
from poetrygui.core.questions.asking import Question
from poetrygui.core.transports.streams.polled_reader import PolledReader
from poetrygui.core.transports.streams.reader import Ears

if sys.platform != "win32":
    import termios

TERMINAL = "/dev/tty"
"""The terminal that a program was started from, by whatever its streams are."""
_STANDARD_ERROR = 2
_ECHO = 3  # the place of the flags with it among a terminal's settings
_AT_ONCE = 4096  # bytes of a line, which are all that a terminal takes
_END = re.compile(rb"[\r\n]")


class _Asked(NamedTuple):
    question: Question
    answer: Deferred[str | None]


class TerminalAsker:
    """Asks one question after the other, each on a line of its own; what is typed is not shown where it is secret.

    Nobody is asked to believe something here: a script runs on a terminal as well as its user does.
    """

    can_confirm = False

    def __init__(self, reactor: Any, progress: Progress) -> None:
        """Tell the questions by ``progress``, whose line goes away meanwhile."""
        self._reactor = reactor
        self._progress = progress
        self._waiting: deque[_Asked] = deque()
        self._reading: _Line | None = None

    @property
    def can_ask(self) -> bool:
        """Whether there is a terminal."""
        descriptor = _open()
        if descriptor >= 0:
            os.close(descriptor)
        return descriptor >= 0

    def ask(self, question: Question) -> Deferred[str | None]:
        """Ask it when those before are answered; the end of the input (Ctrl+D) is no answer."""
        answer: Deferred[str | None] = Deferred(self._give_up)
        self._waiting.append(_Asked(question, answer))
        if self._reading is None:
            self._ask_next()
        return answer

    def confirm(self, text: str) -> Deferred[bool]:
        """Decline."""
        return succeed(False)

    def _ask_next(self) -> None:
        if not self._waiting:
            return
        descriptor = _open()
        if descriptor < 0:
            self._waiting.popleft().answer.callback(None)
            self._ask_next()
            return
        self._progress.hide()
        question = self._waiting[0].question
        self._progress.tell(question.text)
        self._reading = _Line(self._reactor, descriptor, self._answered, is_secret=question.is_secret)

    def _answered(self, typed: str | None) -> None:
        self._over()
        asked = self._waiting.popleft()
        asked.answer.callback(typed)
        self._go_on()

    def _give_up(self, answer: Deferred[str | None]) -> None:
        is_asked = bool(self._waiting) and self._waiting[0].answer is answer
        self._waiting = deque(each for each in self._waiting if each.answer is not answer)
        if is_asked and self._reading is not None:
            self._over()
            self._go_on()

    def _over(self) -> None:
        assert self._reading is not None
        self._reading.close()
        self._reading = None
        self._progress.unhide()

    def _go_on(self) -> None:
        # Whoever was answered may have asked again.
        if self._reading is None:
            self._ask_next()


class _Line:
    """Reads one line of a terminal, whose settings are as they were when it is closed."""

    def __init__(self, reactor: Any, descriptor: int, done: Callable[[str | None], None], *, is_secret: bool) -> None:
        """Read from ``descriptor``, which is closed in the end; ``done`` gets the line, or None where there is none."""
        self._descriptor = descriptor
        self._done = done
        self._typed = b""
        self._before = termios.tcgetattr(descriptor)
        if is_secret:
            settings = [*self._before]
            settings[_ECHO] = settings[_ECHO] & ~termios.ECHO | termios.ECHONL
            termios.tcsetattr(descriptor, termios.TCSANOW, settings)
        ears = Ears(lambda: _AT_ONCE, self._came, lambda _: done(None))
        self._reader = PolledReader(reactor, descriptor, ears, keeps_descriptor=True)
        self._reader.start()

    def close(self) -> None:
        """Read no more."""
        self._reader.close()
        # It may be there no more.
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._before)
        os.close(self._descriptor)

    def _came(self, data: bytes) -> None:
        self._typed += data
        if _END.search(self._typed):
            self._done(_END.split(self._typed)[0].decode("utf-8", "surrogateescape"))


def _open() -> int:
    """Return a descriptor of the terminal, or -1 where there is none."""
    flags = os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC
    with contextlib.suppress(OSError):
        return os.open(TERMINAL, flags)
    with contextlib.suppress(OSError):
        return os.open(os.ttyname(_STANDARD_ERROR), flags)
    return -1
