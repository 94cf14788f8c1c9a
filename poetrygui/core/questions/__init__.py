"""What a way to a server may have to ask its user: nobody needs it who only reads addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.questions.asking import Asker as Asker
    from poetrygui.core.questions.asking import Nobody as Nobody
    from poetrygui.core.questions.asking import Question as Question
else:
    __getattr__ = lazy_names(__name__, {"asking": "Asker Nobody Question"})
