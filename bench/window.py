"""What one more article costs at a small and at a full window, and the memory that an article takes in it.

    python -m bench.window [--articles 200000] [--words 500] [--whole] [--set NAME] [--meanings FOLDER]

Without ``--whole`` only copies are decided (CopyFold), of articles made up from a seed: words by Zipf's law, one in
twenty a cut copy of an earlier one, each with the standing last line of its outlet. With it everything is (Fold, its
second looks included), of articles that vary those of a set (mixed), in the stories that they belong to there: other
words, other hashes, other directions of meaning. Prints one JSON object a measurement: the window's size, microseconds
of CPU an article, bytes an article. With ``--set`` alone the set itself is folded: articles a second, and in which
functions the time goes. FOLDER keeps the meanings for the next time.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from cProfile import Profile
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice, repeat
from pathlib import Path
from pstats import Stats
from random import Random
from statistics import median
from time import process_time

from msgspec.structs import replace

from bench.story_sets import meanings_of, prepared, rows_of
from nutgraf.core.fingerprint.fingerprint import fingerprint, pack_numbers, unpack_numbers
from nutgraf.core.fingerprint.rarity import RAREST, rarity
from nutgraf.engine.copies.fold import CopyFold
from nutgraf.engine.window.copy_index import CopyIndex
from nutgraf.engine.window.window import Window
from nutgraf.records import Article, Fingerprint, Known, Prepared, Provider, Score, without_text
from nutgraf.run.filters.group import Fold

VOCABULARY = 60_000
OUTLETS = 300
COPIED = 0.05
SMALL = 10_000
MEASURED = 2_000
CHUNK = 40  # articles timed at once: of their times the median counts, on a machine that does other things as well
START = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 14.0
NAMELESS = {
    "url": None,
    "canonical_url": None,
    "original_url": None,
}  # of variations, which are not each other's copies


def articles(count: int, words: int, seed: int = 1) -> Iterator[Article]:
    """Made-up articles, in order of arrival over thirteen days."""
    random = Random(seed)  # noqa: S311 - made-up text
    vocabulary = [_word(random) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    footers = [" ".join(random.choices(vocabulary, k=25)) for _ in range(OUTLETS)]
    recent: list[list[str]] = []
    for number in range(count):
        if recent and random.random() < COPIED:
            told = random.choice(recent)[: random.randrange(words // 3, words)]
        else:
            told = random.choices(vocabulary, cum_weights=weights, k=words)
            recent.append(told)
            del recent[:-500]
        outlet = random.randrange(OUTLETS)
        at = START + timedelta(days=13) * (number / count)
        yield Article(
            id=f"{number:016x}",
            capture=str(number),
            seen=at,
            published=at,
            url=f"https://outlet{outlet}.example/{number}",
            canonical_url=f"https://outlet{outlet}.example/{number}",
            title=" ".join(random.choices(told, k=9)),
            text=f"{' '.join(told)}\n{footers[outlet]}",
            language="en",
            provider=Provider(name=f"Outlet {outlet}", domain=f"outlet{outlet}.example"),
        )


def _word(random: Random) -> str:
    return "".join(random.choice("aeiouklmnprst") for _ in range(random.randint(3, 9)))


def copies_only() -> tuple[Callable[[Prepared], None], Callable[[], CopyIndex]]:
    """Takes articles into a fold that decides about copies alone."""
    fold = CopyFold(DAYS)
    return lambda item: (fold.take(item, item.article.seen), None)[1], lambda: fold.copy_index


def timed(take: Callable[[Prepared], None], items: Sequence[Prepared]) -> float:
    """Seconds of CPU that it takes to take these."""
    began = process_time()
    for item in items:
        take(item)
    return process_time() - began


def resident() -> int:
    """The bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def held(print_: Fingerprint) -> int:
    """The bytes of what a fingerprint keeps to find copies."""
    return sys.getsizeof(print_.sketch) + sys.getsizeof(print_.lead) + sys.getsizeof(print_.places)


def grown_by_copies(articles_: int, words: int) -> None:
    """Prints what deciding about copies alone takes at a small and at a full window."""
    take, index = copies_only()
    stream = articles(articles_ + MEASURED, words)
    before, kept, taken, seconds = resident(), 0, 0, 0.0
    for size in (min(SMALL, articles_ // 2), articles_):
        for article in islice(stream, size - taken):
            print_ = fingerprint(article)
            kept += held(print_)
            take(Prepared(article=without_text(article), fingerprint=print_))
        rss = resident() - before
        some = [Prepared(article=without_text(one), fingerprint=fingerprint(one)) for one in islice(stream, MEASURED)]
        spent = median(map(timed, repeat(take), (some[at : at + CHUNK] for at in range(0, MEASURED, CHUNK)))) / CHUNK
        kept += sum(held(item.fingerprint) for item in some)
        taken = size + len(some)
        bytes_ = {"copy_bytes_an_article": round((kept + index().size) / taken)}
        told(size, "copies", spent, seconds, bytes_ | {"process_bytes_an_article": round(rss / size)})
        seconds = seconds or spent


def grown_by_all(articles_: int, name: str, folder: Path | None) -> None:
    """Prints what deciding about everything takes at a small and at a full window."""
    items, stories = items_of(name, folder)
    seconds = 0.0
    for about in (min(SMALL, articles_ // 2), articles_):
        size = about - about % len(items)  # so that the same articles are measured
        stream = varied(items, stories, size + MEASURED)
        began = resident()
        window = Window.rebuilt(islice(stream, size), DAYS)
        rss = resident() - began
        fold = Fold(DAYS, window)
        some = [Prepared(article=known.article, fingerprint=known.fingerprint, length=1) for known in stream]
        spent = timed(fold.take, some) / len(some)
        told(size, "everything", spent, seconds, {"process_bytes_an_article": round(rss / size)})
        seconds = seconds or spent
        del window, fold


def told(size: int, decided: str, spent: float, small: float, bytes_: dict[str, int]) -> None:
    """Prints a measurement."""
    figures = {
        "window": size,
        "decided": decided,
        "us_an_article": round(spent * 1e6, 1),
        "times_the_small": round(spent / small, 2) if small else 1.0,
    }
    print(json.dumps(figures | bytes_), flush=True)


def items_of(name: str, folder: Path | None) -> tuple[list[Prepared], list[str]]:
    """The articles of a set, and the story of each."""
    rows = rows_of(name)
    found = [
        (replace(item, length=item.length or 1), str(row["story"]))
        for row, (_, item) in zip(rows, prepared(rows, meanings_of(name, folder)), strict=True)
        if isinstance(item, Prepared)
    ]
    return [item for item, _ in found], [story for _, story in found]


def varied(items: Sequence[Prepared], stories: Sequence[str], count: int) -> Iterator[Known]:
    """Variations of articles, one of all after another, in order of arrival over thirteen days; stories as given."""
    for number in range(count):
        variation, place = divmod(number, len(items))
        if not place:
            first: dict[str, str] = {}
            vary = Variation(variation)
        item = items[place]
        id_ = f"{variation}/{item.article.id}"
        at = START + timedelta(days=13) * (number / count)
        yield Known(
            article=replace(without_text(item.article), id=id_, capture=id_, seen=at, published=at, **NAMELESS),
            fingerprint=vary(item.fingerprint),
            quality=Score(total=0),
            story=first.setdefault(stories[place], id_),
        )


class Variation:
    """Makes fingerprints of other news out of some, that are to each other as those are."""

    def __init__(self, number: int) -> None:
        random = Random(number)  # noqa: S311 - made-up text
        self._ending = f"+{number}" if number else ""
        self._mask = random.randrange(1 << 16) if number else 0
        self._turn = random.randrange(1 << 16) if number else 0

    def __call__(self, print_: Fingerprint) -> Fingerprint:
        """The same of the variation."""
        terms = {f"{term}{self._ending}" if rarity(term) == RAREST else term: n for term, n in print_.terms.items()}
        sketch = [value ^ self._mask for value in unpack_numbers(print_.sketch)]
        order = sorted(range(len(sketch)), key=sketch.__getitem__)
        lead = [value ^ self._mask for value in unpack_numbers(print_.lead)]
        turn = self._turn % len(print_.meaning) if print_.meaning else 0
        return replace(
            print_,
            terms=terms,
            sketch=pack_numbers([sketch[at] for at in order]),
            places=bytes(print_.places[at] for at in order) if print_.places else b"",
            lead=pack_numbers(lead),
            meaning=print_.meaning[turn:] + print_.meaning[:turn],
        )


def folded(name: str, folder: Path | None) -> None:
    """Prints how fast a set is folded, and where the time goes."""
    items, _ = items_of(name, folder)

    def fold() -> None:
        whole = Fold(DAYS)
        for item in items:
            whole.take(item)
        whole.end()

    began = process_time()
    fold()
    spent = process_time() - began
    figures = {"set": name, "articles": len(items), "articles_a_second": round(len(items) / spent)}
    print(json.dumps(figures), flush=True)
    profile = Profile()
    profile.runcall(fold)
    Stats(profile).sort_stats("tottime").print_stats(25)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the window.")
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--set", metavar="NAME")
    parser.add_argument("--meanings", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if given.whole:
        grown_by_all(given.articles, given.set or "mixed", given.meanings)
    elif given.set:
        folded(given.set, given.meanings)
    else:
        grown_by_copies(given.articles, given.words)


if __name__ == "__main__":
    main()
