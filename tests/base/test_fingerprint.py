"""What is left beside the site for the next build: whole or not there at all."""

import sys
from pathlib import Path

import pytest

from disclosure.base.fingerprint import leave
from tests.faults import EVERY, NEVER, Kind, run_with


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.parametrize("kind", [kind for kind in EVERY if kind != "kill"])
def test_a_file_beside_the_site_is_left_whole_or_not_at_all(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / ".site.cache"

    def write() -> None:
        leave(path, lambda file: file.write(b"new" * 100_000))

    path.write_bytes(b"old")
    *_, places = run_with(kind, NEVER, path, write)
    for at in range(1, sum(map(len, places)) + 1):
        path.write_bytes(b"old")
        run_with(kind, at, path, write)
        assert path.read_bytes() in {b"old", b"new" * 100_000}
        if kind not in {"error", "locked"}:  # a draft that cannot be removed is by the next build
            assert list(tmp_path.iterdir()) == [path], at
