"""Finds a Chromium for the browser tests, and installs one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN = ("apt-get", "install", "-y", "--no-install-recommends", "chromium")
PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "chromium")


def find_chromium() -> str | None:
    """The path of the system's Chromium, else of playwright's own; None where there is neither."""
    return next(filter(None, map(shutil.which, NAMES)), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and needed only here

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _run(*command: str) -> bool:
    print("+", " ".join(command), flush=True)  # noqa: T201
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, check=False, env=environment).returncode == 0  # noqa: S603


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run("apt-get", "update")
        if _run(*DEBIAN) and find_chromium():
            return
    _run(*PLAYWRIGHT)


def main() -> int:
    """0 when there is a Chromium at the end."""
    if not find_chromium():
        _install()
    path = find_chromium()
    if path is None:
        print(  # noqa: T201
            "No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium), "
            "then run this again.",
            file=sys.stderr,
        )
        return 1
    print(f"browser tests use {path}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
