"""Places of frames that a job has told, by the frames' numbers."""

from __future__ import annotations

from array import array

from poetrygui.recordings.wire_places import WirePlaces


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
