"""What runs of the wire tell of where frames end, and what a drip finds, are the same."""

from __future__ import annotations

from tests.integration.edges_agree import agree


def test_runs_and_drips_agree() -> None:
    found = agree(300, seed=7)
    assert found.first_different == ""
    assert found.different == 0
    assert found.frames > 100
