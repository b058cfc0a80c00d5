"""不予受理: the reason, which the reporter will be told."""

from __future__ import annotations

from desktop.acts.form import ActForm


class RefuseForm(ActForm):
    KIND, LABEL = "refuse", "不予受理的理由"
    HINT = "写明依据；理由会告诉上报人"
