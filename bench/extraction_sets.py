"""The public pages in ``../shared/data/extraction`` that the judge of blocks learns from, and their folds by site."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from nutgraf.core.formats.url import registrable_domain

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "extraction"
SETS = ("wcxb_dev", "fundus_parsers", "trafilatura_eval")
FOLDS = 5


def truths(stem: Path) -> dict[str, dict[str, Any]]:
    """What is true of each page of a set, by the id of its WARC record, in lower case."""
    with gzip.open(stem.with_name(f"{stem.name}.jsonl.gz"), "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {f"<urn:uuid:{_digest(row['id'])}>": row for row in rows}


def site_of(truth: dict[str, Any]) -> str:
    """The registrable domain of a page, or the page itself where that is not known."""
    return registrable_domain(truth.get("url") or "") or str(truth["id"])


def fold_of(site: str) -> int:
    """The fold that all pages of a site are in."""
    return int(_digest(site), 16) % FOLDS


def _digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
