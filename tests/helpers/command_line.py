"""The command line as people use it: in this process for speed, as a process of its own where that matters."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from nutgraf.cli import main

NUTGRAF = Path(sys.executable).with_name("nutgraf")

LOCK = {
    "url": "https://post.example/lock",
    "title": "Lock at Orle closes for repairs",
    "text": "The lock at Orle closes on Monday for repairs that will take until June. "
    "“We have waited for this for ten years,” said Ada Quay, who keeps the lock. "
    "Barges from the upper river must unload at Millrace, and the railway will run more trains.",
    "published": "2026-03-02T08:00:00Z",
    "language": "en",
    "provider": "Orle Post",
}
LOCK_COPY = LOCK | {"url": "https://echo.example/lock", "provider": "Echo", "published": "2026-03-02T09:30:00Z"}
COMET = {
    "url": "https://wire.example/comet",
    "title": "Two amateurs find a comet",
    "text": "A postman and a teacher have found a comet with a telescope that they built in a barn. "
    "It will be seen with the naked eye in April, astronomers at the observatory say, if clouds allow.",
    "published": "2026-03-03T06:15:00Z",
    "language": "en",
    "provider": "Coast Wire",
}


def nutgraf(*arguments: str | Path, stdin: str | None = None) -> Result:
    """Runs a command in this process; an exception that gets out of it is the test's."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def fine(*arguments: str | Path, stdin: str | None = None) -> str:
    """What a command prints that must succeed without a word of complaint."""
    result = nutgraf(*arguments, stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def summed_up(printed: str) -> str:
    """What an import says came of it, without what was refused, and the line that must follow: how to take it back."""
    refused = r"(?:refused +reason +for example\n(?:\d+ +\w+ +.*\n)+)?"
    said = re.fullmatch(rf"(.*\n){refused}import (\d+); `nutgraf remove --import (\d+)` takes it back\n", printed)
    assert said, printed
    assert said[2] == said[3]
    return said[1]


def rows(*arguments: str | Path, stdin: str | None = None) -> list[dict[str, Any]]:
    """The JSON Lines that a command prints that must succeed."""
    return [json.loads(line) for line in fine(*arguments, stdin=stdin).splitlines()]


def complaint(result: Result) -> str:
    """The one line that a command said on standard error."""
    (line,) = result.stderr.splitlines()
    assert line.startswith("nutgraf: ")
    assert "Traceback" not in result.output
    return line.removeprefix("nutgraf: ")


def json_lines(path: Path, items: Sequence[Mapping[str, object]]) -> Path:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), "utf-8")
    return path


def start(*arguments: str | Path, cwd: Path, **options: Any) -> subprocess.Popen[str]:  # noqa: ANN401 - Popen's own
    """A process of its own, its output piped unless said otherwise."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    environment = {**os.environ, "PYTHONWARNINGS": "default", **options.pop("env", {})}
    command = [str(NUTGRAF), *map(str, arguments)]
    return subprocess.Popen(command, cwd=cwd, env=environment, **(pipes | options))  # noqa: S603 - our own program
