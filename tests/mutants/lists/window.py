"""Mutants of the window."""

from __future__ import annotations

from tests.mutants.mutant import Mutant, mutants

WINDOW: list[Mutant] = [
    *mutants(
        "poetrygui/core/text/row_cutter.py",
        ["tests/core/text/test_row_cutter.py", "tests/core/text/test_row_window.py"],
        [
            ("begin, begin + LONGEST_ROW + 1)", "begin, begin + LONGEST_ROW)"),
            ("line + LONGEST_ROW + 1)", "line + LONGEST_ROW)"),
            ("size - place <= LONGEST_ROW)", "size - place < LONGEST_ROW)"),
            ("self._reader.size - line <= LONGEST_ROW:", "self._reader.size - line < LONGEST_ROW:"),
            ("min(offset + _BACK, size - 1)", "offset"),
            ('if cut <= offset and rest != b"\\r\\n" and', "if cut <= offset and"),
            ('rest != b"\\r\\n" and not rest.startswith(b"\\n"):', 'rest != b"\\r\\n":'),
            ("if cut <= offset and", "if"),
            ("reach = 2 * LONGEST_ROW + _BACK + 2", "reach = LONGEST_ROW"),
            ("if end == cut + 1 and buffer[cut] != 0x0D:", "if end == cut + 1:"),
            ("if end == cut + 1 and buffer[cut] != 0x0D:", "if False:"),
            ("end - 1 if end > begin and buffer", "end - 1 if buffer"),
            ("range(count + 1)", "range(count)"),
            ("takewhile(lambda row: row.start < start,", "takewhile(lambda row: row.start <= start,"),
            ("_COUNTED // self._row_bytes - 1) *", "_COUNTED // self._row_bytes) *"),
            ("if counted < line + _COUNTED else", "if counted <= line + _COUNTED else"),
            ("return -(-(line + _COUNTED) //", "return ((line + _COUNTED) //"),
            ("range(4)", "range(3)"),
            ("<= 0xBF:", "< 0xBF:"),
            ("offset = max(self._reader.start, min(offset, size - 1))", "offset = max(self._reader.start, offset)"),
            ("if start <= first or count <= 0:", "if start <= first:"),
        ],
        equal=[
            (
                "start == self._reader.start or self._newline",
                "self._newline",
                "in a line that begins with the poem, cuts that are counted from either are the same",
            ),
            (
                "if place - back <= 0 or",
                "if place - back < 0 or",
                "what begins before the first byte is cut at the first byte, too",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/library/budget.py",
        ["tests/core/library/test_budget.py"],
        [
            ("if rest <= limit:", "if rest < limit:"),
            ("folder.name not in spared and not (is_marked", "not (is_marked"),
            ("is_marked(folder.path) or is_being_recorded(folder.path)", "is_being_recorded(folder.path)"),
            ("is_marked(folder.path) or is_being_recorded(folder.path)", "is_marked(folder.path)"),
            ("rest -= folder.size", "pass"),
            ("if going and self._may_remove():", "if going:"),
            ("if self._may_remove():\n", "if True:\n"),
            ("self._kept.forget_closed(result.names)", "pass"),
            ("self._grown.add(poem.directory.name)", "pass"),
            ("if self._is_wanted:", "if False:"),
            ("growing = self._kept.in_use.growing | self._grown", "growing = self._kept.in_use.growing"),
            ("if folder.name not in spared]", "]"),
        ],
    ),
    *mutants(
        "poetrygui/core/library/poems_in_use.py",
        ["tests/core/library/test_poems_in_use.py"],
        [
            ("return shown | self._coming | self.growing", "return shown | self._coming"),
            ("return shown | self._coming | self.growing", "return shown | self.growing"),
            ("(*self.open.values(), *self._closed)", "self.open.values()"),
            ("self.open.pop(poem.directory.name, None)\n        self._closed", "self._closed"),
            ("poem.is_closed = True", "pass"),
            ("poem.is_closed = False", "pass"),
            ("        self._coming.discard(poem.directory.name)\n", ""),
        ],
    ),
    *mutants(
        "poetrygui/core/library/removal.py",
        ["tests/core/library/test_removal.py"],
        [
            ("is_marked(folder.path) or is_being_recorded(folder.path)", "is_being_recorded(folder.path)"),
            ("folder.path.is_dir() and not (is_marked", "not (is_marked"),
            ("> _DAY:", "> 0:"),
            ("if not folder.path.exists():", "if True:"),
        ],
    ),
    *mutants(
        "poetrygui/core/library/library.py",
        ["tests/gui/test_library.py"],
        [
            ("if self._closed is None:\n            self._queue.add", "if True:\n            self._queue.add"),
            ('self._fetches.stop_all("stopped, because the program was quit")', "pass"),
        ],
    ),
    *mutants(
        "poetrygui/core/library/streams.py",
        ["tests/gui/test_library.py", "tests/gui/test_reconnecting.py"],
        [
            ("if begins_phase:", "if True:"),
            ("if begins_phase:", "if False:"),
            ("(part.store.is_empty and", "(False and"),
            ("    part.store.discard()\n        else:", "    pass\n        else:"),
            ("poem.info = evolve(poem.info, ended=ended)", "pass"),
            ("self._going[poem].is_stopped = True", "pass"),
        ],
        equal=[
            (
                "(part.store.is_empty and ended.undelivered is None):",
                "part.store.is_empty:",
                "what was not delivered lies on the wire, which is recorded: such a poem is not empty",
            ),
        ],
    ),
    *mutants(
        "poetrygui/core/library/part_maker.py",
        ["tests/gui/test_library.py"],
        [("wait_for_room=True,", "wait_for_room=False,")],
    ),
    *mutants(
        "poetrygui/core/library/going_on.py",
        ["tests/core/library/test_going_on.py"],
        [
            ("0 if ended.received else self._attempts", "self._attempts"),
            ("self.is_stopped\n            or how", "how"),
            ("if news.is_old or", "if"),
            ("self._attempts >= self.server.reconnect_limit", "self._attempts > self.server.reconnect_limit"),
            ("            news.is_old = False\n", ""),
        ],
    ),
    *mutants(
        "poetrygui/core/poems/joined_poems.py",
        ["tests/core/poems/test_joined_poems.py"],
        [
            ('b"\\n" if before.has_open_line else b""', 'b""'),
            ("        before.close()\n", ""),
            ("return part.line_of_its_own - ends_row", "return part.line_of_its_own"),
            ("if begin >= start:", "if True:"),
            ("if len(self._open) > _MOST_OPEN:", "if False:"),
        ],
    ),
    *mutants(
        "poetrygui/core/library/running_fetches.py",
        ["tests/core/library/test_running_fetches.py"],
        [
            ("return [*self._running]", "return [*self._fetches]"),
            ("return bool(self._running)", "return bool(self._fetches)"),
            ("        del of_server[owner]\n", ""),
            (
                "if not isinstance(fetch.state, Ended):\n            self._running",
                "if True:\n            self._running",
            ),
            ("(fetch.done if over is None else over)", "fetch.done"),
            (
                "return fetch is None or self._queue.start(fetch)",
                "return fetch is not None and self._queue.start(fetch)",
            ),
            ("            fetch.stop(reason)", "            fetch.stop()"),
            ("self.stop(owner, reason)", "self.stop(owner)"),
            ("if not self._fetches:\n            return succeed", "if True:\n            return succeed"),
            ("if not self._fetches:\n            waiting,", "if True:\n            waiting,"),
            ("waiting, self._when_over = self._when_over, []", "waiting = self._when_over"),
        ],
    ),
    *mutants(
        "poetrygui/core/library/shared_factories.py",
        ["tests/core/library/test_shared_factories.py"],
        [
            ("if key not in self._made:", "if True:"),
            ("key = server.protocol, server.options", "key = server.protocol, ()"),
            ("key = server.protocol, server.options", 'key = "", server.options'),
        ],
    ),
    *mutants(
        "poetrygui/gui/poems/poem_tabs.py",
        ["tests/gui/poems/test_poem_tabs.py", "tests/gui/window/test_main_window.py", "tests/gui/test_closed_poems.py"],
        [
            ("self._library.close(tab.poem, place)", "pass"),
            ("self._empty.setVisible(not self.count())", "pass"),
            ("self._tabs.pop(tab.poem, None)", "pass"),
            ("self.count() if place is None else place.index", "self.count()"),
            ("tab.set_wrap(self._wraps)", "pass"),
            ("tab.show_send_bar(self._shows_send_bars)", "pass"),
        ],
        equal=[
            (
                "if index == self.currentIndex():",
                "if True:",
                "whoever hears of it looks at the current tab anew, and finds it as it was",
            ),
        ],
    ),
    *mutants(
        "poetrygui/qtreactor/garbage.py",
        ["tests/qtreactor/test_garbage.py"],
        [
            ("if self._grown >= max(PRESSING, self._kept):", "if False:"),
            ("if self._turns > FEW_TURNS:", "if False:"),
            ("elif new >= YOUNG:", "elif False:"),
            ("gc.disable()  # whatever", "pass  # whatever"),
            ("gc.disable()\n        self._turns", "self._turns"),
            ("elif self._grown >= max(DUE, self._kept // _SHARE) and", "elif False and"),
        ],
    ),
]
