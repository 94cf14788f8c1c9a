"""Bytes as pixels: the byte below the mouse stays there, and nothing leads beyond the ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.ruler_scale import CLOSEST, RulerScale, ticks

SIZES = st.integers(1, 1 << 40)
WIDTHS = st.integers(1, 5000)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.floats(0.01, 100), st.floats(0, 5000)),
        st.tuples(st.just("scroll"), st.floats(-1e5, 1e5), st.just(0.0)),
        st.tuples(st.just("show"), st.floats(0, 1e12), st.floats(1, 1e9)),
        st.tuples(st.just("reveal"), st.floats(0, 1e12), st.floats(1, 1e9)),
    ),
    max_size=10,
)


def scale_of(size: int, width: int) -> RulerScale:
    scale = RulerScale()
    scale.resize(size, width)
    return scale


def go(scale: RulerScale, step: tuple[str, float, float]) -> None:
    kind, first, second = step
    if kind == "zoom":
        scale.zoom(first, min(second, scale.width))
    elif kind == "scroll":
        scale.scroll(first)
    elif kind == "show":
        scale.show(min(first, scale.size), min(first + second, scale.size) + 1)
    else:
        scale.reveal(min(first, scale.size), min(first + second, scale.size))


@given(SIZES, WIDTHS, STEPS)
def test_it_stays_within_the_wire(size: int, width: int, steps: list[tuple[str, float, float]]) -> None:
    scale = scale_of(size, width)
    assert scale.shows_all
    for step in steps:
        go(scale, step)
        assert scale.start >= 0
        assert scale.stop <= max(size, width * CLOSEST) * (1 + 1e-9)
        assert scale.bytes_per_pixel >= CLOSEST
        named = ticks(scale, 80)
        assert len(named) <= width / 80 + 2
        assert all(b - a >= 80 * scale.bytes_per_pixel for a, b in pairwise(named))
        assert all(0 <= tick <= size for tick in named)


@given(SIZES, st.integers(10, 5000), st.floats(0.001, 1000), st.floats(0, 1))
def test_the_byte_below_the_mouse_stays_there(size: int, width: int, factor: float, share: float) -> None:
    scale = scale_of(size, width)
    scale.zoom(0.01, width / 2)
    x = share * width
    before = scale.start + x * scale.bytes_per_pixel
    scale.zoom(factor, x)
    is_at_an_end = scale.start == 0 or scale.stop >= size * (1 - 1e-9)
    assert is_at_an_end or scale.start + x * scale.bytes_per_pixel == pytest.approx(before)


def test_a_stretch_is_shown_as_large_as_it_can_be() -> None:
    scale = scale_of(10_000, 1000)
    scale.show(5000, 6000)
    assert scale.start == pytest.approx(4980)
    assert scale.stop == pytest.approx(6020)
    scale.show(5000, 5001)
    assert scale.bytes_per_pixel == CLOSEST
    assert scale.start + 25 == pytest.approx(5000.5), "in the middle"


def test_it_scrolls_to_what_is_not_seen_and_else_stays() -> None:
    scale = scale_of(10_000, 100)
    scale.zoom(0.1, 0)
    scale.reveal(10, 20)
    assert scale.start == 0
    scale.reveal(5000, 5010)
    assert scale.start == pytest.approx(4505)
    scale.reveal(0, 9000)
    assert scale.start == 0


def test_what_grows_is_seen_whole_if_it_was() -> None:
    scale = scale_of(1000, 100)
    scale.resize(2000, 100)
    assert (scale.start, scale.stop) == (0, 2000)
    scale.zoom(0.5, 0)
    scale.resize(4000, 100)
    assert (scale.start, scale.stop) == (0, 1000)


def test_a_pixel_leads_to_its_byte_and_back() -> None:
    scale = scale_of(1000, 100)
    assert scale.offset(50) == 500
    assert scale.x(500) == 50
    assert scale.offset(1000) == 999
    assert scale.offset(-5) == 0
    assert (scale.view.start, scale.view.stop, scale.view.width) == (0, 1000, 100)


def test_the_axis_has_round_numbers() -> None:
    scale = scale_of(10_000, 1000)
    assert ticks(scale, 80) == tuple(range(0, 10_001, 1000))
    scale.show(1234, 1250)
    assert all(b - a == 1 for a, b in pairwise(ticks(scale, 20)))
