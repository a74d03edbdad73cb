"""How much a file may hold. A table of a county stays far below, a hostile file does not."""

from commandcenter.documents.confined import Bounds

FILE_BYTES = 50_000_000
INFLATED_BYTES = 120_000_000
PARTS = 1_000  # files inside the archive that a workbook is
SHEETS = 100
ROWS = 60_000
COLUMNS = 256
CELLS = 2_000_000  # in all sheets together
CHARACTERS = 30_000_000  # in all cells together; many cells may share one long text
CELL_CHARACTERS = 32_767  # as in Excel
PASTED_CHARACTERS = 10_000_000

# What the process that reads a file may take before it is ended.
TIME_S = 30.0
MEMORY_BYTES = 700_000_000
MESSAGE_BYTES = 200_000_000


def bounds() -> Bounds:
    """Return what the process may take."""
    return Bounds(
        start_s=TIME_S,
        wait_s=TIME_S,
        time_s=TIME_S,
        memory_bytes=MEMORY_BYTES,
        more_bytes=MEMORY_BYTES,
        message_bytes=MESSAGE_BYTES,
    )
