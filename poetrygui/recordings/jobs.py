"""What is done with a recording by protocols' code: each job yields what it has to say, and None where it gets on.

A job runs in a host, or in slices in the program's own process; it cannot tell which.
"""

from __future__ import annotations

import math
import time
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Generator, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from attrs import evolve

from poetrygui.core.fields.frame_fields import FrameFields
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.poem_info import DamagedInfoError, write_info
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.store import PoemStore
from poetrygui.errors import PluginError, RecordingError
from poetrygui.hosts.messages import WAITS, Message
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned, source_of
from poetrygui.recordings.all_ends import all_ends
from poetrygui.recordings.all_fields import all_fields
from poetrygui.recordings.chunk_frames import standing_in
from poetrygui.recordings.comparison import LOOKED_AT_IN_PASSING, Comparison
from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.exact_ends import exact_ends
from poetrygui.recordings.guess import Guesser
from poetrygui.recordings.kept_tape import FROM_THE_FIRST, KeptTape, beginning_of, in_recording
from poetrygui.recordings.named_recording import check_recording
from poetrygui.recordings.near_border import first_border
from poetrygui.recordings.reframe import Reframed, Reframing, Step
from poetrygui.recordings.same_wire import SameWire, framed_info
from poetrygui.recordings.seen_first import FAR, seen_hunks
from poetrygui.recordings.stretch_tape import StretchTape
from poetrygui.recordings.take_job import play_take
from poetrygui.recordings.told_end import end_told
from poetrygui.recordings.virtual_time import VirtualReactor

Job: TypeAlias = "Generator[Message | None, dict[str, Any] | None, None]"

NUMBERS_OF_A_HUNK = 7
_KINDS = tuple(HunkKind)
_HUNKS_AT_ONCE = 1000
_BETWEEN_PROGRESS = 0.05  # seconds


def reframe(arguments: Mapping[str, Any]) -> Job:
    """Frame the ``recording``, a folder, by a ``protocol``, and keep the poem in the folder ``output``.

    It is on the same wire, and called ``name`` where that is told. With ``begin``, as :func:`begin` says it, the first
    frame begins there. With ``follow`` it goes on as the recording grows.
    Says ``{"wire": …, "frames": …, "rows": …}`` as it gets on, and
    last what :func:`told` returns.
    """
    recording = _recording(arguments)
    pinned = PinnedProtocol.of_json(arguments["protocol"])
    reactor = VirtualReactor(recording.info.clock)
    output = Path(arguments["output"])
    with standing_in(reactor):
        protocol = load_pinned(pinned)
    info = framed_info(recording.info, pinned, arguments.get("name", ""))
    tape = _tape(recording, arguments)
    write_info(output, info, source_of(pinned))
    same = SameWire(output, tape, info, reactor)
    store = same.store
    reframing = Reframing(tape, protocol, store, reactor, follow=bool(arguments.get("follow")), on_record=same.hear)
    steps = reframing.steps()
    last_told = time.monotonic()
    while True:
        with standing_in(reactor):
            step = next(steps, None)
        if step is None:
            break
        if (now := time.monotonic()) - last_told >= _BETWEEN_PROGRESS:
            last_told = now
            yield _progress(reframing, store, tape)
        else:
            yield None
        if step is Step.WAITING:
            yield _progress(reframing, store, tape)
            yield WAITS
            recording.close()
            recording = _recording(arguments)
            reframing.tape = tape = KeptTape(recording, tape.begins)
    assert reframing.result is not None
    result = in_recording(reframing.result, tape)
    write_info(output, evolve(info, ended=result.ended))
    yield _progress(reframing, store, tape)
    yield told(result)


def begin(arguments: Mapping[str, Any]) -> Job:
    """Find where the first frame begins that is kept whole of the ``recording``, which ``protocol`` framed as it came.

    Says ``{"begin": [byte, frames before it]}``, and nothing where that is not known.
    """
    recording = _recording(arguments)
    found = yield from first_border(recording, load_pinned(PinnedProtocol.of_json(arguments["protocol"])))
    if found is not None:
        yield {"begin": [found.byte, found.frames]}


def preview(arguments: Mapping[str, Any]) -> Job:
    """Frame the bytes ``wire``, from and up to, of the ``recording`` alone, by a ``protocol`` that sees nothing else.

    The rows go to the folder ``output``; says ``{"frames": …}`` when they are there.
    """
    recording = _recording(arguments)
    start, stop = arguments["wire"]
    tape = StretchTape(recording, start, lambda at, size: min(size, stop - at) if at < stop else size)
    reactor = VirtualReactor(recording.info.clock)
    with standing_in(reactor):
        protocol = load_pinned(PinnedProtocol.of_json(arguments["protocol"]))
    store = PoemStore(Path(arguments["output"]))
    reframing = Reframing(tape, protocol, store, reactor)
    steps = reframing.steps()
    while True:
        with standing_in(reactor):
            step = next(steps, None)
        if step is None:
            break
        if reframing.looked_at >= stop - start:
            reframing.stop("that is all that is seen")
        yield None
    yield {"frames": store.frame_count}


def compare(arguments: Mapping[str, Any]) -> Job:
    """Frame the ``recording`` by two ``protocols``, and say the differences, :data:`NUMBERS_OF_A_HUNK` for each.

    Says last ``{"results": […], "depends": […], "coarse_from": …, "compared_to": …}``, the lists of the one protocol
    and then of the other, the last two as :class:`Comparison` has them. With ``begin``, as :func:`begin` says it, they
    begin there, and frames of the other protocol are counted as in the recording. With ``most_seconds`` it takes no
    more of a processor, and there are no results where it would. With ``seen``, bytes from and up to, and the folder
    ``framed``, with the poem that the first protocol has made, it says those in these bytes before all others, and
    then ``{"seen": …}``, where that is sooner.
    """
    recording = _recording(arguments)
    ours, theirs = (load_pinned(PinnedProtocol.of_json(each)) for each in arguments["protocols"])
    tape = _tape(recording, arguments)
    _, before = arguments.get("begin", FROM_THE_FIRST)
    most_looked_at = LOOKED_AT_IN_PASSING if "most_seconds" in arguments else None
    comparison = Comparison(tape, ours, theirs, most_looked_at=most_looked_at)
    seen = arguments.get("seen", (0, 0))
    if seen[0] - tape.start >= FAR:
        found = yield from seen_hunks(recording, Path(arguments["framed"]), (ours, theirs), seen)
        if found is not None:
            yield numbers_of(found[1])
            yield {"seen": list(found[0])}
    numbers: array[int] = array("Q")
    most, taken, begun = arguments.get("most_seconds", math.inf), 0.0, time.thread_time()
    for hunk in comparison.hunks():
        if hunk is None:
            taken += time.thread_time() - begun
            if taken > most:
                comparison.stop()
            yield None
            begun = time.thread_time()
            continue
        (start, stop), (first, last) = hunk.wire, hunk.theirs
        wire, theirs_too = (tape.start + start, tape.start + stop), (before + first, before + last)
        numbers += numbers_of([evolve(hunk, wire=wire, theirs=theirs_too)])
        if len(numbers) >= _HUNKS_AT_ONCE * NUMBERS_OF_A_HUNK:
            yield numbers
            numbers = array("Q")
    if numbers:
        yield numbers
    is_all, coarse_from, compared_to = comparison.compared_to is None, comparison.coarse_from, comparison.compared_to
    yield {
        "results": [told(in_recording(each, tape)) for each in comparison.results] if is_all else [],
        "depends": comparison.depends,
        "coarse_from": None if coarse_from is None else tape.start + coarse_from,
        "compared_to": None if compared_to is None else tape.start + compared_to,
    }


def ends(arguments: Mapping[str, Any]) -> Job:
    """Find where frames end, exactly, in some chunks of the ``recording``, and say what :func:`exact_ends` does.

    Then it waits to be told other ones: the recording may have grown by then, and the protocol is loaded anew.
    """
    while True:
        recording = _recording(arguments)
        try:
            yield from exact_ends(recording, arguments)
        finally:
            recording.close()
        arguments = {**arguments, **((yield WAITS) or {})}


def find_all_ends(arguments: Mapping[str, Any]) -> Job:
    """Find where all frames of the ``recording`` end, exactly, and say what :func:`all_ends` does."""
    yield from all_ends(_recording(arguments), arguments)


def find_all_fields(arguments: Mapping[str, Any]) -> Job:
    """Take all frames of the ``recording`` apart, and say what :func:`all_fields` does."""
    yield from all_fields(_recording(arguments), arguments)


def guess(arguments: Mapping[str, Any]) -> Job:
    """Try the ``protocols`` on the beginning of the ``recording``, and say how well each fits."""
    recording = _recording(arguments)
    guesser = Guesser(KeptTape(recording))
    for each in arguments["protocols"]:
        pinned = PinnedProtocol.of_json(each)
        try:
            protocol = load_pinned(pinned)
        except PluginError:
            continue  # one that cannot be used is no answer
        yield None
        yield {"fit": guesser.fit(pinned.name, protocol, pinned.options).as_json()}
        for fit in guesser.with_options(pinned.name, protocol):
            yield {"fit": fit.as_json()}


def fields(arguments: Mapping[str, Any]) -> Job:
    """Take frames apart by a ``protocol``: those that it is sent as ``{"frames": [[number, base64], …]}``.

    Says ``{"number": …, "fields": …}`` of each in its turn, and before the first without fields that was to have some,
    ``{"no_fields": …}``, a sentence.
    """
    asked = FrameFields(load_pinned(PinnedProtocol.of_json(arguments["protocol"])))
    told = ""
    while True:
        wanted = yield WAITS
        for number, data in (wanted or {}).get("frames", ()):
            found = asked.of(b64decode(data))
            if asked.problem != told:
                told = asked.problem
                yield {"no_fields": told}
            yield {"number": number, "fields": found}


JOBS: Mapping[str, Callable[[Mapping[str, Any]], Job]] = {
    "reframe": reframe,
    "begin": begin,
    "preview": preview,
    "compare": compare,
    "ends": ends,
    "all_ends": find_all_ends,
    "guess": guess,
    "fields": fields,
    "all_fields": find_all_fields,
    "replay": lambda arguments: play_take(_recording(arguments), arguments),
}


def _recording(arguments: Mapping[str, Any]) -> Recording:
    """Return the one that is named. Raises RecordingError and OSError."""
    folder = check_recording(Path(arguments["recording"]))
    try:
        return Recording.existing(folder)
    except DamagedInfoError as error:
        raise RecordingError(f"The recording in {folder} cannot be framed anew: {error}.") from error


def _tape(recording: Recording, arguments: Mapping[str, Any]) -> KeptTape:
    """Return what is kept of it, from where it is to begin. Raises RecordingError where that is not kept."""
    wire = arguments["begin"][0] if "begin" in arguments else None
    return KeptTape(recording, beginning_of(recording, wire))


def numbers_of(hunks: Iterable[Hunk]) -> array[int]:
    """Return differences as they are said."""
    numbers: array[int] = array("Q")
    for hunk in hunks:
        numbers.extend((_KINDS.index(hunk.kind), *hunk.wire, *hunk.ours, *hunk.theirs))
    return numbers


def hunks_of(numbers: array[int]) -> list[Hunk]:
    """Return the differences that were said as numbers."""
    found = []
    for at in range(0, len(numbers), NUMBERS_OF_A_HUNK):
        kind, a, b, i, j, k, m = numbers[at : at + NUMBERS_OF_A_HUNK]
        found.append(Hunk(_KINDS[kind], (a, b), (i, j), (k, m)))
    return found


def told(result: Reframed) -> dict[str, Any]:
    """Return what became of a re-framing, as JSON."""
    return end_told(result.ended) | {"notes": list(result.notes)} | _undelivered(result.ended)


def _undelivered(ended: Ended) -> dict[str, Any]:
    found = ended.undelivered
    if found is None:
        return {}
    data = b64encode(found.data).decode("ascii")
    return {"undelivered": data, "undelivered_at": found.at, "undelivered_exact": found.is_exact}


def _progress(reframing: Reframing, store: PoemStore, tape: KeptTape) -> Message:
    return {"wire": tape.start + reframing.looked_at, "frames": store.frame_count, "rows": store.size}
