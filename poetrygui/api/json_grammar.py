"""The grammar of JSON as a machine, with a method for each thing that may come next."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.api import json_patterns as json_text
from poetrygui.api.json_patterns import CLOSES, LIST, OBJECT, QUOTE, Text, end_of

DEEPEST = 900
"""Lists and objects within each other, at most: the standard library's own parser goes little deeper."""


class JsonGrammar:
    """Goes through one JSON value while it comes, as far as nothing is wrong. It takes bytes for text in UTF-8."""

    def __init__(self) -> None:
        """Expect a value."""
        self.place = 0
        """Up to here nothing is wrong, and nothing before it is looked at again."""
        self.resume = 0
        """Where the last value ended, or the last list or object began: from here on another parser can tell what is
        wrong, if it is given :meth:`context` before."""
        self.is_too_deep = False
        """Whether it has more levels than are looked at."""
        self._token = 0  # where the string or number begins that goes on at this place
        self._is_key = False  # whether the string is one
        self._open = bytearray()  # the lists and objects around it, each by its bracket
        self._next: Callable[[Text], bool] = self._value
        self._after_value = False  # whether a value ended where to resume from

    @property
    def has_stopped(self) -> bool:
        """Whether something is wrong there, so that nothing more is looked at."""
        return self._next == self._nothing

    def advance(self, data: Text) -> None:
        """Go on to the end of ``data``, all that there is so far, or to what is wrong or not decided yet."""
        while self.place < len(data) and self._next(data):
            pass

    def has_ended(self, data: Text, stop: int) -> bool:
        """Tell whether ``data`` is a whole value; ``stop`` is where a number at its end has to end."""
        if self._next == self._number and json_text.match_number(data, self._token, stop):
            self._end_value()
        return self._next == self._comma_or_end and not self._open and self.place == len(data)

    def context(self) -> str:
        """Return a short text after which the parser expects what it would at the place to resume from."""
        # The value before is a string: a number would go on with what follows, and make one of “[0” and “.5]”.
        value = '""' if self._after_value else ""
        if self._open and self._open[-1] == OBJECT:
            return '{"":' + value if value else "{"
        return "[" + value if self._open else value

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
        self.place = self.resume = place

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
            self.is_too_deep = True
            return self._stop()
        self._open.append(bracket)
        self.place += 1
        self.resume, self._after_value = self.place, False
        self._next = self._value_or_end if bracket == LIST else self._key_or_end
        return True

    def _end(self) -> bool:
        self._open.pop()
        self.place += 1
        self._end_value()
        return True

    def _end_value(self) -> None:
        self.resume, self._after_value = self.place, True
        self._next = self._comma_or_end

    def _wait_for(self, size: int, data: Text) -> bool:
        """Wait until there is enough to know that what is here can be nothing right."""
        if len(data) - self.place >= size:
            self._next = self._nothing
        return False

    def _stop(self) -> bool:
        self._next = self._nothing
        return False
