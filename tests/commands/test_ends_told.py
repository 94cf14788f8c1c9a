"""How a connection from the command line ended, in words."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from twisted.python.failure import Failure

from poetrygui.commands.ends_told import end_sentence, not_kept
from poetrygui.commands.output_files import OutputFile
from poetrygui.core.outcomes import Ended, Outcome


@pytest.mark.parametrize("outcome", ["complete", "stopped"])
@pytest.mark.parametrize(
    "error, told", [(OSError(errno.ENOSPC, "No room"), "disk-full"), (ValueError("what?"), "disk-error")]
)
def test_what_was_asked_for_and_could_not_be_kept_is_not_there(
    tmp_path: Path, outcome: str, error: Exception, told: str
) -> None:
    file = OutputFile(tmp_path, 1, "a")
    ended = not_kept(file, Ended(Outcome(outcome), "so it ended"), Failure(error), is_whole=True)
    assert ended.outcome == told
    assert str(file.path) in ended.reason
    file.finish(is_whole=False)


def test_of_what_was_cut_off_the_outcome_stays(tmp_path: Path) -> None:
    file = OutputFile(tmp_path, 1, "a")
    ended = not_kept(file, Ended(Outcome.CUT, "so it ended"), Failure(OSError(errno.EIO, "Broken")), is_whole=False)
    assert (ended.outcome, ended.reason.split(";")[0]) == (Outcome.CUT, "so it ended")
    file.finish(is_whole=False)


def test_the_sentence_counts() -> None:
    ended = Ended(Outcome.STOPPED, "the limit of 1 frame was reached", 1234, 1, 0.5, received=2000)
    assert end_sentence(ended) == (
        "stopped, 1,234 bytes in 1 frame (2,000 received), 0.500 s: the limit of 1 frame was reached"
    )
