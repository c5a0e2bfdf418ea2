"""Where the repository is, and the public data beside it, where there are any."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
