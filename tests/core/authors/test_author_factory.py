"""The factory that a protocol's author wrote hears what Twisted's factories hear, and its faults end a connection."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.defer import gatherResults
from twisted.internet.interfaces import IAddress
from twisted.internet.protocol import ClientFactory, Factory, Protocol, ReconnectingClientFactory, connectionDone
from twisted.protocols.basic import LineOnlyReceiver
from twisted.python.failure import Failure

from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.outcomes import Outcome
from poetrygui.plugins.offered import offer
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, Serve, StartFetch
from tests.core.scripted_server import sends, sends_and_resets, sends_and_waits


class Verse(Protocol):
    """Keeps a poem, and hands it to its factory when the server is through."""

    poem = b""
    number = 0

    def dataReceived(self, data: bytes) -> None:
        self.poem += data

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.keeper.finished(self.number, self.poem)

    @property
    def keeper(self) -> Any:
        return self.factory


class Verses(ClientFactory):
    """Numbers its protocols, and notes all that it hears."""

    noisy = False
    protocol = Verse
    number = 0

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.poems: dict[int, bytes] = {}

    def startFactory(self) -> None:
        self.heard.append("start")

    def stopFactory(self) -> None:
        self.heard.append("stop")

    def startedConnecting(self, connector: Any) -> None:
        self.heard.append("connecting")

    def buildProtocol(self, addr: IAddress | None) -> Protocol | None:
        built = super().buildProtocol(addr)
        assert isinstance(built, Verse)
        self.number += 1
        built.number = self.number
        return built

    def finished(self, number: int, poem: bytes) -> None:
        self.heard.append("finished")
        self.poems[number] = poem

    def clientConnectionFailed(self, connector: Any, reason: Failure) -> None:
        self.heard.append(f"failed {connector.getDestination().host}")

    def clientConnectionLost(self, connector: Any, reason: Failure) -> None:
        self.heard.append(f"lost {type(reason.value).__name__}")


def closed_port() -> str:
    return "127.0.0.1:1"  # one that was free a moment ago may be another test's by now


def test_a_factory_hears_what_twisteds_own_would_tell_it(serve: Serve, fetched: Fetched) -> None:
    factory = Verses()
    running = fetched(serve(sends(b"a poem")), offer(Verse, factory))
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"a poem")
    assert factory.heard == ["start", "connecting", "finished", "lost ConnectionDone", "stop"]
    assert factory.poems == {1: b"a poem"}


def test_fetches_that_share_a_poem_factory_share_the_authors(
    serve: Serve, start_fetch: StartFetch, wait_for: WaitFor
) -> None:
    poems = PoemFactory(offer(Verse, Verses))
    running = [start_fetch(serve(sends(data)), poems) for data in (b"one", b"two")]
    wait_for(gatherResults([each.done for each in running]))
    assert {each.exact for each in running} == {b"one", b"two"}
    assert poems.authors is not None
    factory = poems.authors.made()
    assert sorted(factory.poems) == [1, 2]
    assert sorted(factory.poems.values()) == [b"one", b"two"]
    assert [factory.heard.count(word) for word in ("start", "connecting", "stop")] == [1, 2, 1]


def test_each_fetch_of_a_class_has_a_factory_of_its_own(serve: Serve, fetched: Fetched) -> None:
    protocol = offer(Verse, Verses)
    factories = [fetched(serve(sends(b"x")), protocol).fetch.factory.authors for _ in range(2)]
    made = [each.made() for each in factories if each is not None]
    assert [each.number for each in made] == [1, 1]
    assert made[0] is not made[1]


def test_a_factory_hears_that_no_connection_came_about(fetched: Fetched) -> None:
    factory = Verses()
    assert fetched(closed_port(), offer(Verse, factory)).outcome is Outcome.REFUSED
    assert factory.heard == ["start", "connecting", "failed 127.0.0.1", "stop"]


def test_a_factory_hears_of_a_stop(serve: Serve, start_fetch: StartFetch, wait_for: WaitFor) -> None:
    factory = Verses()
    running = start_fetch("192.0.2.1:1", offer(Verse, factory))
    running.fetch.stop()
    wait_for(running.done)
    assert running.outcome is Outcome.STOPPED
    assert factory.heard == ["start", "connecting", "failed 192.0.2.1", "stop"]


class ByHand(Factory):
    """Makes its protocol in its own way, and does not say that it is the protocol's factory."""

    noisy = False

    def buildProtocol(self, addr: IAddress | None) -> Protocol:
        return Spoken("by hand")


class Spoken(LineOnlyReceiver):
    """Cannot be made without a word."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.lines: list[bytes] = []

    def lineReceived(self, line: bytes) -> None:
        assert self.word == "by hand"
        assert isinstance(self.factory, ByHand)
        self.lines.append(line)


def test_an_instance_that_a_factory_makes_by_hand_is_overheard(serve: Serve, fetched: Fetched) -> None:
    running = fetched(serve(sends(b"one\r\ntwo\r\n")), offer(Spoken, ByHand))
    assert (running.outcome, running.exact, running.ended.frames) == (Outcome.COMPLETE, b"onetwo", 2)


def test_a_factory_without_a_protocol_of_its_own_gets_the_one_that_it_is_offered_with(
    serve: Serve, fetched: Fetched
) -> None:
    class Plain(Verses):
        protocol = None  # type: ignore[assignment]  # as Twisted's Factory has it

    factory = Plain()
    assert fetched(serve(sends(b"a poem")), offer(Verse, factory)).outcome is Outcome.COMPLETE
    assert factory.poems == {1: b"a poem"}


def test_an_instance_of_another_class_is_overheard(serve: Serve, fetched: Fetched) -> None:
    class Other(Verses):
        def buildProtocol(self, addr: IAddress | None) -> Protocol | None:
            return LineOnly()

    class LineOnly(LineOnlyReceiver):
        def lineReceived(self, line: bytes) -> None:
            pass

    running = fetched(serve(sends(b"one\r\ntwo\r\n")), offer(Verse, Other))
    assert (running.outcome, running.ended.frames) == (Outcome.COMPLETE, 2)


def raising(callback: str) -> type[Factory]:
    def fail(self: Any, *arguments: Any) -> None:
        raise ValueError(f"in {callback}")

    return type("Faulty", (Verses,), {callback: fail})


@pytest.mark.parametrize(
    "callback",
    ["__init__", "startFactory", "startedConnecting", "buildProtocol", "clientConnectionLost", "stopFactory"],
)
def test_what_a_factory_raises_ends_its_connection_as_a_fault(serve: Serve, fetched: Fetched, callback: str) -> None:
    running = fetched(serve(sends(b"a poem")), offer(Verse, raising(callback)))
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert f"in {callback}" in running.ended.reason
    assert "test_author_factory.py" in running.ended.details


def test_what_a_factory_raises_without_a_connection(fetched: Fetched) -> None:
    running = fetched(closed_port(), offer(Verse, raising("clientConnectionFailed")))
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert "clientConnectionFailed raised ValueError" in running.ended.reason


def test_a_factory_that_makes_nothing(serve: Serve, fetched: Fetched) -> None:
    class Nothing(Verses):
        def buildProtocol(self, addr: IAddress | None) -> Protocol | None:
            return None

    running = fetched(serve(sends(b"a poem")), offer(Verse, Nothing))
    assert running.outcome is Outcome.PLUGIN_FAULT
    assert "Nothing.buildProtocol made None" in running.ended.reason


@pytest.mark.parametrize(
    "callback", ["__init__", "startedConnecting", "buildProtocol", "clientConnectionLost", "stopFactory"]
)
def test_a_factory_that_does_not_return_is_interrupted(
    serve: Serve, fetched: Fetched, callback: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.1)

    def hang(self: Any, *arguments: Any) -> None:
        while True:
            pass

    running = fetched(serve(sends(b"a poem")), offer(Verse, type("Endless", (Verses,), {callback: hang})))
    assert running.outcome is Outcome.PLUGIN_HANG
    assert "did not return" in running.ended.reason


class Resetting(Protocol):
    """Does as protocols do whose factory connects again."""

    def connectionMade(self) -> None:
        factory: Any = self.factory
        factory.resetDelay()


class Again(ReconnectingClientFactory):
    """Would connect again at once, for ever; its protocol has it do so from the beginning."""

    noisy = False
    protocol = Resetting
    initialDelay = 0  # noqa: N815 - Twisted's name
    maxDelay = 0  # noqa: N815 - Twisted's name

    def __init__(self) -> None:
        self.made = 0

    def buildProtocol(self, addr: IAddress | None) -> Protocol | None:
        self.made += 1
        built: Any = super().buildProtocol(addr)
        return built  # type: ignore[no-any-return]  # Twisted's, which mypy cannot know


@pytest.mark.parametrize("where", ["lost", "refused"])
def test_nothing_connects_again_by_itself(reactor: Any, serve: Serve, fetched: Fetched, where: str) -> None:
    factory = Again()
    before = set(reactor.getDelayedCalls())
    running = fetched(serve(sends_and_resets(b"x")) if where == "lost" else closed_port(), offer(Resetting, factory))
    assert running.outcome is (Outcome.RESET if where == "lost" else Outcome.REFUSED)
    assert factory.made == (1 if where == "lost" else 0)
    assert not [call for call in set(reactor.getDelayedCalls()) - before if call.active()]


def test_a_connector_does_not_connect_again_and_can_close(serve: Serve, fetched: Fetched) -> None:
    class Leaving(Verses):
        connector: Any = None

        def startedConnecting(self, connector: Any) -> None:
            self.connector = connector

        def clientConnectionLost(self, connector: Any, reason: Failure) -> None:
            assert connector is self.connector
            connector.connect()
            connector.disconnect()

    class Leaver(Verse):
        def dataReceived(self, data: bytes) -> None:
            self.keeper.connector.disconnect()

    Leaving.protocol = Leaver
    running = fetched(serve(sends_and_waits(b"enough")), offer(Leaver, Leaving))
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"enough")
    assert running.ended.reason.startswith("the protocol closed")


def test_closing_after_the_loss_does_not_make_a_reset_a_clean_end(serve: Serve, fetched: Fetched) -> None:
    class Late(Verses):
        def clientConnectionLost(self, connector: Any, reason: Failure) -> None:
            connector.disconnect()

    assert fetched(serve(sends_and_resets(b"x")), offer(Verse, Late)).outcome is Outcome.RESET


def test_a_connector_can_give_an_attempt_up(fetched: Fetched) -> None:
    class Never(Verses):
        def startedConnecting(self, connector: Any) -> None:
            connector.stopConnecting()

    running = fetched("192.0.2.1:1", offer(Verse, Never))
    assert (running.outcome, running.ended.reason) == (Outcome.STOPPED, "the protocol's factory gave the attempt up")


def test_a_protocol_without_a_factory_finds_what_reconnecting_ones_have(serve: Serve, fetched: Fetched) -> None:
    class Asking(Resetting):
        def connectionLost(self, reason: Failure = connectionDone) -> None:
            factory: Any = self.factory
            factory.stopTrying()

    assert fetched(serve(sends(b"x")), Asking).outcome is Outcome.COMPLETE


def test_twisteds_bare_protocol_delivers_what_it_receives(serve: Serve, fetched: Fetched) -> None:
    running = fetched(serve(sends(b"a poem")), Protocol)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"a poem")


def test_a_plain_twisted_class_delivers_what_it_receives(serve: Serve, fetched: Fetched) -> None:
    class Lines(LineOnlyReceiver):
        delimiter = b"\n"

        def lineReceived(self, line: bytes) -> None:
            pass

    running = fetched(serve(sends(b"line\n" * 80)), Lines)
    assert (running.outcome, running.ended.frames) == (Outcome.COMPLETE, 80)
