"""上交县级: why the township cannot solve it."""

from __future__ import annotations

from desktop.acts.form import ActForm


class EscalateForm(ActForm):
    KIND, LABEL = "escalate", "上交的理由"
    HINT = "乡镇为什么办不了；不算退单，时限照走"
