"""Which framing is this? Asked of the address in a server's dialog, and of the recording in a tab."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from weakref import WeakSet

from attrs import evolve
from PyQt6.QtWidgets import QMessageBox, QWidget

from poetrygui import recordings
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.servers.agreed_acts import AgreedActs
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.unframed_words import lacks_frames
from poetrygui.errors import AddressError, PluginError, SaveError
from poetrygui.gui import poems, servers
from poetrygui.gui.poems.poem_tabs import PoemTabs
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.servers.agreement import ask_before
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.widgets.plain_text import open_message
from poetrygui.gui.window.question_dialogs import QuestionDialogs

Start = Callable[..., recordings.RunningJob]
Frame = Callable[[KeptPoem, str, dict[str, str]], object]
"""Frames a poem's recording anew with the protocol of a name and its options. Raises PluginError."""


class GuessDesk:
    """Opens a dialog for each question. Trying happens in a process of its own; closing the dialog ends it."""

    def __init__(
        self,
        library: Library,
        tabs: PoemTabs,
        protocols: WindowProtocols,
        start: Start,
        *,
        model: ServerModel,
        acts: AgreedActs,
        frame: Frame,
    ) -> None:
        """Try the protocols of ``protocols`` in jobs that ``start`` starts, on what is recorded in ``tabs``.

        Recordings are those of ``library``; what is chosen for a tab is set in ``model``, where its server is there,
        and the recording is given to ``frame`` with it. Nothing is done that is in none of ``acts`` and was not typed
        before it is asked about.
        """
        self._library = library
        self._tabs = tabs
        self._protocols = protocols
        self._start = start
        self._model = model
        self._acts = acts
        self._frame = frame
        self.note: Callable[[str], object] = str
        """Hears a sentence that is good to know."""
        self._asked: WeakSet[_Asked] = WeakSet()

    def close(self) -> None:
        """Ask nothing more: the window is about to close."""
        for asked in tuple(self._asked):
            asked.close()

    def ask_for(self, dialog: servers.ServerDialog) -> None:
        """Find out what the server in ``dialog`` has, and choose there what the user chooses.

        The newest recording of its address is looked at; where there is none, it is listened to for a moment.
        """
        server = evolve(dialog.server(), conversation=())
        stood = [each for each in self._model.servers if each.id == server.id and each.address == server.address]
        ask_before(dialog, self._acts, [server] if stood else [], partial(self._ask_for, dialog, server))

    def _ask_for(self, dialog: servers.ServerDialog, server: Server) -> None:
        address = label_text(server.address, 60)
        question = self._open(dialog, f"Looking for what came from {address} before …", "&Use it")
        question.chosen.connect(lambda fit: dialog.choose_protocol(fit.name, fit.options))
        asked = self._ask(question)

        def found(folder: Path | None) -> None:
            if asked.is_over:
                return
            if folder is not None:
                asked.begin("what came from there last")
                asked.guessing.try_on(folder)
                return
            question.say(f"Listening to {address} for {recordings.SECONDS:g} seconds, or until enough has come …")
            asked.begin("what came just now")
            try:
                # Over this dialog: a question over the window would stand behind it.
                asker, options = QuestionDialogs(question), dict(server.transport_options)
                asked.guessing.listen(self._library.reactor, server.address, options, asker=asker)
            except (AddressError, OSError) as error:
                asked.end(recordings.Guessed(problem=str(error)))

        # Not one of the reactor's threads: quitting waits for those, and a full disk takes its time.
        look = partial(recordings.newest_of, server.address, *self._library.kept.places)
        Thread(target=lambda: self._library.reactor.callFromThread(found, look()), name="newest", daemon=True).start()

    def ask_of_current(self) -> None:
        """Find out which framing the recording has that is seen, and offer to have it framed so, in a tab beside.

        Its server is given that framing as well; one of a capture has none in the list.
        """
        tab = self._tabs.current()
        if tab is None:
            return
        info = tab.poem.info
        server = next((each for each in self._model.servers if each.id == info.server_id), None)
        use = "&Frame it so" if server is None else f"&Use it for “{label_text(server.name, 30)}”"
        question = self._open(tab, f"Trying the protocols on what came from {label_text(info.address, 60)} …", use)
        if server is not None:
            question.chosen.connect(partial(self._set, tab, server.id))
        for hint in tab.findChildren(poems.FramingHint):
            question.chosen.connect(hint.hide)
        question.chosen.connect(partial(self._frame_so, tab, tab.poem))
        asked = self._ask(question)
        asked.begin("this recording")
        asked.guessing.try_on(tab.poem.directory)

    def _open(self, parent: QWidget, doing: str, use: str) -> servers.GuessDialog:
        entries = {entry.name: entry.title for entry in self._protocols.registry.entries}
        question = servers.GuessDialog(parent, doing, use, lambda name: entries.get(name, name))
        question.open()
        return question

    def _ask(self, question: servers.GuessDialog) -> _Asked:
        asked = _Asked(question, self._guessing)
        self._asked.add(asked)
        return asked

    def _guessing(self, on_end: Callable[[recordings.Guessed], object]) -> recordings.Guessing:
        return recordings.Guessing(self._start, recordings.candidates(self._protocols.registry), on_end)

    def _frame_so(self, parent: QWidget, poem: KeptPoem, fit: recordings.Fit) -> None:
        is_so = (poem.info.protocol, dict(poem.info.options)) == (fit.name, dict(fit.options))
        if is_so and not lacks_frames(poem.store, fit.name, poem.state):
            return
        try:
            self._frame(poem, fit.name, dict(fit.options))
        except PluginError as error:
            open_message(parent, QMessageBox.Icon.Warning, str(error))

    def _set(self, parent: QWidget, server_id: str, fit: recordings.Fit) -> None:
        server: Server | None = next((each for each in self._model.servers if each.id == server_id), None)
        if server is None:
            return  # it was removed meanwhile
        try:
            self._model.replace(evolve(server, protocol=fit.name, options=dict(fit.options)))
            name = label_text(server.name or server.address, 30)
            self.note(f"“{name}” is framed by {fit.name} when it is fetched the next time: what came is as it was.")
        except SaveError as error:
            open_message(parent, QMessageBox.Icon.Warning, str(error))


class _Asked:
    """One question, from its dialog's opening until that is closed."""

    def __init__(
        self,
        question: servers.GuessDialog,
        make: Callable[[Callable[[recordings.Guessed], object]], recordings.Guessing],
    ) -> None:
        self.is_over = False
        self._question = question
        self._what = ""
        self.guessing = make(self.end)
        question.finished.connect(lambda _: self.close())

    def begin(self, what: str) -> None:
        """Begin to look at ``what``, in words."""
        self._what = what

    def end(self, guessed: recordings.Guessed) -> None:
        """Show what came of it."""
        if not self.is_over:
            self._question.show_guessed(guessed, self._what)

    def close(self) -> None:
        """End what goes on; nothing more is shown."""
        self.is_over = True
        self.guessing.stop()
