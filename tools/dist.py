"""Builds what nutgraf is given away as, into a folder.

The source distribution, and made from it, as whoever installs it would make it, a wheel for any machine and, where
there is a C compiler, one that is compiled for this machine and this Python.
"""

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]


def main(folder: Path) -> None:
    """Builds them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _build("sdist", ROOT, folder)
    (source,) = folder.glob("nutgraf-*.tar.gz")
    # Not in the working tree, whose compiled modules may be in use.
    with TemporaryDirectory(prefix="nutgraf-dist-") as scratch:
        with tarfile.open(source) as packed:
            packed.extractall(scratch, filter="data")
        (root,) = Path(scratch).iterdir()
        _build("wheel", root, folder, HATCH_BUILD_NO_HOOKS="true")
        _build("wheel", root, folder)


def _build(kind: str, root: Path, folder: Path, **environment: str) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder.resolve())]
    subprocess.run(command, cwd=root, env=os.environ | environment, check=True)  # noqa: S603 - our own build


if __name__ == "__main__":
    main(Path(sys.argv[1]))
