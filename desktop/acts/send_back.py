"""退单: why the event is not the unit's; counted, and limited in number."""

from __future__ import annotations

from desktop.acts.form import ActForm


class SendBackForm(ActForm):
    KIND, LABEL = "send_back", "退单的理由"
    HINT = "为什么不该由本单位办，应由谁办"
