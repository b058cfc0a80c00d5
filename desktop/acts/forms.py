"""The forms by the name of their act. 指派 has none: it is done with the unit picker (desktop/acts/picking.py)."""

from __future__ import annotations

from desktop.acts.accept import AcceptForm
from desktop.acts.approve import ApproveForm
from desktop.acts.ask_extension import AskExtensionForm
from desktop.acts.ask_more import AskMoreForm
from desktop.acts.ask_pause import AskPauseForm
from desktop.acts.assist import AssistForm
from desktop.acts.close import CloseForm
from desktop.acts.decline import DeclineForm
from desktop.acts.escalate import EscalateForm
from desktop.acts.form import ActForm
from desktop.acts.merge import MergeForm
from desktop.acts.progress import ProgressForm
from desktop.acts.rate import RateForm
from desktop.acts.reclassify import ReclassifyForm
from desktop.acts.refuse import RefuseForm
from desktop.acts.reopen import ReopenForm
from desktop.acts.reply import ReplyForm
from desktop.acts.resolve import ResolveForm
from desktop.acts.resume import ResumeForm
from desktop.acts.rework import ReworkForm
from desktop.acts.send_back import SendBackForm
from desktop.acts.verify import VerifyForm

FORMS: dict[str, type[ActForm]] = {
    form.KIND: form
    for form in (
        AcceptForm, RefuseForm, AskMoreForm, ReclassifyForm, MergeForm, AssistForm, EscalateForm, ReplyForm,
        SendBackForm, ProgressForm, ResolveForm, AskPauseForm, AskExtensionForm, ApproveForm, DeclineForm, ResumeForm,
        VerifyForm, ReworkForm, RateForm, CloseForm, ReopenForm,
    )
}  # fmt: skip
