"""回复: the unit's answer."""

from __future__ import annotations

from desktop.acts.form import ActForm


class ReplyForm(ActForm):
    KIND, LABEL = "reply", "回复内容"
    HINT = "谁、什么时候、怎么办"
    LINES = 4
