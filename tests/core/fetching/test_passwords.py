"""A password out of the system's keyring, or a sentence that says how to get it there."""

from __future__ import annotations

import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from twisted.internet.defer import Deferred

from poetrygui.core.fetching.passwords import ask_for_passwords, password_of, passwords_for
from poetrygui.core.fetching.script import Say, check_turns, script_of
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import SendError
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor


def locked(_service: str, _user: str) -> str:
    raise RuntimeError("it is locked")


def test_it_is_that_of_the_service_and_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda *whose: "/".join(whose)))
    assert password_of("feed", "mé") == "feed/mé".encode()
    turns = [Turn(Does.SEND_PASSWORD, "feed two words")]
    (step,) = script_of(turns, shipped_protocol("lines"), "lines", passwords_for(turns)).steps
    assert step == Say(b"feed/two words", is_secret=True)
    assert "two" not in repr(step)


@pytest.mark.parametrize(
    "keyring, sentence",
    [
        (None, 'pip install "poetrygui[keyring]"'),
        (SimpleNamespace(get_password=lambda *_: None), "has not the password of 'me' for 'feed': put it there with"),
        (
            SimpleNamespace(get_password=locked),
            "does not give the password of 'me' for 'feed': RuntimeError: it is locked.",
        ),
    ],
)
def test_why_there_is_none_is_said(monkeypatch: pytest.MonkeyPatch, keyring: object, sentence: str) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    with pytest.raises(SendError) as raised:
        password_of("feed", "me")
    assert sentence in str(raised.value)
    # Where it is only typed, nobody is asked for it.
    check_turns([Turn(Does.SEND_PASSWORD, "feed me")])


def test_both_have_to_be_named() -> None:
    turns = [Turn(Does.SEND_PASSWORD, "feed")]
    for refuse in (lambda: passwords_for(turns), lambda: script_of(turns, shipped_protocol("lines"), "lines")):
        with pytest.raises(SendError, match="'feed' cannot be sent: a password is that of a SERVICE and a USER"):
            refuse()


def test_each_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def ask(*whose: str) -> str:
        asked.append(whose)
        return "secret"

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=ask))
    turns = [Turn(Does.SEND_PASSWORD, text) for text in ("a b", "a  b", "c d")]
    assert passwords_for([Turn(Does.SEND, "x y"), *turns]) == {("a", "b"): b"secret", ("c", "d"): b"secret"}
    assert asked == [("a", "b"), ("c", "d")]


def test_they_are_asked_for_in_a_thread_and_given_to_the_reactor(
    reactor: Any, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def ask(*whose: str) -> str | None:
        threads.append(threading.current_thread())
        return "secret" if whose == ("feed", "me") else None

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=ask))
    for user, passwords, problem in (("me", {("feed", "me"): b"secret"}, ""), ("you", {}, "has not the password of")):
        answered: Deferred[Any] = Deferred()
        ask_for_passwords(
            reactor,
            [Turn(Does.SEND_PASSWORD, f"feed {user}")],
            lambda *answer, to=answered: to.callback((*answer, threading.current_thread())),
        )
        found, said, thread = wait_for(answered)
        assert (found, problem in said, bool(said), thread) == (
            passwords,
            True,
            bool(problem),
            threading.current_thread(),
        )
    assert threading.current_thread() not in threads
