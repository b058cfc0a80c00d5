"""申请暂停: what is waited for; the clocks go on until somebody else approves."""

from __future__ import annotations

from desktop.acts.form import ActForm


class AskPauseForm(ActForm):
    KIND, LABEL = "ask_pause", "暂停的理由"
    HINT = "等什么、预计等到什么时候"
