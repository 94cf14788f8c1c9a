"""What ``poetrygui get`` tells people of a task."""

from __future__ import annotations

from poetrygui.commands.ends_told import end_sentence, shown_undelivered
from poetrygui.commands.get_task import GetOptions, Task
from poetrygui.commands.progress import Progress
from poetrygui.core.outcomes import Ended


def tell_news(progress: Progress, task: Task, news: str) -> None:
    """Tell on ``progress`` the ``news`` of a ``task`` that listens: where it does, or that somebody is turned away."""
    if task.told is not None and task.listening is not None and not task.listening.count:
        task.told.listens(task.listening.place)
    progress.tell(f"{task.address}: {news}")


def tell_end(progress: Progress, options: GetOptions, task: Task, ended: Ended) -> None:
    """Tell on ``progress`` how a ``task`` has ended, as ``options`` ask for it."""
    if options.trace:
        progress.tell(f"Task {task.to.number}: {ended.bytes} bytes of poetry")
    if not options.json_lines or options.trace:
        where = f" into {task.file.path}" if task.file is not None and task.file.is_kept else ""
        progress.tell(f"{task.address}: {end_sentence(ended, task.peers)}{where}")
        if ended.undelivered is not None:
            progress.tell_lines(shown_undelivered(ended.undelivered))
    if ended.details:
        progress.tell_lines(ended.details)
