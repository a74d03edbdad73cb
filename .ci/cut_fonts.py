#!/usr/bin/env python3
"""Cut the fonts in resources/fonts from the Noto fonts that npm carries.

Needs npm and fontTools; run it from the project folder. The same version gives the same bytes.
"""

import shutil
import subprocess
import tarfile
import tempfile
from itertools import product
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

VERSION = "0.4.3"
FONTS = Path("resources/fonts")

# Characters of the national list of standard characters (2013) that lie outside GBK and the
# supplementary planes: they occur in names of people and places.
STANDARD_LIST = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠"
    "䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)
BASIC_HAN = range(0x4E00, 0xA000)
SUPPLEMENTARY_HAN = range(0x20000, 0x40000)
SIGNS = (
    range(0x20, 0x2E80),
    range(0x3000, 0x3130),
    range(0x3220, 0x3244),  # numbers in brackets
    range(0x3251, 0x3260),  # numbers in circles
    range(0x3280, 0x32CC),
    range(0x3358, 0x3400),  # units
    range(0xFE10, 0xFF62),  # full-width forms
    range(0xFFE0, 0xFFF0),
)

# Signs the fonts lack, drawn with the glyph of a sign that looks alike: ⟦ ⟧ ✔ ☐.
LOOKALIKES = {0x27E6: 0x301A, 0x27E7: 0x301B, 0x2714: 0x2713, 0x2610: 0x25A1}

DROPPED_TABLES = ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]


def main() -> None:
    """Write every face and the licence of each family."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for family in ("Sans", "Serif"):
            package = _fetch(f"noto-{family.lower()}-sc", Path(folder))
            shutil.copyfile(package / "LICENSE_FONT", FONTS / f"OFL-Noto{family}SC.txt")
            for weight in ("400Regular", "700Bold"):
                # Serif 700 sets titles only; every other face sets names of people and places.
                charset = "gb2312" if (family, weight) == ("Serif", "700Bold") else "gbk"
                name = f"Noto{family}SC"
                source = package / weight / f"{name}_{weight}.ttf"
                _cut(source, FONTS / f"{name}-{weight[3:]}.ttf", _wanted(charset))


def _fetch(name: str, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", f"@expo-google-fonts/{name}@{VERSION}"]
    packed = subprocess.run(  # noqa: S603 - the command is a constant
        command, cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder / name, filter="data")
    return folder / name / "package"


def _wanted(charset: str) -> set[int]:
    wanted = {code for signs in SIGNS for code in signs} | set(SUPPLEMENTARY_HAN)
    wanted |= {ord(character) for character in STANDARD_LIST} | _double_bytes(charset)
    return wanted | set(BASIC_HAN) if charset == "gbk" else wanted


def _double_bytes(charset: str) -> set[int]:
    pairs = product(range(0x81, 0xFF), range(0x40, 0xFF))
    texts = (bytes(pair).decode(charset, "ignore") for pair in pairs)
    return {ord(text) for text in texts if len(text) == 1}


def _cut(source: Path, target: Path, wanted: set[int]) -> None:
    options = subset.Options(
        drop_tables=DROPPED_TABLES,
        glyph_names=False,
        hinting=False,
        layout_features=[],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        for table in font["cmap"].tables:
            for sign, lookalike in LOOKALIKES.items():
                if lookalike in table.cmap:
                    table.cmap.setdefault(sign, table.cmap[lookalike])
        font.save(target)


if __name__ == "__main__":
    main()
