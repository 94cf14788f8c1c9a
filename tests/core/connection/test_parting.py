"""What a transport says at the end."""

from __future__ import annotations

import pytest
from attrs import frozen

from poetrygui.core.connection.parting import with_parting
from poetrygui.core.outcomes import Outcome, Verdict


@frozen
class Parting:
    parting: str


@pytest.mark.parametrize(
    "transport, reason",
    [(None, "over"), (Parting(""), "over"), (Parting("who knows what was lost"), "over; who knows what was lost")],
)
def test_it_is_added_to_the_reason(transport: object, reason: str) -> None:
    verdict = Verdict(Outcome.STOPPED, "over", "details")
    assert with_parting(verdict, transport) == Verdict(Outcome.STOPPED, reason, "details")


def test_remarks_are_told_with_it() -> None:
    told = [with_parting(Verdict(Outcome.STOPPED, "over"), Parting(each), ["this", "that"]) for each in ("", "x")]
    assert [verdict.reason for verdict in told] == ["over", "over; this; that; x"]
