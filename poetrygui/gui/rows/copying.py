"""A selection on the clipboard: read from the poem, not from what happens to be shown of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PyQt6.QtCore import QMimeData
from PyQt6.QtGui import QClipboard, QGuiApplication

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.poem_text import exact_between, shown_between

COPY_LIMIT = 64 * 1024 * 1024
"""Bytes of a poem that may be copied to the clipboard."""

_OFFERED = 1024 * 1024  # bytes that are offered for the middle mouse button without being asked for


class Copying:
    """Puts stretches of a poem on the clipboard, and tells ``refuse`` in a sentence why one cannot be copied."""

    def __init__(self, refuse: Callable[[str], None]) -> None:
        """Refuse to a user, who asked for it."""
        self._refuse = refuse

    def shown(self, reader: PoemReader, start: int, stop: int) -> None:
        """Copy the reader's text from byte ``start`` to ``stop`` as it is shown."""
        self._copy(shown_between, reader, start, stop)

    def exact(self, reader: PoemReader, start: int, stop: int) -> None:
        """Copy the reader's bytes from ``start`` to ``stop`` as text, with the control characters that they hold."""
        self._copy(exact_between, reader, start, stop)

    def offer(self, reader: PoemReader, start: int, stop: int) -> None:
        """Let the middle mouse button paste what the reader has from byte ``start`` to ``stop``.

        Nothing is offered that is too long, or where the platform has no such thing.
        """
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None and clipboard.supportsSelection() and 0 < stop - start <= _OFFERED:
            with suppress(OSError):  # it is an offer: one who asks to copy is told
                clipboard.setText(shown_between(reader, start, stop), QClipboard.Mode.Selection)

    def _copy(
        self, text_between: Callable[[PoemReader, int, int], str], reader: PoemReader, start: int, stop: int
    ) -> None:
        clipboard = QGuiApplication.clipboard()
        if stop - start > COPY_LIMIT:
            self._refuse(
                f"The selection has {stop - start:,} bytes and the clipboard takes {COPY_LIMIT:,} at most: "
                "save the stream to a file instead."
            )
        elif stop > start and clipboard is not None:
            try:
                clipboard.setText(text_between(reader, start, stop))
            except OSError as error:
                self._refuse(f"The selection cannot be read from disk: {error.strerror or error}.")


def mime_data(reader: PoemReader, start: int, stop: int) -> QMimeData:
    """Return what the reader shows from byte ``start`` to ``stop`` for Qt's own copying, as far as it may be copied."""
    data = QMimeData()
    if stop - start <= COPY_LIMIT:
        with suppress(OSError):
            data.setText(shown_between(reader, start, stop))
    return data
