"""The catalogue of words: complete, current, and true to its places."""

import ast
import importlib.util
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import resources

ROOT = Path(__file__).parents[1]
LATIN = re.compile(r"[A-Za-z]{3,}")
# Names that officers know in Latin letters, and keys.
KNOWN = re.compile(
    r"commandcenter|PostgreSQL|SQLite|sqlcipher3|Excel|JSON|PDF|Enter|Esc|Ctrl|Alt|Shift|Del|Caps|Lock"
    r"|TAB|HOST|DATABASE|FILE|NAME|SQLITE|COMMANDCENTER_PASSWORD|Python|English|apt-get|install|postgresql"
    r"|sqlite|help|login|database|demo|verify|migrate|restore|backup|Windows|YYYY|MM|DD|GB|MB|QR|SMS|UTC|UTF|png|xlsx|csv"
    r"|ZIP|SMART|WGS|GeoJSON|FeatureCollection|https:|XML|DOCTYPE|PEM|ISA|\.pem|\.crt|\.cer"
)


def updater():
    spec = importlib.util.spec_from_file_location(
        "update_translations", ROOT / ".ci" / "update_translations.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sources() -> set[str]:
    return {str(message.id) for message in updater().extracted() if message.id}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with resources.path("translations", "zh.po").open("rb") as file:
        return read_po(file, locale="zh")


def test_the_catalogue_knows_source_texts_inside_of_f_strings_too(sources):
    calls = (
        call
        for folder in ("ui", "commandcenter")
        for file in (ROOT / folder).rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args
    )
    texts = {
        call.args[0].value
        for call in calls
        if call.func.id in {"tr", "N_"} and isinstance(call.args[0], ast.Constant)
    }
    assert len(texts) > 100
    assert texts - sources == set()


def test_every_source_text_has_chinese_words(sources, catalogue):
    lacking = [text for text in sources if not (catalogue.get(text) and catalogue.get(text).string)]
    assert lacking == []


def test_the_catalogue_has_no_words_that_nobody_uses(sources, catalogue):
    assert {str(message.id) for message in catalogue if message.id} - sources == set()


def test_the_compiled_catalogue_is_current(catalogue):
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    assert resources.path("translations", "zh.mo").read_bytes() == compiled.getvalue()


def test_translations_keep_the_places_of_the_source(catalogue):
    places = re.compile(r"{(\w+)")
    wrong = [
        message.id
        for message in catalogue
        if message.id and set(places.findall(message.id)) != set(places.findall(message.string))
    ]
    assert wrong == []


def test_chinese_sentences_are_chinese(catalogue):
    places = re.compile(r"{[^}]*}")
    english = [
        message.string
        for message in catalogue
        if message.id and LATIN.search(KNOWN.sub("", places.sub("", message.string)))
    ]
    assert english == []
