"""Paper out of a printer: the same pages as the PDF, through Qt's own print dialog."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop.printing.faces import DPI
from desktop.printing.flow import Document, Told
from desktop.printing.pdf import paint_page
from gis.foundation.errors import WanggeError

NO_PRINTER = "这台电脑没有装打印机，可以先存为 PDF"


def no_printer() -> str:
    """Why nothing can be printed; empty when there is a printer. May wait for the print service: ask it off the GUI
    thread."""
    return "" if QPrinterInfo.availablePrinterNames() else NO_PRINTER


def choose_printer(document: Document, parent: QWidget) -> QPrinter | None:
    """Ask for printer, copies and pages; None if the user thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(document.title)
    printer.setFullPage(True)
    printer.setPageLayout(document.pages[0].paper.page_layout)
    printer.setFromTo(1, len(document.pages))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(document.pages))
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def print_document(document: Document, printer: QPrinter, told: Told) -> None:
    """Send the chosen pages to the printer. WanggeError if it takes nothing."""
    from PySide6.QtGui import QPainter

    pages = chosen_pages(document, printer.fromPage(), printer.toPage())
    painter = QPainter()
    if not painter.begin(printer):
        raise WanggeError("打印机没有接收。", "请检查打印机是否开机、有纸，再打印一次；也可以先存为 PDF。")
    try:
        scale = printer.resolution() / DPI
        for done, index in enumerate(pages):
            told(done, len(pages))
            if done:
                printer.setPageLayout(document.pages[index].paper.page_layout)
                printer.newPage()
            paint_page(painter, document.pages[index], scale)
    finally:
        painter.end()


def chosen_pages(document: Document, first: int, last: int) -> list[int]:
    """Indices of pages first … last (from 1); 0 means all."""
    count = len(document.pages)
    return list(range(max(first, 1) - 1, min(last or count, count)))
