"""A process that is stopped in the middle of a flood blames nobody; the module beside this has the full proof."""

from __future__ import annotations

import random
import signal

import pytest

from tests.integration.stopped_floods import PROTOCOLS, run_floods


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="the platform stops no processes")
@pytest.mark.parametrize("name", PROTOCOLS)
def test_a_flood_that_is_stopped_and_continued_is_complete(name: str) -> None:
    ends = run_floods(name, 1, 0.7, random.Random(name))
    assert ends == ["complete: the server closed the connection"]
