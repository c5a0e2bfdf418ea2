"""Measures nutgraf on the public data and holds the figures to ``floors.toml``.

Usage: python bench/floors.py [--validate] [--keep FOLDER] [--peer PYTHON] [NAME ...], a name being part of a set's
path ("wcxb", "quotes"); ends with 1 when a figure is under its floor. Prints a line of JSON a set:

    in_sample_...   figures by a judge that was learned or chosen with this very set in view
    held_out_...    by one that was not: of other sets always, of those in view with --validate (LightGBM needed)
    other names     figures in which no learned judge has a part
    held, not_held  the floors that were held this time, and the figures that need --validate or --peer

With the Python of an environment that has trafilatura and warcio, extraction is timed against it, and held to the
floors of that ratio too. FOLDER keeps what a validation learned for the next time; it must be a new one where pages,
terms or what the judges measure have changed. The data and the scores lie in ``../shared`` beside the repository, and
where they are absent, nothing is measured and that is said.
"""

import argparse
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import msgspec

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).with_name("floors.toml")
SHIPPED = f"{Path(sys.executable).with_name('nutgraf')}"
UNSEEN_SITES = Path(__file__).with_name("unseen_sites.py")
RATIO = "ratio"  # pages a second against trafilatura with metadata, on the same pages in the same run
HELD_OUT, IN_SAMPLE = "held_out_", "in_sample_"
# The figures of each script that are as good as what was learned.
JUDGED = {
    "extraction.py": set("f1 precision recall word_f1 segments segments_f1".split()),
    "stories.py": set("b3_precision b3_recall b3_f1 nmi ari cross_language_recall".split()),
    "pairs.py": set(
        "precision recall f1 balanced cross_precision cross_recall cross_f1 cross_balanced languages".split()
    ),
}
IN_VIEW = {"translations.py"}  # scripts of which all sets were in view when numbers were chosen
Learner = Literal["train_extractor", "judge_stories"]


class Score(msgspec.Struct, frozen=True):
    """A scoring script, the set it runs on, what learns or chooses from that set, and the figures to be reached."""

    script: str
    arguments: tuple[str, ...]
    floors: dict[str, float]
    learned_by: Learner | None = None
    long: bool = False  # it takes too long for the tests

    @property
    def name(self) -> str:
        """The set, as people name it."""
        return f"{self.script.removesuffix('.py')} {self.arguments[0]}"

    @property
    def path(self) -> Path:
        """The script: one of ours, else one beside the data."""
        ours = Path(__file__).with_name(self.script)
        return ours if ours.exists() else SHARED / "bench" / self.script

    def held(self, *, validated: bool = False, timed: bool = False) -> dict[str, float]:
        """The floors that can be held with or without a validation and a peer."""
        needs_no_more = validated or not self.learned_by
        return {
            name: floor
            for name, floor in self.floors.items()
            if (timed or name != RATIO) and (needs_no_more or not name.startswith(HELD_OUT))
        }


class Validation:
    """Figures of sets by judges that have not seen what they judge; a folder keeps these for the next time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def figures(self, score: Score) -> dict[str, Any]:
        """What the judges make of a set, by the names its script gives."""
        if score.learned_by == "train_extractor":
            self._learn("fold_4.json", "train_extractor", "--folds", self._folder)
            return measured(score, f"{sys.executable} {UNSEEN_SITES} {self._folder}")
        kept = self._folder / "without_each.jsonl"
        if not kept.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(self._run("judge_stories", "--meanings", self._folder))
        name = Path(score.arguments[0]).name.removesuffix(".jsonl.gz")
        told: dict[str, dict[str, Any]] = {
            line["set"]: line for line in map(msgspec.json.decode, kept.read_bytes().splitlines())
        }
        return told[name]

    def _learn(self, last: str, learner: str, *options: str | Path) -> None:
        if not (self._folder / last).exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._run(learner, *options)

    @staticmethod
    def _run(module: str, *options: str | Path) -> bytes:
        command = [sys.executable, "-m", f"bench.{module}", *options]
        return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 - our own


def scores() -> list[Score]:
    """What stands in ``floors.toml``."""
    return msgspec.convert(tomllib.loads(FLOORS.read_text("utf-8"))["score"], list[Score])


def measured(score: Score, nutgraf: str | None = None, peer: str | None = None) -> dict[str, Any]:
    """The figures of one set, as its script prints them of ``nutgraf``, or of the command that stands for it."""
    data = [str(SHARED / "data" / score.arguments[0]), *score.arguments[1:]]
    if peer and score.script == "extraction.py":
        data += ["--peer-python", peer]
    done = subprocess.run(  # noqa: S603 - our own interpreter and scripts
        [sys.executable, score.path, *data],
        cwd=SHARED / "bench",
        env=os.environ | {"NUTGRAF": nutgraf or SHIPPED},
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: dict[str, Any] = msgspec.json.decode(done.stdout)
    return figures


def told_apart(score: Score, shipped: Mapping[str, Any], unseen: Mapping[str, Any]) -> dict[str, Any]:
    """All figures of a set, those of learned judges by a name that says whether they learned from it."""
    judged = JUDGED.get(score.script, set())
    prefix = IN_SAMPLE if score.learned_by else HELD_OUT
    told = {f"{prefix}{name}" if name in judged else name: value for name, value in shipped.items()}
    return told | {f"{HELD_OUT}{name}": value for name, value in unseen.items() if name in judged}


def measure(score: Score, validation: Validation | None = None, peer: str | None = None) -> dict[str, Any]:
    """The figures of one set, told apart."""
    unseen = validation.figures(score) if validation and score.learned_by else {}
    return told_apart(score, measured(score, peer=peer), unseen)


def under(score: Score, held: Mapping[str, float], figures: Mapping[str, Any]) -> Iterator[str]:
    """Each figure that is under its floor or is not there, in words."""
    for name, floor in held.items():
        if figures.get(name, 0) < floor:
            yield f"{score.name}: {name} is {figures.get(name)}, under its floor of {floor}"


def main(arguments: Sequence[str]) -> int:
    """Measures the named sets, or all; 1 when a figure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--keep", metavar="FOLDER", type=Path)
    parser.add_argument("--peer", metavar="PYTHON")
    parser.add_argument("names", nargs="*", metavar="NAME")
    asked = parser.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"not measured: {SHARED} is absent", file=sys.stderr)
        return 0
    if asked.validate and not can_validate():
        parser.error("--validate needs LightGBM, which is missing or cannot be loaded here: install the extra bench")
    # Absolute, for the scripts run elsewhere, and as it is: where the link of an environment leads is another Python.
    peer = str(Path(asked.peer).absolute()) if asked.peer and os.sep in asked.peer else asked.peer
    if peer and (lacking := lacks_peer(peer)):
        parser.error(f"--peer: {lacking}")
    faults: list[str] = []
    with TemporaryDirectory() as folder:
        validation = Validation((asked.keep or Path(folder)).resolve()) if asked.validate else None
        for score in scores():
            if not asked.names or any(name in score.name for name in asked.names):
                figures = measure(score, validation, peer)
                timed = bool(peer) and score.script == "extraction.py"
                held = score.held(validated=bool(validation), timed=timed)
                told = (
                    {"set": score.name}
                    | figures
                    | {"held": held, "not_held": [name for name in score.floors if name not in held]}
                )
                print(msgspec.json.encode(told).decode(), flush=True)
                faults += under(score, held, figures)
    print(*faults, sep="\n", file=sys.stderr)
    return bool(faults)


def can_validate() -> bool:
    """Whether what trains the judges is installed, and finds what it needs of the system."""
    try:
        import_module("lightgbm")
    except (ImportError, OSError):
        return False
    return True


def lacks_peer(python: str) -> str | None:
    """What a Python says that cannot load trafilatura and warcio, in its last line; None of one that can."""
    try:
        command = [python, "-c", "import trafilatura, warcio"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - who measures names it
    except OSError as e:
        return f"{e}"
    return (done.stderr.strip() or f"exit code {done.returncode}").splitlines()[-1] if done.returncode else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
