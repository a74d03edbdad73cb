"""Reading touches nothing but the file: seen from below, by the system calls it makes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warnings.certificates import pair, signed
from tests.warnings.hostile import FILES, SECRETS
from tests.warnings.making import alert

ROOT = Path(__file__).parents[3]
CODE = """
import sys
from pathlib import Path
from commandcenter.kernel.errors import Rejected
from commandcenter.warnings.reading import shipped
from commandcenter.warnings.reading.child import opened, read_one

def main():
    pinned = (Path(sys.argv[1]).read_bytes(),)
    codes = shipped.codes()
    for number, path in enumerate(sys.argv[2:]):
        data = Path(path).read_bytes()
        if number == 1:  # whatever is loaded late has been by now
            Path("/begin-of-hostile-files").exists()
        try:
            envelope, differs = opened(data, path)
            for one in envelope.alerts:
                read_one(one, path, codes, pinned, differs=differs)
        except Rejected:
            pass
    Path("/end-of-hostile-files").exists()

main()
"""
# Everything that could reach outside, and a signed message first, to load what that needs.
OUTSIDE = [
    name
    for name in FILES
    if name.split()[0]
    in {"xxe", "external", "public", "schema", "stylesheet", "resource", "base", "link", "xinclude"}
]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_file_and_no_connection_is_opened(tmp_path):
    files = [tmp_path / "signed.xml"]
    files[0].write_text(signed(alert()), encoding="utf-8")
    for number, name in enumerate(OUTSIDE):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_bytes(FILES[name][0]())
    (tmp_path / "pinned.pem").write_bytes(pair("气象台")[0])
    calls = tmp_path / "calls"
    command = [
        *("strace", "-f", "-qq", "-e", "trace=network,%file", "-o", str(calls)),
        *(sys.executable, "-c", CODE, str(tmp_path / "pinned.pem"), *map(str, files)),
    ]
    subprocess.run(command, check=True, cwd=ROOT, timeout=60)
    lines = calls.read_text(encoding="utf-8", errors="replace").splitlines()
    assert not [line for line in lines if re.search(r"\b(socket|connect|sendto)\(", line)]
    begin, end = (
        next(number for number, line in enumerate(lines) if mark in line)
        for mark in ("/begin-of-hostile-files", "/end-of-hostile-files")
    )
    # A file that is open already is asked for its size under an empty name.
    ours = (str(tmp_path), ', "", ')
    opened = [line for line in lines[begin + 1 : end] if not any(one in line for one in ours)]
    assert opened == []
    assert len(OUTSIDE) > 4 * len(SECRETS)
