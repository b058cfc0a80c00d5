"""恢复: what was waited for has come; the clocks go on."""

from __future__ import annotations

from desktop.acts.form import ActForm


class ResumeForm(ActForm):
    KIND, LABEL, NEEDED, LINES = "resume", "说明", False, 2
    HINT = "等的材料或结果来了什么"
