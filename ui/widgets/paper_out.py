"""Taking a paper out of the program: as a file, or on a printer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.widgets import pdf_pages
from ui.widgets.paper_view import Read
from ui.widgets.words import tr

_FINEST_DPI = 300  # finer dots are not visible in text, and a page would take 100 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class OutPaper:
    """A paper that is about to leave the program.

    Attributes:
        note: Called in the background before it leaves; refuses by raising.
    """

    title: str
    data: bytes
    note: Callable[[], None]


class PaperOut(QObject):
    """Asks where to, then saves or prints in the background.

    Args:
        part: What the dialogs belong to.
        write_file: Puts a paper into a file.

    Signals:
        saved: The file is complete (its name as str).
        printed: The printer has all pages.
        failed: It was not taken out (Exception).
    """

    saved = Signal(str)
    printed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        part: QWidget,
        read: Read,
        *,
        write_file: Callable[[Path, bytes], None],
    ) -> None:
        super().__init__(part)
        self._part = part
        self._read = read
        self._write_file = write_file

    def save(self, paper: OutPaper) -> None:
        """Ask for a file and put the paper there."""
        dialog = QFileDialog(self._part, tr("Save as PDF"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{_file_name(paper.title)}.pdf")
        dialog.fileSelected.connect(partial(self.save_to, paper))
        dialog.open()

    def save_to(self, paper: OutPaper, path: str) -> None:
        """Put the paper into this file."""
        call = partial(self._note_and_write, paper, Path(path))
        self._read(self, call, self.saved.emit, self.failed.emit)

    def print_pages(self, paper: OutPaper) -> None:
        """Ask for a printer and print the paper."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(paper.title)
        dialog = QPrintDialog(printer, self._part)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_on, printer, paper))
        QDialog.open(dialog)  # the overload of print dialogs would want a slot by its name

    def print_on(self, printer: QPrinter, paper: OutPaper) -> None:
        """Print the paper on this printer."""
        call = partial(_note_and_print, printer, paper)
        self._read(self, call, lambda _none: self.printed.emit(), self.failed.emit)

    def _note_and_write(self, paper: OutPaper, path: Path) -> str:
        paper.note()
        self._write_file(path, paper.data)
        return path.name


def _note_and_print(printer: QPrinter, paper: OutPaper) -> None:
    paper.note()
    draw_pages(printer, paper.data)


def draw_pages(printer: QPrinter, data: bytes) -> None:
    """Draw the chosen pages of a paper on a printer, each as large as it is."""
    sizes = pdf_pages.measure(data).sizes
    first = max(1, printer.fromPage())
    last = min(len(sizes), printer.toPage() or len(sizes))
    painter = QPainter()
    for number in range(first - 1, last):
        _set_page(printer, sizes[number])
        if number == first - 1:
            painter.begin(printer)
        else:
            printer.newPage()
        _draw_page(painter, printer, data, number, sizes[number])
    painter.end()


def _set_page(printer: QPrinter, size: QSizeF) -> None:
    is_wide = size.width() > size.height()
    orientation = QPageLayout.Orientation
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(orientation.Landscape if is_wide else orientation.Portrait)
    printer.setFullPage(True)


def _draw_page(
    painter: QPainter, printer: QPrinter, data: bytes, number: int, size: QSizeF
) -> None:
    dots = printer.resolution()
    picture = pdf_pages.draw(data, number, min(dots, _FINEST_DPI) / pdf_pages.POINTS_PER_INCH)
    per_point = dots / pdf_pages.POINTS_PER_INCH
    whole = QRectF(0, 0, size.width() * per_point, size.height() * per_point)
    painter.drawImage(whole, picture)


def _file_name(title: str) -> str:
    return "".join(" " if character in '\\/:*?"<>|' else character for character in title).strip()
