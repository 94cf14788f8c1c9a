"""The ways to save lines with their times: those that are filtered, and those of several servers with their names."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from attrs import frozen
from twisted.internet.defer import Deferred

from poetrygui import recordings
from poetrygui.core import reading
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.library.sent_found import FoundMessage
from poetrygui.core.reading.conditions import Conditions
from poetrygui.core.text.sent_line import sent_words
from poetrygui.gui import frames
from poetrygui.gui.poems.save_ways import Pieces, SaveWay, no_part, saved_parts

_LONGEST_NAME = 30  # characters in a column

Selection = tuple[int, int] | None
Stretches = Iterator["recordings.LineStretch | recordings.SentLine | Deferred[None]"]


@frozen
class LinesOf:
    """Lines of what a poem shows, in one of their ways: those for which ``filters`` hold, or all.

    ``soon`` returns what to wait for while they are looked for, by text and by ``fields``. What was ``sent`` stands
    between them.
    """

    write: Callable[[recordings.Stretches, Callable[[bytes], bytes]], Pieces]
    filters: Conditions
    soon: Callable[[], Deferred[None]]
    fields: frames.TableFields | None = None
    sent: Sequence[FoundMessage] = ()

    def pieces(self, poem: KeptPoem, selection: Selection) -> Pieces:
        """Give a file's bytes. Raises OSError, and FindError where a filter takes too long."""
        lettering = poem.stream.lettering
        as_utf_8 = bytes if lettering.is_utf_8 else lambda line: lettering.text(line).encode("utf-8", "replace")
        return self.write(self._stretches(poem, selection), as_utf_8)

    def _stretches(self, poem: KeptPoem, selection: Selection) -> Stretches:
        sent = deque(self.sent)
        for found in self._spans(poem, selection):
            if found is None:
                yield self.soon()
                continue
            start, stop = found
            while sent and sent[0].at < stop:
                if start < sent[0].at:
                    yield from stretches_of(poem, start, sent[0].at)
                    start = sent[0].at
                yield _line_of(poem, sent.popleft())
            yield from stretches_of(poem, start, stop)
        yield from (_line_of(poem, each) for each in sent)

    def _spans(self, poem: KeptPoem, selection: Selection) -> Iterator[Selection]:
        """Give from where to where the lines lie, in all that a poem shows; None says that nothing is found yet."""
        if poem.reader is None:
            return
        if not self.filters:
            yield selection or (poem.reader.start, poem.reader.size)
            return
        scanner_of = frames.fields_to_filter(poem, self.fields).scanner_of
        yield from reading.filtered_stretches(poem.reader, self.filters, selection, scanner_of)


@frozen
class FilteredFrames:
    """Frames of which a line was filtered, with their times and fields, one connection behind the other.

    ``soon`` returns what to wait for while lines are looked for; ``as_csv`` has them as a table, and not as JSON.
    """

    filters: Conditions
    soon: Callable[[], Deferred[None]]
    fields: frames.TableFields
    as_csv: bool

    def pieces(self, poem: KeptPoem, selection: Selection) -> Pieces:
        """Give a file's bytes. Raises OSError, and FindError where a filter takes too long."""
        if poem.reader is None:
            return
        scanner_of = frames.fields_to_filter(poem, self.fields).scanner_of
        lines = reading.LineFilter(poem.reader, self.filters, scanner_of)
        lines.takes_open_line = True
        try:
            while lines.work(_SLICE):
                yield self.soon()
        finally:
            lines.rest()
        joined = poem.stream.joined
        stores = [store for _, store, _ in poem.connections()]
        for _, part in saved_parts(poem, selection):
            if (recording := part.poem.recording) is not None:
                base = 0 if joined is None else joined.base_of(stores.index(part.poem))
                rows = recordings.TableRows(part.poem, recording)
                chosen = recordings.ChosenFrames(lines.chosen, base)
                saved = recordings.FramesToSave(rows, *part.span, self.fields.of(recording), chosen=chosen)
                names = self.fields.columns(recording.info.protocol)
                yield from saved.as_csv(names, has_head=part.is_first) if self.as_csv else saved.as_json()


_SLICE = 0.002  # seconds


def stretches_of(poem: KeptPoem, start: int, stop: int) -> Iterator[recordings.LineStretch]:
    """Give where the lines that a poem shows from byte ``start`` up to ``stop`` lie, and whose they are.

    A line between two connections is none of them.
    """
    if isinstance(poem, MergedPoem):
        names = poem.names_of_parts()
        for piece in poem.merged.pieces(start, stop):
            first, last = max(piece.place, start), min(piece.place + piece.stop - piece.start, stop)
            store, row = poem.at(first)
            if store is not None and first < last:
                name = names[poem.source_parts[piece.source]]
                yield recordings.LineStretch(store, row, row + last - first, name)
        return
    joined = poem.stream.joined
    for number, (_, store, _) in enumerate(poem.connections()):
        base = 0 if joined is None else joined.base_of(number)
        first, last = max(start - base, store.start), min(stop - base, store.size)
        if first < last:
            yield recordings.LineStretch(store, first, last, poem.info.name or poem.info.address)


def _line_of(poem: KeptPoem, sent: FoundMessage) -> recordings.SentLine:
    name = sent.poem.info.name or sent.poem.info.address
    return recordings.SentLine(sent, name, sent_words(sent.message, poem.stream.lettering))


def line_ways(
    poem: KeptPoem,
    filters: Conditions,
    soon: Callable[[], Deferred[None]],
    fields: frames.TableFields | None = None,
    sent: Sequence[FoundMessage] = (),
) -> tuple[SaveWay, ...]:
    """Return the ways to save lines of ``poem`` with their times: those for which ``filters`` hold, or all.

    ``soon`` returns what to wait for while lines are looked for, by text and by ``fields``. Among the lines of several
    servers stands what was ``sent``.
    """
    is_merged = isinstance(poem, MergedPoem)
    if not filters and not is_merged:
        return ()
    if not is_merged and (poem.store is None or poem.store.recording is None):
        return ()
    names = max(map(len, poem.names_of_parts())) if isinstance(poem, MergedPoem) else 0
    lines = "Filtered lines" if filters else "Lines"
    with_what = "with times and names" if is_merged else "with times of the day"
    sent = sent if is_merged else ()
    as_text = partial(_as_text, min(names, _LONGEST_NAME))
    ways = [_way(f"{lines} {with_what}", ".txt", LinesOf(as_text, filters, soon, fields, sent))]
    if is_merged:
        as_json = LinesOf(_as_json, filters, soon, fields, sent)
        ways.append(_way(f"{lines} {with_what}, as JSON lines", ".jsonl", as_json))
    elif fields is not None:
        frames_of = "Filtered frames with times and fields, as"
        ways.append(_way(f"{frames_of} JSON lines", ".jsonl", FilteredFrames(filters, soon, fields, as_csv=False)))
        ways.append(_way(f"{frames_of} CSV", ".csv", FilteredFrames(filters, soon, fields, as_csv=True)))
    return tuple(ways)


def _way(name: str, ending: str, lines: LinesOf | FilteredFrames) -> SaveWay:
    return SaveWay(name, ending, no_part, has_times=True, lines=lines)


def _as_text(names: int, stretches: recordings.Stretches, as_utf_8: Callable[[bytes], bytes]) -> Pieces:
    return recordings.lines_as_text(stretches, names=names, as_utf_8=as_utf_8)


def _as_json(stretches: recordings.Stretches, as_utf_8: Callable[[bytes], bytes]) -> Pieces:
    return recordings.lines_as_json(stretches, as_utf_8)
