"""The system's keyring, asked at once or in a thread."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from poetrygui.core.keyrings import ask_keyring, password_in_keyring
from poetrygui.errors import AddressError, SendError
from tests.conftest import WaitFor


@pytest.fixture
def _keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {("service", "me"): "secrét"}
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda *whose: kept.get(whose)))


@pytest.mark.usefixtures("_keyring")
def test_it_has_passwords(reactor: Any, wait_for: WaitFor) -> None:
    assert password_in_keyring("service", "me", SendError) == "secrét".encode()
    assert wait_for(ask_keyring(reactor, "service", "me", AddressError)) == "secrét".encode()


@pytest.mark.usefixtures("_keyring")
@pytest.mark.parametrize("refusal", [AddressError, SendError])
def test_it_has_not_all(reactor: Any, wait_for: WaitFor, refusal: Any) -> None:
    with pytest.raises(refusal, match="The system's keyring has not the password of 'you' for 'service'"):
        wait_for(ask_keyring(reactor, "service", "you", refusal))


@pytest.mark.usefixtures("_keyring")
def test_who_asks_may_lose_interest(reactor: Any, wait_for: WaitFor) -> None:
    given_up = ask_keyring(reactor, "service", "me", AddressError)
    given_up.addErrback(lambda _: None)
    given_up.cancel()
    assert wait_for(ask_keyring(reactor, "service", "me", AddressError)) == "secrét".encode()


@pytest.mark.parametrize(
    "name, text, said",
    [
        (
            "NoKeyringError",
            "see the manual",
            "No keyring runs here to look up the password of 'you' for 'service': start",
        ),
        ("Locked", "it is dismissed!.", "does not give the password of 'you' for 'service': Locked: it is dismissed.$"),
        ("Locked", "", "for 'service': Locked.$"),
    ],
)
def test_why_none_is_given_is_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, text: str, said: str) -> None:
    def fail(*_: object) -> None:
        raise type(name, (Exception,), {})(text)

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=fail))
    with pytest.raises(SendError, match=said):
        password_in_keyring("service", "you", SendError)
