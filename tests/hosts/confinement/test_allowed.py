"""What is allowed goes to a host as JSON and comes out as it went in."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.hosts.confinement.allowed import NOTHING, Allowed

paths = st.lists(st.text()).map(tuple)


@given(st.builds(Allowed, paths, paths, paths, paths))
def test_there_and_back(allowed: Allowed) -> None:
    assert Allowed.of_json(json.loads(json.dumps(allowed.as_json()))) == allowed


def test_nothing_is_allowed_by_default() -> None:
    assert not any(NOTHING.as_json().values())
