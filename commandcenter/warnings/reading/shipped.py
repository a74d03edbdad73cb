"""The codes that the program brings along, for reading without a county."""

import tomllib
from functools import cache

import resources
from commandcenter.warnings.model.codes import DICTIONARIES, Codes, codes_of


@cache
def codes() -> Codes:
    """Return the shipped codes."""
    file = resources.path("terms", "warnings.toml")
    shipped = tomllib.loads(file.read_text("utf-8"))
    return codes_of(
        (dictionary, row["code"], row["zh"], row["en"])
        for dictionary in DICTIONARIES
        for row in shipped[dictionary]
    )
