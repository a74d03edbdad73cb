"""The kit that takes tables in from Excel, CSV and the clipboard, and gives them out as Excel."""
