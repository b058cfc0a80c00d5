"""What hands do on the page: issue, set aside, answer, order, close, hold to account; papers; the event on the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop.workplaces import offered
from gis.evaluation.letters import Letter
from gis.evaluation.supervision import Proposal
from gis.evaluation.table import ACT_WORD
from gis.foundation.changes import Change
from gis.foundation.errors import WanggeError
from gis.oversight.records import LetterRecord

if TYPE_CHECKING:
    from desktop.office.supervision.page import SupervisionPage
    from desktop.printing.letters import Rectify


REASONS = ("领导批示", "群众反映强烈", "现场检查发现", "其他")


class Doing(QObject):
    """One per page."""

    def __init__(self, page: SupervisionPage) -> None:
        super().__init__(page)
        self.page = page

    # --- the letter at hand

    def kept(self) -> list[Proposal]:
        """Proposals of the drafts at hand that are ticked."""
        middle = self.page.middle
        every = [p for entry in middle.chosen for p in entry.proposals]
        if not every:
            return []
        return [p for p, kept in zip(every, middle.matters.kept, strict=True) if kept]

    def letter(self) -> Letter | None:
        """The letter at hand as it would go out, or as it went out; of several drafts the first."""
        letters = self.letters()
        return letters[0] if letters else None

    def letters(self) -> list[Letter]:
        """All letters at hand."""
        page, entry = self.page, self.page.middle.entry
        if page.docket is None or entry is None:
            return []
        inspection = page.standing.inspection
        if entry.proposals:
            return inspection.drafts(page.docket, self.kept())
        record = page.middle.record()
        return [inspection.letter(record, page.docket.snapshot)] if record is not None else []

    def why_not_draft(self, kind: str) -> str:
        """Why drafts cannot be issued or set aside now."""
        if not self.kept():
            return "没有勾选事件"
        if kind == "drop":
            return ""
        acts = {entry.proposals[0].act for entry in self.page.middle.chosen} if kind == "issue" else {"dismiss"}
        return next((why for act in sorted(acts) if (why := self.page.standing.inspection.why_not(act))), "")

    # --- acts

    def act(self, kind: str) -> None:
        """Do what the form says."""
        if kind == "drop":
            self._drop()
            return
        try:
            change = self._change(kind)
        except WanggeError as refused:
            self.page.window_.tell(str(refused))
            return
        if change is not None:
            done = set(self.kept())
            self.page.by_hand = [p for p in self.page.by_hand if p not in done]
            self.page.middle.forget([entry.key for entry in self.page.middle.chosen])
            self.page.bridge.do(change)

    def _drop(self) -> None:
        """Take drafts begun by hand off the list; nothing was written."""
        done = set(self.kept())
        self.page.by_hand = [p for p in self.page.by_hand if p not in done]
        self.page.middle.forget([entry.key for entry in self.page.middle.chosen])
        self.page.refill()

    def ask_by_hand(self) -> None:
        """Which letter the selection shall become; the reason stands in the letter."""
        page = self.page
        menu = QMenu(page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act, word in ACT_WORD.items():
            if page.standing.inspection.why_not(act):
                continue
            for reason in REASONS:
                menu.addAction(f"{word}：{reason}").triggered.connect(
                    lambda _=False, a=act, r=reason: page.begin_by_hand(a, r)
                )
            menu.addSeparator()
        menu.popup(page.hand.mapToGlobal(QPoint(0, page.hand.height())))

    def _change(self, kind: str) -> Change | None:
        page, entry, filled = self.page, self.page.middle.entry, self.page.middle.form.filled
        if page.docket is None or entry is None:
            return None
        inspection, docket = page.standing.inspection, page.docket
        if kind == "issue":
            return inspection.issue(docket, self.kept(), filled.words)
        if kind == "dismiss":
            return inspection.dismiss(docket, self.kept(), filled.words)
        letter = entry.letter
        if kind == "account_for":
            held = letter.id if letter is not None else 0
            return inspection.account_for(docket.register, filled.unit, filled.person, filled.form, filled.words, held)
        if letter is None:
            return None
        if kind == "answer_letter":
            return inspection.answer(letter, filled.words, filled.responsible)
        if kind == "rectify":
            return inspection.rectify(letter, filled.words, filled.days)
        return inspection.close(letter, filled.words)

    def open_event(self, at: int) -> None:
        """Show an event of the letter on the dispatcher's desk, with the others of the letter."""
        page = self.page
        if "dispatch" not in {each.key for each in offered(page.window_.role)}:
            page.window_.tell("您的账号没有指挥台，事件请在收件箱里看")
            return
        import numpy as np

        letter = self.letter()
        words = f"{letter.number} {letter.addressee}" if letter is not None else "函内事件"
        page.window_.wiring.show_given(
            np.array(page.middle.matters.rows, np.int32), words, page.middle.matters.rows[at]
        )

    # --- papers

    def save_word(self) -> None:
        """The letter at hand as a Word file; of several, one file each in a folder."""
        letters = self.letters()
        if len(letters) > 1:
            self._save_folder(letters)
        elif letters:
            self._save(letters[0])

    def show_pdf(self) -> None:
        """The letter at hand in the window of papers: preview, printer, PDF; while it is being put right, the order
        to do so (整改通知书)."""
        letters, entry = self.letters(), self.page.middle.entry
        if not letters or entry is None:
            return
        from desktop.printing.ways import print_letters

        print_letters(self.page.window_, letters, self._order(entry.letter))

    @staticmethod
    def _order(record: LetterRecord | None) -> Rectify | None:
        if record is None:
            return None
        from desktop.printing.letters import order_of

        return order_of(record)

    def _save(self, letter: Letter) -> None:
        page = self.page
        folder = str(page.window_.settings.value("export/folder", ""))
        name = f"{letter.number} {letter.title} {letter.addressee}.docx"
        path, _ = QFileDialog.getSaveFileName(page, "存函件", str(Path(folder) / name), "*.docx")
        if path:
            target = Path(path if path.endswith(".docx") else f"{path}.docx")
            page.window_.settings.setValue("export/folder", str(target.parent))
            self.write(letter, target)

    def _save_folder(self, letters: list[Letter]) -> None:
        page = self.page
        folder = QFileDialog.getExistingDirectory(page, f"存 {len(letters)} 份函件", str(
            page.window_.settings.value("export/folder", "")
        ))  # fmt: skip
        if folder:
            page.window_.settings.setValue("export/folder", folder)
            self.write_all(letters, Path(folder))

    def write_all(self, letters: list[Letter], folder: Path) -> None:
        """One Word file a letter, on a worker."""
        from gis.publish.letters import write_letters

        page = self.page
        page.bridge.jobs.run(
            "export",
            lambda: write_letters(letters, folder),
            lambda paths: page.window_.toast.done("已写入 ", f"{len(paths)} 份函件", undo=False),
            lambda error: page.window_.tell(str(error)),
        )

    def write(self, letter: Letter, target: Path) -> None:
        """Write on a worker, and say what became of it."""
        page = self.page

        def failed(error: Exception) -> None:
            words = f"写不了 {target.name}：{error}。请关闭同名文件，或换一个位置。"
            page.window_.tell(str(error) if isinstance(error, WanggeError) else words)

        page.bridge.jobs.run(
            "export",
            lambda: _write_word(letter, target),
            lambda _: page.window_.toast.done("已写入 ", target.name, undo=False),
            failed,
        )


def _write_word(letter: Letter, target: Path) -> None:
    from gis.publish.letters import write_letter

    write_letter(letter, target)
