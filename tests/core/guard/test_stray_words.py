"""An error that came through a protocol's file, or a helper's, is told as that file's; any other is not."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator

import pytest
from twisted.python.failure import Failure

from poetrygui.core.guard.plugin_output import PROTOCOL_MODULES
from poetrygui.core.guard.stray_words import stray_sentence


@pytest.fixture
def fail() -> Iterator[Callable[[], None]]:
    name = f"{PROTOCOL_MODULES}verse_0123456789ab._cut"
    module = types.ModuleType(name)
    module.__file__ = "/protocols/_cut.py"
    sys.modules[name] = module
    exec(compile("def fail():\n    int('x')\n", module.__file__, "exec"), vars(module))
    yield vars(module)["fail"]
    del sys.modules[name]


def test_it_names_the_file_and_the_line(fail: Callable[[], None]) -> None:
    with pytest.raises(ValueError, match="invalid literal") as raised:
        fail()
    told = stray_sentence(raised.value)
    assert told is not None
    assert told.startswith("An error in the protocol file _cut.py: the protocol's thread, timed call or Deferred")
    assert "(line 2 of _cut.py). Of which connection is not known." in told


def test_a_failure_whose_traceback_is_gone_still_tells_the_file(fail: Callable[[], None]) -> None:
    with pytest.raises(ValueError, match="invalid literal") as raised:
        fail()
    failure = Failure(raised.value)
    raised.value.__traceback__ = None
    assert stray_sentence(raised.value) is None
    assert "file _cut.py" in str(stray_sentence(raised.value, failure))


def test_another_error_is_not_a_protocols() -> None:
    with pytest.raises(ValueError, match="odd") as raised:
        raise ValueError("odd")
    assert stray_sentence(raised.value, Failure(raised.value)) is None
