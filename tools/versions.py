"""Runs the quick tests on every other Python that nutgraf is for and that is found here.

Each has an environment of its own (`.venv-3.12`), in which nutgraf is not compiled. A Python that is not here, or that
has no packages yet, is told and left out.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import which

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
PLAIN = {"HATCH_BUILD_NO_HOOKS": "true"}  # what is compiled beside the sources is another Python's
PINS = [ROOT / "pyproject.toml", ROOT / "constraints.txt"]
QUICK = ["-m", "pytest", "-n", "2", "-m", "not slow and not browser", "tests"]
# What pip and uv say of a package that no Python of this version can have.
NO_PACKAGES = re.compile(r"No matching distribution found|No solution found")


def main() -> int:
    """Tries each version, and gives 1 when one of them failed."""
    failed = []
    for version in VERSIONS:
        if version == f"{sys.version_info.major}.{sys.version_info.minor}":
            continue
        interpreter = found(version)
        if not interpreter:
            sys.stdout.write(f"Python {version} is not here, so it is not tried\n")
        elif not tried(version, interpreter):
            failed.append(version)
    if failed:
        sys.stderr.write(f"the quick tests fail on Python {', '.join(failed)}\n")
    return bool(failed)


def found(version: str) -> str | None:
    """A Python of this version that runs: pyenv puts names on the path that do not."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    for candidate in (which(f"python{version}"), *sorted(pyenv.glob(f"{version}.*/bin/python"))):
        if candidate and _says(candidate) == version:
            return str(candidate)
    return None


def _says(interpreter: str | Path) -> str:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([interpreter, "-c", code], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - a Python


def tried(version: str, interpreter: str) -> bool:
    """False when the tests fail on it."""
    environment = ROOT / f".venv-{version}"
    stamp = environment / ".developed"
    if not stamp.exists() or any(pin.stat().st_mtime > stamp.stat().st_mtime for pin in PINS):
        if refused := _refused(environment, interpreter):
            sys.stdout.write(f"Python {version} is not tried, for want of packages: {refused}\n")
            return True
        stamp.touch()
    sys.stdout.write(f"Python {version}:\n")
    sys.stdout.flush()
    own = {"PYTHONPATH": str(ROOT)} | PLAIN
    done = subprocess.run([environment / "bin" / "python", *QUICK], cwd=ROOT, env=os.environ | own, check=False)  # noqa: S603 - our own tests
    return not done.returncode


def _refused(environment: Path, interpreter: str) -> str:
    """Installs, and gives the line that says which package cannot be had; any other failure is raised."""
    if not environment.exists():
        subprocess.run([interpreter, "-m", "venv", environment], check=True)  # noqa: S603 - a Python
    done = subprocess.run(  # noqa: S603 - our own script
        ["/bin/sh", "tools/install.sh", environment.name, ".[dev]"],
        cwd=ROOT,
        env=os.environ | PLAIN,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if not done.returncode:
        return ""
    refusals = [line for line in done.stderr.splitlines() if NO_PACKAGES.search(line)]
    if not refusals:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    return refusals[-1].strip()


if __name__ == "__main__":
    sys.exit(main())
