"""The log file of the program: for administrators and developers, without names or texts."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

log = logging.getLogger(__name__)


def keep_log() -> None:
    """Write what an administrator or a developer has to know to a file; no names, no texts."""
    folder = Path(platformdirs.user_log_dir("commandcenter", appauthor=False))
    handler: logging.Handler = logging.StreamHandler()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "commandcenter.log", maxBytes=2**20, backupCount=3, encoding="utf-8"
        )
    except OSError as error:
        log.warning("no log file in %s: %s", folder, error)
    logging.basicConfig(
        handlers=[handler],
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
