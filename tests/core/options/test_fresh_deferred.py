"""A Deferred that nobody listens to: what becomes of its failure is told to nobody, here least of all."""

from __future__ import annotations

import gc

from twisted.internet.defer import Deferred
from twisted.logger import ILogObserver, LogEvent, globalLogPublisher
from twisted.python.failure import Failure

from poetrygui.core import options


def test_its_failure_is_nobodys_news() -> None:
    heard: list[LogEvent] = []
    observer: ILogObserver = heard.append  # type: ignore[assignment]
    globalLogPublisher.addObserver(observer)
    try:
        made = options.unheard_deferred()
        assert isinstance(made, Deferred)
        made.errback(Failure(ValueError("lost")))
        del made
        gc.collect()
    finally:
        globalLogPublisher.removeObserver(observer)
    assert heard == []
