"""The program's end of the line to a process that makes hosts: what is asked there, and what is answered."""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Callable
from typing import Any

from poetrygui.hosts.line import Line, adopt
from poetrygui.hosts.warm_process import NUMBER


class Control:
    """Asks that process; its answers come in the order of the questions, behind a first one: that it is ready."""

    def __init__(
        self,
        reactor: Any,
        end: socket.socket,
        on_ready: Callable[[int], object] = bool,
        on_lost: Callable[[], object] = bool,
    ) -> None:
        """Have ``reactor`` read this ``end``; ``on_ready`` hears the number of the process when it is ready.

        ``on_lost`` is called once where it is no more, before those hear of it that wait for answers.
        """
        self.is_lost = False
        """Whether nobody answers any more."""
        self._end = end
        self._on_lost = on_lost
        self._line = Line(self._answered, self._lose)
        self._held = b""
        self._unsent: deque[tuple[bytes, list[int]]] = deque()
        self._waiting: deque[tuple[Callable[[int], object], Callable[[], object]]] = deque([(on_ready, tuple)])
        adopt(reactor, end, self._line)

    def ask(
        self,
        kind: bytes,
        number: int,
        descriptors: list[int],
        answered: Callable[[int], object],
        unanswered: Callable[[], object],
    ) -> None:
        """Ask for what ``kind`` and ``number`` say, and hand the answer to ``answered``.

        It gets copies of the ``descriptors``; ``unanswered`` is called where none will come.
        """
        self._unsent.append((kind + NUMBER.pack(number), [os.dup(each) for each in descriptors]))
        self._waiting.append((answered, unanswered))
        self._send_some()
        if self.is_lost:
            self._tell_lost()

    def close(self) -> None:
        """Ask no more."""
        self._on_lost = tuple
        self._line.transport.abortConnection()
        self._end.close()

    def _send_some(self) -> None:
        """Ask as much as there is room for; each answer makes some."""
        while self._unsent and not self.is_lost:
            try:
                socket.send_fds(self._end, [self._unsent[0][0]], self._unsent[0][1])
            except BlockingIOError:
                return
            except OSError:
                self._lose()
            else:
                _close_all(self._unsent.popleft()[1])

    def _answered(self, data: bytes) -> None:
        self._send_some()
        self._held += data
        while len(self._held) >= NUMBER.size:
            (number,) = NUMBER.unpack(self._held[: NUMBER.size])
            self._held = self._held[NUMBER.size :]
            self._waiting.popleft()[0](number)

    def _lose(self) -> None:
        if not self.is_lost:
            self.is_lost = True
            self._on_lost()
        self._tell_lost()

    def _tell_lost(self) -> None:
        while self._unsent:
            _close_all(self._unsent.popleft()[1])
        while self._waiting:
            self._waiting.popleft()[1]()


def _close_all(descriptors: list[int]) -> None:
    for each in descriptors:
        os.close(each)
