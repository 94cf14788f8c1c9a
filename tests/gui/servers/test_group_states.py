"""What is said of the servers of a group: counted as they change, it is what a look at all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.group_states import GroupStates

SERVERS = [Server("", "1", group=group, id=f"{place}") for place, group in enumerate(["", "a", "a", "b", "a"])]
STATES: list[State] = [Connecting(), Receiving(1, 1), *(Ended(outcome, "why") for outcome in Outcome)]


@given(st.lists(st.tuples(st.sampled_from([server.id for server in SERVERS]), st.sampled_from(STATES)), max_size=20))
def test_counting_as_they_change_is_counting_them(changes: list[tuple[str, State]]) -> None:
    counted, states = GroupStates(), {}
    counted.take(SERVERS, {})
    for server_id, state in changes:
        before = {group: counted.words(group) for group in "ab"}
        states[server_id] = state
        told = counted.note(server_id, state)
        assert {group for group in "ab" if counted.words(group) != before[group]} <= {told}
    anew = GroupStates()
    anew.take(SERVERS, states)
    assert [counted.words(group) for group in "ab"] == [anew.words(group) for group in "ab"]


def test_it_is_said_in_few_words() -> None:
    states = GroupStates()
    assert states.words("a") == "0 servers"
    states.take(SERVERS, {"1": Receiving(), "2": Ended(Outcome.CUT, "why"), "4": Ended(Outcome.STOPPED, "why")})
    assert (states.words("a"), states.words("b")) == ("1 of 3 running · 1 failed", "1 server")
    assert (states.note("3", Connecting()), states.note("3", Receiving()), states.note("0", Receiving())) == (
        "b",
        "",
        "",
    )
