"""An author's factory hears in its host why no connection came about, as it would in one process."""

from __future__ import annotations

import json

import pytest
from twisted.internet import error
from twisted.python.failure import Failure

from poetrygui.hosts.live.failure_told import failure_heard, failure_told


@pytest.mark.parametrize(
    "reason",
    [
        error.ConnectionRefusedError(111, "Connection refused"),
        error.TimeoutError(),
        error.TCPTimedOutError(110, "timed out"),
        error.NoRouteError(113, "No route to host"),
        error.DNSLookupError("no results for hostname lookup: nowhere"),
        error.ConnectError("odd"),
    ],
)
def test_it_is_of_the_same_kind_and_says_the_same(reason: Exception) -> None:
    heard = failure_heard(json.loads(json.dumps(failure_told(Failure(reason)))))
    assert heard.check(type(reason), error.ConnectError)
    if type(reason) is not error.ConnectError:
        assert (type(heard.value), str(heard.value)) == (type(reason), str(reason))


def test_what_is_none_of_twisteds_is_told_in_its_words() -> None:
    class Odd(error.ConnectionRefusedError):
        pass

    odd: Exception = Odd(None, "in a class of its own")  # type: ignore[no-untyped-call]  # as Twisted's is
    for reason in (ValueError("in an endpoint"), odd):
        heard = failure_heard(failure_told(Failure(reason)))
        assert type(heard.value) is error.ConnectError
        assert "in a" in heard.getErrorMessage()
    assert len(json.dumps(failure_told(Failure(ValueError("x" * 100_000))))) < 5000
