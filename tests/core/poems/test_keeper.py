"""Which errors of writing are for want of room, so that it may succeed later."""

from __future__ import annotations

import errno

import pytest

from poetrygui.core.poems.keeper import is_full


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_no_room_on_the_disk_in_the_quota_or_in_the_file(number: int) -> None:
    assert is_full(OSError(number, "no room"))


@pytest.mark.parametrize(
    "error", [None, OSError(errno.EIO, "broken"), OSError(errno.EACCES, "not yours"), OSError("odd")]
)
def test_anything_else_is_not_waited_for(error: OSError | None) -> None:
    assert not is_full(error)
