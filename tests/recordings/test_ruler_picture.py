"""Of a frame on the wire, what it carries lies between what leads and what ends it."""

from __future__ import annotations

import pytest

from poetrygui.recordings.ruler_picture import FrameBar


@pytest.mark.parametrize(
    "bar, payload, framing",
    [
        (FrameBar(0, 10, 20), (10, 20), ()),
        (FrameBar(0, 10, 20, delimiter=2), (10, 18), ((18, 20),)),
        (FrameBar(0, 10, 20, header=4), (14, 20), ((10, 14),)),
        (FrameBar(0, 10, 20, delimiter=1, header=3), (13, 19), ((10, 13), (19, 20))),
        (FrameBar(0, 10, 13, header=3), (13, 13), ((10, 13),)),
    ],
)
def test_what_leads_and_ends_it_is_framing_and_the_rest_is_not(
    bar: FrameBar, payload: tuple[int, int], framing: tuple[tuple[int, int], ...]
) -> None:
    assert (bar.payload, bar.framing) == (payload, framing)
