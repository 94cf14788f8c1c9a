"""A password out of the system's keyring, or a sentence that says how to get it there."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from poetrygui.core.fetching.passwords import password_of
from poetrygui.core.fetching.script import Say, check_turns, script_of
from poetrygui.core.servers.conversation import Does, Turn
from poetrygui.errors import SendError
from poetrygui.plugins import shipped_protocol


def locked(_service: str, _user: str) -> str:
    raise RuntimeError("it is locked")


def test_it_is_that_of_the_service_and_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda *whose: "/".join(whose)))
    assert password_of("feed", "mé") == "feed/mé".encode()
    (step,) = script_of([Turn(Does.SEND_PASSWORD, "feed two words")], shipped_protocol("lines"), "lines").steps
    assert step == Say(b"feed/two words", is_secret=True)
    assert "two" not in repr(step)


@pytest.mark.parametrize(
    "keyring, sentence",
    [
        (None, "the package keyring is needed: install poetrygui[keyring]"),
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
    with pytest.raises(SendError, match="a password is that of a SERVICE and a USER"):
        script_of([Turn(Does.SEND_PASSWORD, "feed")], shipped_protocol("lines"), "lines")
