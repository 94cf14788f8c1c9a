"""Jobs on recordings, in hosts and in slices: the same comes out of both."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.hosts.confinement import missing_here
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import CAN_FORK
from poetrygui.plugins.checking import samples_of
from poetrygui.plugins.options import declared_options
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.plugins.trust import Decision
from poetrygui.recordings import workers as module
from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.jobs import hunks_of
from poetrygui.recordings.workers import HostWorkers, SliceWorkers, Workers, workers_for
from tests.hosts.sooner import end_hosts_sooner
from tests.recordings.recorded_folder import begin, record

WaitUntil = Callable[[Callable[[], bool]], None]

HANGS = """
import itertools
from poetrygui.api import PoemProtocol
class Hangs(PoemProtocol):
    def dataReceived(self, data):
        any(itertools.repeat(0))
"""
TICKS = """
from twisted.internet import reactor
from twisted.internet.task import LoopingCall
from poetrygui.api import PoemProtocol
class Ticks(PoemProtocol):
    def connectionMade(self):
        self.loop = LoopingCall(lambda: self.deliver(b"tick at %d ms" % round((reactor.seconds() % 60) * 1000)))
        self.loop.start(0.002, now=False)
    def connectionLost(self, reason):
        self.loop.stop()
"""


class Running:
    """A job, and all that is heard of it."""

    def __init__(self, workers: Workers, job: str, **arguments: Any) -> None:
        self.messages: list[Message] = []
        self.ends: list[HostEnd] = []
        self.job = workers.start(job, arguments, self.messages.append, self.ends.append)

    @property
    def told(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self.messages[-1])


@pytest.fixture
def registry(tmp_path: Path) -> ProtocolRegistry:
    folder = tmp_path / "profile" / "protocols"
    folder.mkdir(parents=True, mode=0o700)
    return ProtocolRegistry(module_shipped(), folder)


def module_shipped() -> Path:
    from poetrygui.paths import shipped_protocols

    return shipped_protocols()


def pinned(name: str, **options: str) -> dict[str, Any]:
    return pin(ProtocolRegistry(module_shipped()), name, options).as_json()


def written(registry: ProtocolRegistry, name: str, source: str) -> dict[str, Any]:
    """Return the user's own protocol of this source, trusted without being run here."""
    assert registry.folder is not None
    path = registry.folder / f"{name}.py"
    path.write_text(source)
    path.chmod(0o600)
    entry = registry.look_at(path)
    registry.trust_book.decide(path, entry.sha256, Decision.TRUSTED)
    return PinnedProtocol(name, str(path), entry.sha256).as_json()


def test_a_recording_is_framed_anew_into_a_poem_of_its_own(
    workers: Workers, wait_until: WaitUntil, tmp_path: Path
) -> None:
    recording = record(tmp_path / "recording", [b"3:one,3:t", b"wo,"], "raw")
    output = tmp_path / "output"
    running = Running(workers, "reframe", recording=str(recording), protocol=pinned("netstring"), output=str(output))
    wait_until(lambda: bool(running.ends))
    assert running.ends == [HostEnd()]
    assert (running.told["outcome"], running.told["frames"], running.told["bytes"]) == ("complete", 2, 6)
    poem = StoredPoem.existing(output)
    assert poem.read(0, poem.size) == b"one\ntwo\n"
    info = read_info(output)
    assert info is not None
    assert info.protocol == "netstring"
    assert info.ended is not None
    assert info.ended.outcome is Outcome.COMPLETE


def test_a_recording_that_grows_is_followed_to_its_end(workers: Workers, wait_until: WaitUntil, tmp_path: Path) -> None:
    writer = begin(tmp_path / "recording", [b"3:one,"])
    running = Running(
        workers,
        "reframe",
        recording=str(tmp_path / "recording"),
        protocol=pinned("netstring"),
        output=str(tmp_path / "output"),
        follow=True,
    )
    wait_until(lambda: {"wire": 6, "frames": 1, "rows": 4} in running.messages)
    writer.received(b"3:two,", 5000)
    writer.flush()
    running.job.grown()
    wait_until(lambda: {"wire": 12, "frames": 2, "rows": 8} in running.messages)
    assert running.ends == []
    writer.end(Ended(Outcome.COMPLETE, "closed"))
    running.job.grown()
    wait_until(lambda: bool(running.ends))
    assert running.told["outcome"] == "complete"


def test_differences_are_told_as_numbers(workers: Workers, wait_until: WaitUntil, tmp_path: Path) -> None:
    recording = record(tmp_path / "recording", [b"one;two\n", b"three\n"], "lines")
    protocols = [pinned("lines"), pinned("delimited", delimiter=";")]
    running = Running(workers, "compare", recording=str(recording), protocols=protocols)
    wait_until(lambda: bool(running.ends))
    numbers = next(message for message in running.messages if isinstance(message, array))
    assert hunks_of(numbers) == [Hunk(HunkKind.CUT, (0, 14), (0, 2), (0, 1))]
    assert [each["frames"] for each in running.told["results"]] == [2, 1]


def test_where_frames_end_is_found_in_the_chunks_that_are_asked_for(
    workers: Workers, wait_until: WaitUntil, tmp_path: Path
) -> None:
    recording = record(tmp_path / "recording", [b"3:one,3:t", b"wo,5:three,4:f", b"our,"])
    running = Running(workers, "ends", recording=str(recording), protocol=pinned("netstring"), wire=[9, 12])
    told = {"depends": "", "is_exact": True}
    wait_until(lambda: told in running.messages)
    assert running.messages == [{"first": 1}, array("Q", [12, 20]), told]
    running.messages.clear()
    running.job.ask({"wire": [0, 3]})
    wait_until(lambda: told in running.messages)
    assert running.messages[0] == {"first": 0}
    assert running.ends == []
    running.job.stop()


def test_timed_calls_have_the_recordings_time(
    workers: Workers, wait_until: WaitUntil, tmp_path: Path, registry: ProtocolRegistry
) -> None:
    recording = record(tmp_path / "recording", [b"a", b"b", b"c", b"d", b"e"])
    running = Running(
        workers,
        "reframe",
        recording=str(recording),
        protocol=written(registry, "ticks", TICKS),
        output=str(tmp_path / "output"),
    )
    wait_until(lambda: bool(running.ends))
    poem = StoredPoem.existing(tmp_path / "output")
    assert poem.read(0, poem.size) == b"tick at 2 ms\ntick at 4 ms\n"


def test_a_file_that_is_not_what_was_trusted_does_not_run(
    workers: Workers, wait_until: WaitUntil, tmp_path: Path, registry: ProtocolRegistry
) -> None:
    recording = record(tmp_path / "recording", [b"a"])
    protocol = written(registry, "feed", TICKS)
    trace = tmp_path / "trace"
    Path(protocol["path"]).write_text(f"open({str(trace)!r}, 'w')\n{TICKS}")
    running = Running(workers, "reframe", recording=str(recording), protocol=protocol, output=str(tmp_path / "output"))
    wait_until(lambda: bool(running.ends))
    assert running.told == {"problem": "feed.py is not what was trusted: look at it again."}
    assert not trace.exists()


def test_a_recording_that_is_not_there_is_refused_in_a_sentence(
    workers: Workers, wait_until: WaitUntil, tmp_path: Path
) -> None:
    nowhere, output = tmp_path / "nowhere", tmp_path / "output"
    running = Running(workers, "reframe", recording=str(nowhere), protocol=pinned("raw"), output=str(output))
    wait_until(lambda: bool(running.ends))
    assert running.told == {"problem": f"{nowhere} is not there: choose a recording that is."}
    assert not output.exists()


def test_a_job_that_is_stopped_tells_its_end(workers: Workers, wait_until: WaitUntil, tmp_path: Path) -> None:
    begin(tmp_path / "recording", [b"3:one,"])
    running = Running(
        workers,
        "reframe",
        recording=str(tmp_path / "recording"),
        protocol=pinned("netstring"),
        output=str(tmp_path / "output"),
        follow=True,
    )
    wait_until(lambda: bool(running.messages))
    running.job.stop()
    wait_until(lambda: bool(running.ends))
    assert running.ends == [HostEnd("it was stopped")]


@pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
def test_a_hang_that_nothing_gets_into_ends_its_host_with_file_and_line(
    hosts: HostWorkers,
    wait_until: WaitUntil,
    tmp_path: Path,
    registry: ProtocolRegistry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    end_hosts_sooner(monkeypatch)
    recording = record(tmp_path / "recording", [b"a"])
    running = Running(
        hosts,
        "reframe",
        recording=str(recording),
        protocol=written(registry, "hangs", HANGS),
        output=str(tmp_path / "output"),
    )
    wait_until(lambda: bool(running.ends))
    assert running.ends[0].is_hang
    assert running.ends[0].problem == "it computed for 0.5 s and came to no end (line 6 of hangs.py, in dataReceived)"


def test_a_system_that_cannot_fork_gets_slices(reactor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HAS_HOSTS", False)
    assert isinstance(workers_for(reactor), SliceWorkers)


USUAL = {
    "stock": """
from poetrygui.api import PoemProtocol
from twisted.protocols.basic import LineReceiver
class Stock(LineReceiver, PoemProtocol):
    def lineReceived(self, line):
        print("heard", line)
        self.deliver(line.upper())
""",
    "late": """
from pathlib import Path
from poetrygui.api import PoemProtocol
class Late(PoemProtocol):
    def dataReceived(self, data):
        import decimal, zoneinfo, sqlite3
        table = Path(__file__).with_name("names.txt").read_text()
        for line in data.splitlines():
            self.deliver(b"%s %s" % (table.encode(), "bücher".encode("idna")))
""",
    "threaded": """
import threading
from poetrygui.api import PoemProtocol
class Threaded(PoemProtocol):
    def dataReceived(self, data):
        thread = threading.Thread(target=lambda: setattr(self, "found", data.split()))
        thread.start()
        thread.join()
        for line in self.found:
            self.deliver(line[::-1])
""",
}
ROWS = {"stock": b"ONE\nTWO\n", "late": b"names xn--bcher-kva\n" * 2, "threaded": b"eno\nowt\n"}


def framed(workers: Workers, wait_until: WaitUntil, recording: Path, output: Path, protocol: dict[str, Any]) -> Any:
    """Return how a re-framing ended, and its rows."""
    running = Running(workers, "reframe", recording=str(recording), protocol=protocol, output=str(output))
    wait_until(lambda: bool(running.ends))
    assert running.ends == [HostEnd("", running.ends[0].output, printed=running.ends[0].printed)]
    told = {name: value for name, value in running.told.items() if name != "details"}
    poem = StoredPoem.existing(output)
    rows = poem.read(0, poem.size)
    poem.close()
    return told, rows


@pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
def test_what_comes_with_the_program_frames_the_same_where_it_is_confined(
    hosts: HostWorkers, reactor: Any, wait_until: WaitUntil, tmp_path: Path
) -> None:
    shipped = ProtocolRegistry(module_shipped())
    seen = 0
    with closing(SliceWorkers(reactor)) as slices:
        for entry in shipped.run_all():
            assert entry.protocol is not None
            samples = [sample for sample in samples_of(entry.protocol) if not sample.options]
            if not samples or any(option.required for option in declared_options(entry.protocol)):
                continue
            recording = record(tmp_path / entry.name, [each.received for each in samples if each.received], "raw")
            output, protocol = tmp_path / f"{entry.name}-host", pinned(entry.name)
            confined = framed(hosts, wait_until, recording, output, protocol)
            output = tmp_path / f"{entry.name}-slice"
            assert confined == framed(slices, wait_until, recording, output, protocol)
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("name", USUAL)
def test_usual_protocols_frame_the_same_where_they_are_confined(
    workers: Workers, wait_until: WaitUntil, tmp_path: Path, registry: ProtocolRegistry, name: str
) -> None:
    assert registry.folder is not None
    (registry.folder / "names.txt").write_text("names")
    protocol = written(registry, name, USUAL[name])
    recording = record(tmp_path / "recording", [b"one\r\n", b"two\r\n"], "raw")
    told, rows = framed(workers, wait_until, recording, tmp_path / "output", protocol)
    assert (told["outcome"], told["frames"]) == ("complete", 2)
    assert rows == ROWS[name]


@pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
@pytest.mark.skipif(bool(missing_here()), reason=f"hosts are not confined here: {missing_here()}")
def test_a_protocol_reads_what_is_its_users_only_where_it_has_asked_for_that(
    hosts: HostWorkers, wait_until: WaitUntil, tmp_path: Path, registry: ProtocolRegistry
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    source = f"""
from pathlib import Path
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(Path({str(secret)!r}).read_bytes())
"""
    recording = record(tmp_path / "recording", [b"one\n"], "raw")
    plain, asking = written(registry, "plain", source), written(registry, "asking", f'NEEDS = "files"\n{source}')
    told, rows = framed(hosts, wait_until, recording, tmp_path / "refused", plain)
    assert (told["outcome"], rows) == ("plugin-fault", b"")
    assert "PermissionError" in told["reason"]
    assert told["reason"].endswith('it is confined, and its file can ask for more in a line such as NEEDS = "files"')
    told, rows = framed(hosts, wait_until, recording, tmp_path / "given", asking)
    assert (told["outcome"], rows) == ("complete", b"secret\n")
