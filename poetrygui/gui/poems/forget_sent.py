"""Asking whether what was sent is to be forgotten, and saying why it is not where that fails."""

from __future__ import annotations

from functools import partial

from PyQt6 import sip
from PyQt6.QtWidgets import QMessageBox, QWidget

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.library.sent_forgetting import forget_sent
from poetrygui.core.text.display_text import label_text
from poetrygui.errors import RecordingError
from poetrygui.gui.widgets.plain_text import ask, open_message

NOTHING_SENT = "Nothing was sent on this connection."


def ask_to_forget_sent(parent: QWidget, poem: KeptPoem, library: Library) -> None:
    """Ask about the recording of ``poem``, which ``library`` keeps; the boxes stand before ``parent``."""
    if poem.is_running:
        _forget(parent, poem, library)  # which says what to do first
        return
    name = label_text(poem.info.name or poem.info.address, 60)
    question = (
        f"Forget what was sent to “{name}”? What came stays, and when and how much was sent. This cannot be undone; "
        "what was framed anew of it before has a log of its own."
    )
    if poem.stream.count > 1:
        question += " It is about the last connection: those before have recordings of their own."
    ask(parent, question, "Forget", partial(_forget, parent, poem, library))


def _forget(parent: QWidget, poem: KeptPoem, library: Library) -> None:
    try:
        forget_sent(library, poem, partial(_told, parent))
    except RecordingError as error:
        open_message(parent, QMessageBox.Icon.Information, str(error))


def _told(parent: QWidget, result: int | Exception) -> None:
    if sip.isdeleted(parent):
        return
    if isinstance(result, Exception):
        reason = result.strerror if isinstance(result, OSError) else None
        open_message(parent, QMessageBox.Icon.Warning, f"What was sent could not be forgotten: {reason or result}")
    elif not result:
        open_message(parent, QMessageBox.Icon.Information, NOTHING_SENT)
