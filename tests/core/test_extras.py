"""What is installed as an extra, or a sentence that says how to get it."""

from __future__ import annotations

import sys

import pytest

from poetrygui.core.extras import LaterExtra, import_extra
from poetrygui.errors import AddressError, SendError


def test_what_is_there_is_returned() -> None:
    assert import_extra("serial.tools", "serial", "A serial line", AddressError) is sys.modules["serial.tools"]


@pytest.mark.parametrize("refusal", [AddressError, SendError])
def test_what_is_not_there_can_be_got(
    monkeypatch: pytest.MonkeyPatch, refusal: type[AddressError] | type[SendError]
) -> None:
    monkeypatch.setitem(sys.modules, "serial", None)
    with pytest.raises(refusal) as refused:
        import_extra("serial", "serial", "A serial line", refusal)
    told = 'A serial line needs what is not installed here: get it by pip install "poetrygui[serial]".'
    assert str(refused.value) == told


def test_what_takes_long_is_read_by_a_thread() -> None:
    extra = LaterExtra("numpy")
    assert [extra.if_read] == [None]
    assert extra.wait()
    assert extra.if_read is extra.now_or_later() is sys.modules["numpy"]
    missing = LaterExtra("a_module_that_nobody_has")
    assert not missing.wait()
    assert missing.now_or_later() is None
