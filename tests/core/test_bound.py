"""A call with its first arguments: it does what a partial does, in less memory."""

from __future__ import annotations

import sys
from functools import partial

import pytest

from poetrygui.core.bound import Bound


class Sum:
    """Adds to what it has."""

    def __init__(self, first: int) -> None:
        self.first = first

    def with_more(self, *more: int) -> tuple[int, ...]:
        return self.first, *more


def test_what_was_given_first_comes_first() -> None:
    assert Bound(Sum.with_more, Sum(1), 2)(3, 4) == (1, 2, 3, 4)
    assert Bound(Sum(1).with_more)() == (1,)


def test_what_the_function_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        Bound(divmod, 1)(0)


def test_it_is_half_as_large_as_a_partial() -> None:
    ours, partials = Bound(divmod, 1), partial(divmod, 1)
    assert 2 * sys.getsizeof(ours) <= sys.getsizeof(partials) + sys.getsizeof(partials.keywords)
