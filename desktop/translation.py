"""Chinese for the words that Qt itself says: buttons of its dialogs, context menus of its inputs, key names."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

# What qtbase_zh_CN leaves in English, by context and source.
LEFT_OVER = {
    ("QFileDialog", "&Look in:"): "查找范围(&L)：",
    ("QFileDialog", "Look in:"): "查找范围：",
    ("QFileDialog", "Save in:"): "保存在：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QFileDialog", "Files of type:"): "文件类型：",
    ("QFileDialog", "&File name:"): "文件名称(&N)：",
    ("QFileDialog", "Directory:"): "文件夹：",
    ("QFileDialog", "My Computer"): "计算机",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "%1 File"): "%1 文件",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QAbstractFileIconProvider", "Alias"): "替身",
}


class LeftOver(QTranslator):
    """Asked last: only for what no other translator knows."""

    def isEmpty(self) -> bool:
        return False

    def translate(  # None is Qt's null string: not known here either
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return LEFT_OVER.get((context, source))


def install_chinese(app: QApplication) -> bool:
    """Install qtbase_zh_CN and make Chinese the default locale; False if this Qt came without the file."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app.installTranslator(LeftOver(app))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_zh_CN", folder):
        return False
    return app.installTranslator(translator)
