"""Fields that a process of its own tells: in batches, the last that were wanted first, and whatever it says."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.hosted_fields import MOST_ORPHANED, HostedFields
from poetrygui.recordings.workers import AskedJob, SliceWorkers, Workers
from tests.hosts.sooner import end_hosts_sooner

Until = Callable[[Callable[[], bool]], None]

PROTOCOL = """
import itertools
from poetrygui.api import Delimited
class Odd(Delimited):
    def fields(self, frame):
        if frame == b"hang":
            any(itertools.repeat(0))
        return {"number": int(frame)}
"""


class Job:
    """A job that does nothing by itself."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.is_stopped = False

    def start(
        self,
        job: str,
        arguments: Mapping[str, Any],
        hear: Callable[[Message], None],
        ended: Callable[[HostEnd], None],
    ) -> AskedJob:
        self.hear, self.ended = hear, ended
        return self

    def grown(self) -> None:
        """Hear of nothing."""

    def ask(self, message: dict[str, Any]) -> None:
        self.asked.append(message)

    def stop(self) -> None:
        self.is_stopped = True

    @property
    def numbers(self) -> list[int]:
        return [number for number, _ in self.asked[-1]["frames"]]


def test_another_job_is_begun_where_what_it_came_from_has_gone_and_not_for_ever() -> None:
    job = Job()
    source = HostedFields(PinnedProtocol("odd"), job.start)
    source.want([(1, b"x" * 100_000), (2, b"y" * 100_000)])
    for count in range(1, MOST_ORPHANED + 1):
        job.ended(HostEnd("it has gone", is_orphan=True))
        assert (len(job.asked), job.numbers) == (count + 1, [1])
    job.hear({"number": 1, "fields": {"a": 1}})
    assert job.numbers == [2]
    job.ended(HostEnd("it has gone", is_orphan=True))
    assert source.problem == "the protocol’s fields cannot be told: it has gone"


def test_one_batch_is_asked_for_at_a_time_and_the_newest_wish_next() -> None:
    job, told = Job(), list[str]()
    source = HostedFields(PinnedProtocol("odd"), job.start)
    source.subscribe(lambda: told.append("more"))
    source.want([(1, b"x" * 100_000), (2, b"y" * 100_000), (3, b"z")])
    assert job.numbers == [1]
    assert b64decode(job.asked[0]["frames"][0][1]) == b"x" * 100_000
    source.want([(8, b"8"), (9, b"9")])
    assert len(job.asked) == 1
    job.hear({"number": 1, "fields": {"a": 1}})
    assert job.numbers == [8, 9]
    job.hear({"no_fields": "it raised"})
    job.hear({"number": 8, "fields": None})
    assert told == ["more"]
    job.hear({"number": 9, "fields": {"deep": {"b": [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}}})
    assert told == ["more", "more"]
    assert (source.known(1), source.known(2), source.known(8)) == (({"a": 1},), None, (None,))
    assert "…" in str(source.known(9))
    assert source.problem == "it raised"
    source.pause()
    assert job.is_stopped
    job.hear({"number": 10, "fields": {}})
    job.ended(HostEnd("it was stopped"))
    assert source.problem == "it raised"


def test_once_it_has_ended_there_are_none_and_why_is_said() -> None:
    job, told = Job(), list[str]()
    source = HostedFields(PinnedProtocol("odd"), job.start)
    source.subscribe(lambda: told.append("ended"))
    source.want([(1, b"a")])
    job.hear(b"no message of ours")
    job.ended(HostEnd("it computed for 2 s and came to no end"))
    assert source.known(1) == (None,)
    assert source.problem == "the protocol’s fields cannot be told: it computed for 2 s and came to no end"
    source.want([(2, b"a")])
    assert (len(job.asked), told) == (1, ["ended"])


def test_a_protocol_is_asked_in_a_process_and_in_slices(
    workers: Workers, tmp_path: Path, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_hosts_sooner(monkeypatch)
    path = tmp_path / "odd.py"
    path.write_text(PROTOCOL, "utf-8")
    path.chmod(0o600)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    source = HostedFields(PinnedProtocol("odd", str(path), digest), workers.start)
    source.want([(1, b"21"), (2, b"none"), (3, b"7")])
    wait_until(lambda: source.known(3) is not None)
    assert [source.known(number) for number in (1, 2, 3)] == [({"number": 21},), (None,), ({"number": 7},)]
    assert source.problem.startswith("the protocol's fields raised ValueError")
    source.want([(4, b"4")])
    wait_until(lambda: source.known(4) == ({"number": 4},))
    if not isinstance(workers, SliceWorkers):
        source.want([(5, b"hang"), (6, b"6")])
        wait_until(lambda: source.known(6) == (None,))
        assert "cannot be told: it computed for 0.5 s" in source.problem
    source.close()


def test_after_a_pause_another_job_is_begun_and_the_one_before_is_heard_no_more() -> None:
    before, after = Job(), Job()
    jobs = [before, after]
    source = HostedFields(PinnedProtocol("odd"), lambda *told: jobs.pop(0).start(*told))
    source.want([(1, b"a")])
    source.pause()
    assert before.is_stopped
    before.ended(HostEnd("it was stopped"))
    source.want([(1, b"a")])
    assert after.numbers == [1]
    before.hear({"number": 1, "fields": {"of": "before"}})
    assert source.known(1) is None
    after.hear({"number": 1, "fields": {"of": "after"}})
    assert source.known(1) == ({"of": "after"},)
    source.close()
    source.want([(2, b"b")])
    assert jobs == []
    assert source.known(2) == (None,)
