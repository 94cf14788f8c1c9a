"""Places of frames that a job has told, by the frames' numbers."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

from poetrygui.hosts.host import HostEnd
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.wire_places import FoundPlaces, SoughtPlaces, WirePlaces


def test_each_frame_begins_where_the_one_before_ended() -> None:
    places = WirePlaces()
    assert places.of(0) is None
    places.hear({"begin": [100, 7]})
    places.hear(array("Q", [110, 115]))
    places.hear(array("Q", [140]))
    assert [places.of(number) for number in range(6, 11)] == [None, (100, 110), (110, 115), (115, 140), None]
    places.hear({"note": "no more are known"})
    assert places.note == "no more are known"
    places.close()


def test_places_that_are_known_need_no_job_and_are_closed_by_who_found_them() -> None:
    places = WirePlaces()
    places.hear({"begin": [0, 0]})
    places.hear(array("Q", [6]))
    found = FoundPlaces(places)
    assert found.found.called
    found.close()
    assert found.places.of(0) == (0, 6)
    places.close()


class Job:
    is_stopped = False

    def start(self, *job: Any) -> Any:
        self.name, self.arguments, self.say, self.end = job
        return self

    def stop(self) -> None:
        self.is_stopped = True
        self.say({"note": "it was stopped"})
        self.end(HostEnd("it was stopped"))


def test_a_job_finds_them_and_can_be_given_up(tmp_path: Path) -> None:
    job, fired = Job(), list[None]()
    sought = SoughtPlaces(tmp_path, PinnedProtocol("netstring"), job.start)
    assert (job.name, job.arguments["recording"]) == ("all_ends", str(tmp_path))
    sought.found.addCallback(fired.append)
    job.say({"begin": [0, 0]})
    job.say(array("Q", [6]))
    assert not fired
    job.end(HostEnd())
    assert (fired, sought.places.of(0)) == ([None], (0, 6))
    sought.close()
    again = SoughtPlaces(tmp_path, PinnedProtocol("netstring"), job.start)
    again.found.addCallback(fired.append)
    again.close()
    assert job.is_stopped
    assert fired == [None]
