"""Checking a protocol: its samples, its framing wherever the chunks end, and encode against decode."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attrs import define, field

from poetrygui.api import PoemProtocol, Sample, can_speak
from poetrygui.api.poem import OverheardProtocol
from poetrygui.errors import PluginError
from poetrygui.plugins.checking.check_report import CheckReport, CheckResult, Deadline, count
from poetrygui.plugins.checking.framing_check import Stream, check_framing, stream_of
from poetrygui.plugins.checking.round_trip import try_round_trip
from poetrygui.plugins.checking.trial import difference_of_frames
from poetrygui.plugins.loader import only_one
from poetrygui.plugins.options import configured_with, declared_options, effective_values, parse_options
from poetrygui.plugins.source_file import SourceFile, read_source
from poetrygui.plugins.versions import Versions

TIME_LIMIT = 30.0
"""Seconds that a check takes at most; what is not through by then has failed."""


@define
class _Setup:
    """The protocol with one choice of options, and what the samples with that choice hold."""

    protocol: type[PoemProtocol]
    frames: list[bytes] = field(factory=list)
    received: bytes = b""


def load_file(path: Path, sha256: str = "") -> type[PoemProtocol]:
    """Run a protocol file, trusted or not, and return its protocol, or of several the one of ``FILE.py:Class``.

    Raises PluginError with the reason where it cannot be used. With ``sha256`` nothing runs but bytes of that
    digest: no file that was changed since, and no helper module.
    """

    def read(wanted: Path) -> SourceFile:
        source = _read(wanted)
        if sha256 and source.sha256 != sha256:
            raise PluginError(f"{wanted.name} is not what was to be checked: look at it again.")
        return source

    path, name = file_and_class(path)
    return only_one(Versions(read).load(read(path)).only_protocols(), path, name)


def file_and_class(path: Path) -> tuple[Path, str]:
    """Return the file and, of ``FILE.py:Class``, the name of the class, which else is empty."""
    file, colon, name = str(path).rpartition(":")
    return (Path(file), name) if colon and name.isidentifier() and not path.exists() else (path, "")


def _read(path: Path) -> SourceFile:
    # Whoever names a file here means it, whosever it is, and what it imports from its folder.
    return read_source(path, of_anybody=True)


def check_protocol(
    protocol: type[PoemProtocol],
    samples: Sequence[Sample],
    options: Mapping[str, str] | None = None,
    *,
    seconds: float = TIME_LIMIT,
    on_look: Callable[[], object] = bool,
) -> CheckReport:
    """Try the samples, cut them in all sorts of ways and, where the protocol can speak, go there and back.

    ``options`` are what a user would type: for frames of the check's own, and for what a sample leaves open and has no
    default. After ``seconds`` no further cut is tried, and ``on_look`` is called between two of them. Whatever the
    protocol does is in the report. Raises PluginError for options that cannot be.
    """
    deadline = Deadline(seconds, on_look)
    values = parse_options(protocol, options or {})
    needed = {option.name for option in declared_options(protocol) if option.required}
    setups: dict[str, _Setup] = {}
    if not samples or needed <= set(values):
        _setup(setups, protocol, values)
    result, streams = _check_samples(protocol, samples, {name: values[name] for name in needed & set(values)}, setups)
    results = [result]
    if _goes_there_and_back(protocol):
        ends_early = any(stream.whole.early for stream in streams)
        result, sent = _check_round_trips(list(setups.values()), ends_early, deadline)
        results.append(result)
        streams += sent
    return CheckReport((*results, *check_framing(streams, deadline)))


def _goes_there_and_back(protocol: type[PoemProtocol]) -> bool:
    # What a class of a daemon's does with frames that nobody would send it is its own affair.
    return can_speak(protocol) and not issubclass(protocol, OverheardProtocol)


def _setup(setups: dict[str, _Setup], protocol: type[PoemProtocol], values: Mapping[str, object]) -> _Setup:
    configured = configured_with(protocol, values)
    return setups.setdefault(repr(effective_values(configured)), _Setup(configured))


def _check_samples(
    protocol: type[PoemProtocol], samples: Sequence[Sample], given: Mapping[str, object], setups: dict[str, _Setup]
) -> tuple[CheckResult, list[Stream]]:
    streams: list[Stream] = []
    problem = ""
    for number, sample in enumerate(samples, 1):
        try:
            setup = _setup(setups, protocol, {**given, **sample.options})
        except PluginError as error:
            problem = problem or f"sample {number}: {error}"
            continue
        setup.frames += sample.frames
        setup.received += sample.received
        streams.append(stream := stream_of(f"sample {number}", setup.protocol, sample.received))
        found = _other(sample, stream)
        problem = problem or (f"sample {number}: {found}" if found else "")
    if not samples and not _goes_there_and_back(protocol):
        problem = "there are none, so there is nothing to check: give the file a list SAMPLES"
    tried = (
        f"{count(len(samples), 'stream')} gave what the file says"
        if samples
        else "there are none; a list SAMPLES would be tried"
    )
    return CheckResult("samples", not problem, problem or tried), streams


def _other(sample: Sample, stream: Stream) -> str | None:
    got = stream.whole
    if not got.is_fault and (found := difference_of_frames(sample.frames, got.frames)):
        return found
    return None if got.outcome == sample.outcome else f"it ends as {got.outcome}, not {sample.outcome}: {got.reason}"


def _check_round_trips(
    setups: Sequence[_Setup], ends_early: bool, deadline: Deadline
) -> tuple[CheckResult, list[Stream]]:
    title = "encode and decode"
    if not setups:
        return CheckResult(title, False, "nothing was tried, since no sample gives the options that are needed"), []
    trips = []
    for setup in setups:
        alphabet = bytes(sorted(set(setup.received)))
        trips.append(trip := try_round_trip(setup.protocol, setup.frames, alphabet, ends_early, deadline))
        if trip.problem:
            return CheckResult(title, False, trip.problem), []
    detail = count(sum(trip.carried for trip in trips), "frame") + " there and back"
    if len(setups) > 1:
        detail += f", with {len(setups)} choices of options"
    if refused := sum(trip.refused for trip in trips):
        detail += f"; {refused:,} that encode refuses"
    if any(trip.at_close for trip in trips):
        detail += "; a frame ends with the connection"
    return CheckResult(title, True, detail), [trip.stream for trip in trips if trip.stream is not None]
