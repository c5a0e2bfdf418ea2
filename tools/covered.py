"""Holds what the quick tests run of each package to a floor, branches included, and names the holes.

It reads what `make covered` measured, and ends with 1 when a package is under the floor. What only slow tests run
(whole processes, servers that misbehave) counts as a hole.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("core", "engine", "store", "publish")
FLOOR = 95.0


def main() -> int:
    """Prints the holes and the figures, and gives 1 when one is too low."""
    command = [sys.executable, "-m", "coverage", "json", "--quiet", "-o", "-"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own measurement
    files = json.loads(done.stdout)["files"]
    shares = {
        package: share(file["summary"] for name, file in files.items() if Path(name).parts[1] == package)
        for package in PACKAGES
    }
    shares["all"] = share(file["summary"] for file in files.values())
    sys.stdout.writelines(map(hole, files, files.values()))
    told = ", ".join(f"{name} {percent:.2f} %" for name, percent in shares.items())
    sys.stdout.write(f"lines and branches that tests run: {told}\n")
    low = [name for name, percent in shares.items() if percent < FLOOR]
    if low:
        sys.stderr.write(f"under {FLOOR} %: {', '.join(low)}\n")
    return bool(low)


def hole(name: str, file: dict[str, Any]) -> str:
    """A line for a file of which something is not run: its lines, and the branches between lines that are."""
    never = set(file["missing_lines"])
    ways = [f"{a}->{b if b > 0 else 'exit'}" for a, b in file["missing_branches"] if not {a, abs(b)} & never]
    return f"not run: {name} {' '.join([*map(str, sorted(never)), *ways])}\n" if never or ways else ""


def share(summaries: Iterable[dict[str, Any]]) -> float:
    """Percent of all lines and branches of some files."""
    run = every = 0
    for summary in summaries:
        run += summary["covered_lines"] + summary["covered_branches"]
        every += summary["num_statements"] + summary["num_branches"]
    return 100 * run / every


if __name__ == "__main__":
    sys.exit(main())
