"""Callbacks that nobody runs: Twisted calls plain functions, and to call a coroutine is only to make an object."""

from __future__ import annotations

import inspect
from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from types import AsyncGeneratorType, CodeType, CoroutineType, FunctionType, GeneratorType
from typing import TypeGuard

from poetrygui import api

NeverRun = CoroutineType | GeneratorType | AsyncGeneratorType  # type: ignore[type-arg]
"""What a callback returns that was not written as a plain function."""

_CALLBACKS = (
    "makeConnection",
    "connectionMade",
    "handshakeCompleted",
    "dataReceived",
    "readConnectionLost",
    "writeConnectionLost",
    "lineReceived",
    "rawDataReceived",
    "stringReceived",
    "lineLengthExceeded",
    "lengthLimitExceeded",
    "timeoutConnection",
    "connectionLost",
)
_CALLBACKS_OF_A_POEM = ("unfinished", "encode")
_NOT_PLAIN = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_GENERATOR


def callback_never_run(protocol: type) -> str:
    """Return the sentence for the first callback of a class that is a coroutine or a generator, or nothing."""
    return _callback_never_run(protocol)


@lru_cache(128)
def _callback_never_run(protocol: Hashable) -> str:
    names = _CALLBACKS + (
        _CALLBACKS_OF_A_POEM if isinstance(protocol, type) and issubclass(protocol, api.PoemProtocol) else ()
    )
    for name in names:
        # Looked up without running any of the class's code.
        function = inspect.getattr_static(protocol, name, None)
        if isinstance(function, (staticmethod, classmethod)):
            function = function.__func__
        if isinstance(function, FunctionType) and function.__code__.co_flags & _NOT_PLAIN:
            return _sentence(function.__code__)
    return ""


def is_never_run(returned: object) -> TypeGuard[NeverRun]:
    """Tell whether a callback has returned such an object."""
    # By its type: to ask an object for its class may be to run its author's code.
    return issubclass(type(returned), NeverRun)


def describe_never_run(returned: NeverRun) -> str:
    """Return the sentence for what a callback has returned, and close it, so that nobody misses its result."""
    if isinstance(returned, CoroutineType):
        code = returned.cr_code
        returned.close()
    else:
        code = returned.gi_code if isinstance(returned, GeneratorType) else returned.ag_code
    return _sentence(code)


def _sentence(code: CodeType) -> str:
    place = f"(line {code.co_firstlineno} of {Path(code.co_filename).name})"
    if code.co_flags & inspect.CO_GENERATOR:
        return (
            f"the protocol's {code.co_name} has a yield in it, so that calling it runs none of it {place}:"
            " decorate it with twisted.internet.defer.inlineCallbacks"
        )
    return (
        f"the protocol's {code.co_name} is an async def, which nobody awaits {place}: make it a plain def that calls"
        " twisted.internet.defer.ensureDeferred on a coroutine"
    )
