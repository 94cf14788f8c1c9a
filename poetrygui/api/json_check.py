"""Checking JSON of any size without building what it holds."""

from __future__ import annotations

import codecs
import json

from poetrygui.api.json_grammar import DEEPEST, JsonGrammar
from poetrygui.api.json_patterns import Text, simple_json_lines

__all__ = ["JsonCheck", "check_json", "simple_json_lines"]


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a value")


# Numbers stay texts: one can be too long to be worked out.
READER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)


def check_json(data: bytes) -> None:
    """See that this is one JSON value in UTF-8, with no blanks around it; ValueError with what is wrong and where.

    That builds what it holds: for more than some ten thousand bytes there is :class:`JsonCheck`.
    """
    text = data.decode()
    if data.count(b"[") + data.count(b"{") > DEEPEST:
        JsonCheck().finish(data)
        return
    try:
        if READER.raw_decode(text)[1] != len(text):
            READER.decode(text)
    except RecursionError:  # what called us stands high already
        JsonCheck().finish(data)


class JsonCheck:
    """Checks one JSON value while it comes. Each byte is looked at a few times, and nothing is built of it.

    :meth:`feed` is given all that there is so far, from the beginning, as often as there is more; :meth:`finish` all
    of it. What is wrong is told at the end, in the words of the standard library: of the place where this stopped,
    its own parser is asked.
    """

    def __init__(self) -> None:
        self._grammar = JsonGrammar()
        self._is_utf8 = True
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._decoded = 0

    @property
    def place(self) -> int:
        """Up to here nothing is wrong, and nothing before it is looked at again."""
        return self._grammar.place

    @property
    def has_stopped(self) -> bool:
        """Whether something is wrong there, so that nothing more is looked at before the end."""
        return self._grammar.has_stopped

    def feed(self, data: Text) -> None:
        """Check what is new in ``data``."""
        if self._is_utf8:
            try:
                self._decoder.decode(data[self._decoded :])
            except UnicodeDecodeError:
                self._is_utf8 = False
            self._decoded = len(data)
        self._grammar.advance(data)

    def finish(self, data: bytes, start: int = 0, stop: int | None = None) -> None:
        """See that ``data[start:stop]`` is a value, with nothing but blanks before and after; ValueError else."""
        self.feed(data)
        stop = len(data) if stop is None else stop
        if not self._is_utf8 or self._decoder.getstate()[0]:
            data[start:stop].decode()
        if self._grammar.is_too_deep:
            raise ValueError(f"maximum recursion depth exceeded: it has more than {DEEPEST} levels")
        if self._grammar.has_ended(data, stop):
            return
        before = self._grammar.context()
        resume = max(self._grammar.resume, start)
        try:
            READER.decode(before + data[resume:stop].decode())
        except json.JSONDecodeError as error:
            at = len(data[start:resume].decode()) + error.pos - len(before)
            raise json.JSONDecodeError(error.msg, data[start:stop].decode(), at) from None
