"""The windows. The only place that imports PySide6."""
