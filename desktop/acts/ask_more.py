"""补充材料: what the reporter is asked for; the clocks go on."""

from __future__ import annotations

from desktop.acts.form import ActForm


class AskMoreForm(ActForm):
    KIND, LABEL = "ask_more", "要补充什么"
    HINT = "会告诉上报人和网格员；时限照走"
