"""Qt's own dialogs speak Chinese, the words that its translation leaves out too."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from desktop.translation import install_chinese


@pytest.fixture
def chinese(qapp):
    before = set(qapp.findChildren(QTranslator))
    assert install_chinese(qapp)
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)


def test_a_file_dialog_has_no_english_left(chinese, qtbot, tmp_path):
    (tmp_path / "县").mkdir()
    dialog = QFileDialog(None, "打开县库文件", str(tmp_path), "县库 (*.wangge)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    words += [b.text() or b.toolTip() for b in dialog.findChildren(QAbstractButton)]
    english = [w for w in words if re.search(r"[A-Za-z]{2,}", w)]
    assert words and english == []


def test_what_nobody_knows_stays_as_it_is(chinese):
    assert QCoreApplication.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert QCoreApplication.translate("Nothing", "Nope") == "Nope"
