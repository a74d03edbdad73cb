"""Brings the catalogue of words up to date with the sources, and compiles it.

Run it after adding or changing a text, then translate what stands empty in
resources/translations/zh.po and run it again.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "resources" / "translations"
# N_ marks a text where it is written, tr also shows it.
KEYWORDS = {"N_": None, "tr": None}


def extracted() -> Catalog:
    """Return every source text of the two rooms, without places, so that diffs stay small."""
    catalog = Catalog(charset="utf-8")
    for room in ("commandcenter", "ui"):
        found = extract_from_dir(ROOT / room, [("**.py", "python")], keywords=KEYWORDS)
        for _file, _line, message, _comments, _context in found:
            catalog.add(message)
    return catalog


def update(language: str) -> list[str]:
    """Rewrite the catalogue of a language; returns the texts that still lack words."""
    path = TRANSLATIONS / f"{language}.po"
    catalog = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalog, no_location=True, omit_header=False, sort_output=True, width=0)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    return [str(message.id) for message in catalog if message.id and not message.string]


if __name__ == "__main__":
    lacking = update("zh")
    sys.stdout.writelines(f"no words yet: {text}\n" for text in lacking)
    sys.exit(bool(lacking))
