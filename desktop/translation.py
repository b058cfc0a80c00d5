"""Chinese for the words that Qt itself says: buttons of its dialogs, context menus of its inputs, key names."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def install_chinese(app: QApplication) -> bool:
    """Install qtbase_zh_CN and make Chinese the default locale; False if this Qt came without the file."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_zh_CN", folder):
        return False
    return app.installTranslator(translator)
