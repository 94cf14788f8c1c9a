"""Checking JSON of any size without building what it holds."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable

from poetrygui.api import json_patterns as json_text
from poetrygui.api.json_patterns import CLOSES, LIST, OBJECT, QUOTE, Text, end_of, simple_json_lines

__all__ = ["JsonCheck", "check_json", "simple_json_lines"]

DEEPEST = 900
"""Lists and objects within each other, at most: the standard library's own parser goes little deeper."""


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a value")


# Numbers stay texts: one can be too long to be worked out.
_reader = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)


def check_json(data: bytes) -> None:
    """See that this is one JSON value in UTF-8, with no blanks around it; ValueError with what is wrong and where.

    That builds what it holds: for more than some ten thousand bytes there is :class:`JsonCheck`.
    """
    text = data.decode()
    if data.count(b"[") + data.count(b"{") > DEEPEST:
        JsonCheck().finish(data)
        return
    try:
        if _reader.raw_decode(text)[1] != len(text):
            _reader.decode(text)
    except RecursionError:  # what called us stands high already
        JsonCheck().finish(data)


class JsonCheck:
    """Checks one JSON value while it comes. Each byte is looked at a few times, and nothing is built of it.

    :meth:`feed` is given all that there is so far, from the beginning, as often as there is more; :meth:`finish` all
    of it. What is wrong is told at the end, in the words of the standard library: of the place where this stopped,
    its own parser is asked.
    """

    def __init__(self) -> None:
        self.place = 0
        """Up to here nothing is wrong, and nothing before it is looked at again."""
        self._token = 0  # where the string or number begins that goes on at this place
        self._is_key = False  # whether the string is one
        self._open = bytearray()  # the lists and objects around it, each by its bracket
        self._next: Callable[[Text], bool] = self._value
        self._resume = 0  # where the last value ended, or the last list or object began
        self._after_value = False  # whether it is the former
        self._too_deep = False
        self._is_utf8 = True
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._decoded = 0

    @property
    def has_stopped(self) -> bool:
        """Whether something is wrong there, so that nothing more is looked at before the end."""
        return self._next == self._nothing

    def feed(self, data: Text) -> None:
        """Check what is new in ``data``."""
        if self._is_utf8:
            try:
                self._decoder.decode(data[self._decoded :])
            except UnicodeDecodeError:
                self._is_utf8 = False
            self._decoded = len(data)
        while self.place < len(data) and self._next(data):
            pass

    def finish(self, data: bytes, start: int = 0, stop: int | None = None) -> None:
        """See that ``data[start:stop]`` is a value, with nothing but blanks before and after; ValueError else."""
        self.feed(data)
        stop = len(data) if stop is None else stop
        if not self._is_utf8 or self._decoder.getstate()[0]:
            data[start:stop].decode()
        if self._too_deep:
            raise ValueError(f"maximum recursion depth exceeded: it has more than {DEEPEST} levels")
        if self._next == self._number and json_text.match_number(data, self._token, stop):
            self._end_value()
        if self._next == self._comma_or_end and not self._open and self.place == len(data):
            return
        before = self._context()
        resume = max(self._resume, start)
        try:
            _reader.decode(before + data[resume:stop].decode())
        except json.JSONDecodeError as error:
            at = len(data[start:resume].decode()) + error.pos - len(before)
            raise json.JSONDecodeError(error.msg, data[start:stop].decode(), at) from None

    def _context(self) -> str:
        """Return the shortest text after which the parser expects what it would at the place to resume from."""
        if not self._open:
            return "0" if self._after_value else ""
        if self._open[-1] == LIST:
            return "[0" if self._after_value else "["
        return '{"":0' if self._after_value else "{"

    # What may come next. Each returns whether it got anywhere: not so where more has to come, or nothing right can.

    def _value(self, data: Text) -> bool:
        if not self._skip_blanks(data):
            return False
        if (scalar := json_text.match_scalar(data, self.place)) is not None:
            self.place = scalar.end()
            self._end_value()
            return True
        first = data[self.place]
        if first in CLOSES:
            return self._begin(first)
        if first == QUOTE:
            self._begin_string(is_key=False)
            return True
        if first in json_text.NUMBER_BEGINS:
            self._token = self.place
            self._next = self._number
            return True
        # All the words were looked for, but this may be half of one.
        return self._wait_for(json_text.LONGEST_LITERAL, data)

    def _value_or_end(self, data: Text) -> bool:
        if not self._skip_blanks(data):
            return False
        return self._end() if data[self.place] == CLOSES[LIST] else self._value(data)

    def _key(self, data: Text) -> bool:
        if not self._skip_blanks(data):
            return False
        if data[self.place] != QUOTE:
            return self._stop()
        self._begin_string(is_key=True)
        return True

    def _key_or_end(self, data: Text) -> bool:
        if not self._skip_blanks(data):
            return False
        return self._end() if data[self.place] == CLOSES[OBJECT] else self._key(data)

    def _colon(self, data: Text) -> bool:
        if not self._skip_blanks(data):
            return False
        if data[self.place] != json_text.COLON:
            return self._stop()
        self.place += 1
        self._next = self._value
        return True

    def _comma_or_end(self, data: Text) -> bool:
        self._leap(data)
        if not self._skip_blanks(data):
            return False
        around = self._open[-1] if self._open else None
        found = data[self.place]
        if around is None or found not in (json_text.COMMA, CLOSES[around]):
            return self._stop()
        if found != json_text.COMMA:
            return self._end()
        self.place += 1
        self._next = self._value if around == LIST else self._key
        return True

    def _leap(self, data: Text) -> None:
        """Go on to the end of the last value of a long run, as far as the patterns reach and nothing is wrong."""
        place = self.place
        while self._open and len(self._open) + json_text.LEVELS <= DEEPEST:
            around = self._open[-1]
            place = end_of(json_text.more_values(around).match(data, place))
            step = json_text.step_between_values(around).match(data, place)
            if step is None:
                break
            ended, begun, _, ended_after = step.groups()
            if begun:
                if b'"' in begun:
                    begun = json_text.drop_strings(begun)
                begun = begun.translate(None, json_text.BETWEEN_BRACKETS)
                self._open += begun
            ended = (ended or ended_after or b"").translate(json_text.OPENING_OF, json_text.BETWEEN_BRACKETS)
            if len(self._open) >= DEEPEST or (ended and self._open[: -len(ended) - 1 : -1] != ended):
                if begun:
                    del self._open[-len(begun) :]
                break
            if ended:
                del self._open[-len(ended) :]
            place = step.end()
        self.place = self._resume = place

    def _string(self, data: Text) -> bool:
        self.place = end_of(json_text.match_string_part(data, self.place))
        if self.place == len(data):
            return False
        if data[self.place] != QUOTE:
            return (
                self._wait_for(json_text.LONGEST_ESCAPE, data)
                if data[self.place] == json_text.BACKSLASH
                else self._stop()
            )
        self.place += 1
        if self._is_key:
            self._next = self._colon
        else:
            self._end_value()
        return True

    def _number(self, data: Text) -> bool:
        self.place = end_of(json_text.match_number_characters(data, self.place))
        if self.place == len(data):
            return False
        if json_text.match_number(data, self._token, self.place) is None:
            return self._stop()
        self._end_value()
        return True

    def _nothing(self, _: Text) -> bool:
        return False

    # Steps

    def _skip_blanks(self, data: Text) -> bool:
        """Go to the next byte that is no blank; return whether there is one."""
        self.place = end_of(json_text.match_blanks(data, self.place))
        return self.place < len(data)

    def _begin_string(self, *, is_key: bool) -> None:
        self.place += 1
        self._is_key = is_key
        self._next = self._string

    def _begin(self, bracket: int) -> bool:
        if len(self._open) == DEEPEST:
            self._too_deep = True
            return self._stop()
        self._open.append(bracket)
        self.place += 1
        self._resume, self._after_value = self.place, False
        self._next = self._value_or_end if bracket == LIST else self._key_or_end
        return True

    def _end(self) -> bool:
        self._open.pop()
        self.place += 1
        self._end_value()
        return True

    def _end_value(self) -> None:
        self._resume, self._after_value = self.place, True
        self._next = self._comma_or_end

    def _wait_for(self, size: int, data: Text) -> bool:
        """Wait until there is enough to know that what is here can be nothing right."""
        if len(data) - self.place >= size:
            self._next = self._nothing
        return False

    def _stop(self) -> bool:
        self._next = self._nothing
        return False
