"""A script, or in front of it the import of one from Excel."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.words import N_
from ui.drills.drill_reading import Whole
from ui.drills.script_excel import ScriptExcel
from ui.records.import_panel import ImportPanel
from ui.shell.seat import Seat
from ui.shell.view import View
from ui.widgets.words import tr

_EXPORTED = N_("Saved {name}")


class ScriptStack(QStackedWidget):
    """Shows the script until a table is to be taken in.

    Signals:
        closed: The script is in front again.
        imported: The script is another one now.
    """

    closed = Signal()
    imported = Signal()

    def __init__(self, db: Database, seat: Seat, view: View) -> None:
        super().__init__()
        self._seat = seat
        self._whole: Whole | None = None
        self.excel = ScriptExcel(db)
        self.importing = ImportPanel(self.excel.use(), seat, view)
        self.importing.closed.connect(self.close_import)
        self.importing.imported.connect(self.close_import)
        self.importing.imported.connect(self.imported)

    def put(self, content: QWidget) -> None:
        """Take the script."""
        self.addWidget(content)
        self.addWidget(self.importing)

    def show_whole(self, whole: Whole) -> None:
        """Take the script as it stands; a table that was compared before stays compared."""
        is_other = self._whole is not None and self._whole.drill.id != whole.drill.id
        self._whole = whole
        if is_other:
            self.setCurrentIndex(0)
        if not self.is_importing():
            self._compare_with(whole)

    def is_importing(self) -> bool:
        """Say whether the import stands in front of the script."""
        return self.currentWidget() is self.importing

    def open_import(self) -> None:
        """Let the user take in a table."""
        if self._whole is not None:
            self._compare_with(self._whole)
            self.importing.clear()
            self.setCurrentWidget(self.importing)
            self.importing.setFocus()

    def close_import(self) -> None:
        """Come back to the script."""
        self.setCurrentIndex(0)
        self.closed.emit()

    def open_export(self) -> None:
        """Ask for a file and save the script there as a workbook."""
        if self._whole is None or not self._whole.lines:
            return
        dialog = QFileDialog(self, tr("Export to Excel"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{self._whole.drill.title}.xlsx")
        dialog.fileSelected.connect(self.export_to)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Save the script in this file."""
        messages = self._seat.messages
        self._seat.background.read(
            self,
            partial(self.excel.exported, path, self._seat.officer(), tr),
            lambda name: messages.say(_EXPORTED, name=name),
            messages.problem,
        )

    def _compare_with(self, whole: Whole) -> None:
        self.excel.show_whole(whole)
        self.importing.offer(self.excel.offered())
