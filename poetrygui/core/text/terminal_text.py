"""What others wrote, as bytes for a terminal: harmless, and in the encoding that the terminal has."""

from __future__ import annotations

import codecs

from poetrygui.core.text.printable import RUN_LIMIT, BracketMarks, Kind, kind_of, one_line, printable, show

# The last brackets are in every encoding.
_BRACKETS = ("⟦⟧", "<>")


class TerminalText:
    """Turns text and streams of bytes into what a terminal of one encoding shows, and only shows.

    A character that the encoding does not have is shown as its code point, like one that would act.
    """

    def __init__(self, encoding: str) -> None:
        """Encode as ``encoding``, as Python knows it."""
        self._encoding = encoding
        self._marks = BracketMarks(next(each for each in _BRACKETS if _has(encoding, each)))
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._before = ""  # the last character that was shown
        self._pending = ""  # what came after it, and is shown as what follows will have it

    def lines(self, text: str) -> bytes:
        """Return text of any number of lines."""
        return self._encoded(printable(text, self._marks))

    def line(self, text: str) -> bytes:
        """Return text as one line, without a newline at its end."""
        return self._encoded(one_line(text, self._marks))

    def feed(self, data: bytes, *, final: bool = False) -> bytes:
        """Return the next piece of a stream of UTF-8, as far as what may follow cannot change it.

        A character waits for the next piece only where it may be part of a line's ending or of how an emoji is written:
        a question without a newline is shown at once.
        """
        new = self._pending + self._decoder.decode(data, final)
        stop = len(new) if final else _settled(new)
        text = self._before + new
        shown = show(text, len(self._before), len(self._before) + stop, self._marks)
        # A run one longer than the limit looks the same as any longer one, so a run without end costs nothing.
        self._pending = new[stop:][: RUN_LIMIT + 2]
        self._before = new[:stop][-1:] or self._before
        return self._encoded(shown)

    def end(self) -> bytes:
        """Return the rest of a stream; a last line without a newline gets one. What is fed next is another stream."""
        rest = self.feed(b"", final=True)
        is_open = self._before not in ("", "\n")
        self._before = ""
        return rest + self._encoded("\n") if is_open else rest

    def _encoded(self, text: str) -> bytes:
        try:
            return text.encode(self._encoding)
        except UnicodeEncodeError:
            return "".join(char if _has(self._encoding, char) else self._marks.of(char) for char in text).encode(
                self._encoding
            )


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _settled(text: str) -> int:
    """Return how many characters are shown the same whatever follows: all but some at the end that may go with it."""
    stop = len(text)
    if text.endswith("\r"):
        return stop - 1
    while stop and text[stop - 1] != "\r" and kind_of(text[stop - 1]) is not Kind.PLAIN:
        stop -= 1
    return stop
