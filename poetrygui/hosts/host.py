"""A host as the program sees it: one process, what it says, and its one end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import evolve, frozen

from poetrygui.hosts.headway import LIMIT, computed_too_long
from poetrygui.hosts.last_words import LastWords
from poetrygui.hosts.line import Line
from poetrygui.hosts.live.timed_limit import ENDED_BY
from poetrygui.hosts.messages import HAD_TO_BE_ENDED, GarbageError, Message, MessageReader
from poetrygui.hosts.watch import Watch


@frozen
class HostEnd:
    """How a host ended. ``problem`` is a sentence, empty where it did what it was asked; ``output`` is what it printed.

    ``is_hang`` tells that it was ended for making no headway, ``is_others`` that it was for no call of this one,
    ``is_killed`` that it was by somebody else: its user, or the system for want of memory; ``is_orphan`` that it went
    with the process from which it came, or may have.
    ``place`` and ``stack`` tell where it was if it did not come to its own end; ``printed`` is the output without that.
    """

    problem: str = ""
    output: str = ""
    is_hang: bool = False
    is_others: bool = False
    is_killed: bool = False
    is_orphan: bool = False
    place: str = ""
    stack: str = ""
    printed: str = ""


class Host:
    """One host. ``on_message`` hears what it says, ``on_end`` how it ended, which is the last.

    It is watched while it owes an answer: from its start, and from each :meth:`send`, until it says that it waits.
    """

    def __init__(
        self,
        reactor: Any,
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
        on_silence: Callable[[Host], None],
        limit: float = LIMIT,
        *,
        on_output: Callable[[bytes], object] = bool,
    ) -> None:
        """Have ``on_silence`` find out how it ended once it says nothing more, and tell :meth:`ended`.

        ``limit``: seconds without headway after which it is ended; ``on_output`` hears what it prints, as it does.
        """
        self._sent: list[Message] | None = []
        self._on_message = on_message
        self._on_end = on_end
        self._on_silence = on_silence
        self._on_output = on_output
        self._watch = Watch(reactor, limit, self._hangs)
        self._problem = ""
        self._is_hang = False
        self._open()

    def _open(self) -> None:
        self.line = Line(partial(self._heard, MessageReader()), self._speech_lost)
        """What it says, and is told."""
        self.output = Line(self._printed, self._line_lost)
        """What it prints."""
        self._last_words = LastWords()
        self._open_lines = 2

    @property
    def pid(self) -> int:
        """The number of its process, 0 before it is known."""
        return self._watch.pid

    @property
    def since(self) -> float:
        """When its process began, by the reactor."""
        return self._watch.since

    @property
    def is_silent(self) -> bool:
        """Whether it can say nothing more."""
        return not self._open_lines

    @property
    def can_begin_anew(self) -> bool:
        """Whether nobody has heard of it, and nobody has stopped it."""
        return self._sent is not None and not self._problem

    def begin_anew(self, begin: Callable[[], object]) -> None:
        """Be another process, which is told what this one was; ``begin`` has it begin, with lines of its own."""
        self._open()
        self._watch.pid = 0
        begin()
        for message in self._sent or ():
            self.line.say(message)

    def started(self, pid: int) -> None:
        """Begin to watch the process, or end it, if that is wanted by now."""
        self._watch.start(pid)
        if self._problem:
            self._watch.kill()

    def send(self, message: Message) -> None:
        """Send a message, to which it owes an answer."""
        self.line.say(message)
        if self._sent is not None:
            self._sent.append(message)
        if not self._problem:
            self._watch.asked()

    def asked(self) -> None:
        """Watch it: by another line than its own it was asked for something, and owed nothing by then."""
        if not self._problem:
            self._watch.asked()

    def gets_on(self) -> None:
        """Take notice of a sign of life by another line."""
        self._watch.note_life()

    def answered(self) -> None:
        """Watch it no more: it owes no answer."""
        self._watch.answered(sys.maxsize)

    def hear_prints(self) -> None:
        """Hear what it has printed by now."""
        self.output.hear()

    def stop(self, problem: str = "it was stopped") -> None:
        """End it, whatever it is doing."""
        self._kill(problem)

    # What comes from it

    def _heard(self, reader: MessageReader, data: bytes) -> None:
        if self._problem:
            return
        try:
            messages = reader.feed(data)
        except GarbageError as error:
            self._kill(f"its process sent garbage ({error})")
            return
        self._watch.note_life()
        for message in messages:
            if isinstance(message, dict) and type(message.get("waits")) is int:
                self._watch.answered(message["waits"])
            elif not (isinstance(message, dict) and "gets_on" in message and not message["gets_on"]):
                self._sent = None
                self._on_message(message)

    def _printed(self, data: bytes) -> None:
        self._last_words.feed(data)
        self._on_output(data)

    def _speech_lost(self) -> None:
        self._line_lost()
        if self._open_lines and self.pid and not self._problem:
            # It can say nothing more, and is to go.
            self._watch.start(self.pid)

    def _line_lost(self) -> None:
        self._watch.stop()
        self._open_lines -= 1
        if not self._open_lines:
            self._on_silence(self)

    def ended(self, status: int | None) -> None:
        """Tell its end, now that all that it said is heard.

        ``status`` is as ``waitpid`` gives it, or that it had to be ended; None where it is not known.
        """
        self._watch.stop()
        problem = self._problem
        if not problem and status is None:
            problem = "the process from which it came has gone"
        elif not problem and status == HAD_TO_BE_ENDED:
            problem = "it closed its lines to the program, and did not end"
        elif not problem and status:
            code = os.waitstatus_to_exitcode(status)
            self._is_hang = -code == ENDED_BY
            how = signal.Signals(-code).name if code < 0 else f"status {code}"
            ended = f"its process ended with {how}"
            problem = computed_too_long(self._watch.limit) if self._is_hang else ended
        is_orphan = not self._problem and status is None
        is_killed = not self._problem and status == signal.SIGKILL
        words = self._last_words
        told = f"{problem} ({words.place})" if problem and words.place else problem
        end = HostEnd(told, words.text, self._is_hang, place=words.place, stack=words.stack, printed=words.printed)
        self._on_end(evolve(end, is_killed=is_killed, is_orphan=is_orphan))

    def _hangs(self, problem: str) -> None:
        can_answer = self._open_lines > 1
        self._is_hang = can_answer
        self._problem = problem if can_answer else "it closed its line to the program, and did not end"

    def _kill(self, problem: str) -> None:
        self._problem = self._problem or problem
        self._watch.kill()
