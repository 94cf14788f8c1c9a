"""What a ruler shows, in words: for tips, for a table and for screen readers."""

from __future__ import annotations

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.poems.wire_records import Anchor, Event, Sent
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.dropped_words import dropped_sentence
from poetrygui.core.text.moments import of_day_text, since_start_text, wait_text
from poetrygui.core.text.wording import counted, size_text
from poetrygui.recordings.ruler_model import RulerModel
from poetrygui.recordings.ruler_picture import FrameBar, Picture
from poetrygui.recordings.ruler_records import Happening


def picture_sentence(picture: Picture, size: int) -> str:
    """Return what is in a view, which has so many bytes."""
    counts = f"{counted(picture.chunk_count, 'chunk')} · {counted(picture.frame_count, 'frame')}"
    within = f" · arrived within {wait_text(picture.duration).removeprefix('+')}" if picture.chunk_count > 1 else ""
    return f"{size_text(max(size, 0))} in view · {counts}{within}"


def chunk_sentence(chunk: Chunk, *, torn: bool) -> str:
    """Return what is known of a chunk; ``torn``, if it surely ended inside a frame."""
    frames = counted(chunk.frames_after - chunk.frames_before, "frame")
    end = " It ends inside a frame." if torn else ""
    return (
        f"Chunk {chunk.number + 1:,}: {counted(chunk.stop - chunk.start, 'byte')} from byte {chunk.start:,} on, "
        f"at {since_start_text(chunk.time)}, {wait_text(chunk.wait)} after what came before. "
        f"It completed {frames}.{end}"
    )


def frame_sentence(bar: FrameBar, chunk: Chunk | None) -> str:
    """Return what is known of a frame, which ``chunk`` completed."""
    size = counted(bar.stop - bar.start, "byte")
    where = f"{size} from byte {bar.start:,} on" if bar.exact else f"somewhere in bytes {bar.start:,} to {bar.stop:,}"
    when = "" if chunk is None else f", complete at {since_start_text(chunk.time)} with chunk {chunk.number + 1:,}"
    framing = f" {words}." if (words := framing_words(bar)) else ""
    torn = bar.exact and chunk is not None and bar.start < chunk.start < bar.stop
    end = " It came in more than one chunk." if torn else ""
    return f"Frame {bar.number + 1:,}: {where}{when}.{framing}{end}"


def framing_words(bar: FrameBar) -> str:
    """Return how many bytes lead and end a frame on the wire; nothing where none are known to."""
    led = f"{counted(bar.header, 'byte')} {'leads' if bar.header == 1 else 'lead'} it" if bar.header else ""
    ended = f"{counted(bar.delimiter, 'byte')} {'ends' if bar.delimiter == 1 else 'end'} it" if bar.delimiter else ""
    return ", ".join(filter(None, [led, ended]))


_EVENT_WORDS = {
    EventKind.CONNECTED: "connected",
    EventKind.HANDSHAKE_DONE: "TLS handshake done",
    EventKind.PAUSED: "reading paused",
    EventKind.RESUMED: "reading resumed",
    EventKind.HALF_CLOSED: "the other end sends no more",
    EventKind.LOST: "connection lost",
    EventKind.HOLE: "missing",
    EventKind.DROPPED: "given up for room",
    EventKind.SENT_NOT_KEPT: "sent, not kept",
    EventKind.CERTIFICATE: "the server's certificate",
}


def happening_words(happening: Happening) -> str:
    """Return what happened."""
    record = happening.record
    if happening.chunk is not None:
        return f"chunk {happening.chunk.number + 1:,}"
    if isinstance(record, Event):
        text = label_text(record.text, 200)
        words = _EVENT_WORDS.get(record.kind, record.kind.value)
        return f"{words}: {text}" if text else words
    if isinstance(record, Sent):
        return "sent"
    if isinstance(record, Anchor):
        return f"the clock showed {of_day_text(record.wall, 0)}"
    return f"{counted(record.frames, 'frame')} by a timer or the end"


def sentence_at(model: RulerModel | None, offset: int, *, chunk_only: bool) -> str:
    """Return what ``model`` knows of the frame that holds the byte at ``offset``, or, if ``chunk_only``, of its chunk.

    Raises OSError.
    """
    if model is None or not model.size:
        return "No recording."
    dropped = model.recording.dropped
    if offset < dropped.wire:
        return f"Byte {offset:,}: {dropped_sentence(dropped)}"
    chunk = model.chunk_at(offset)
    bar = None if chunk_only else model.frame_at(offset)
    if bar is not None:
        return frame_sentence(bar, model.recording.chunk_of_frame(bar.number))
    if chunk is None:
        return f"Byte {offset:,}."
    return chunk_sentence(chunk, torn=model.is_torn(chunk))
