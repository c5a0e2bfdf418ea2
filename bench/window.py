"""What one more article costs at a small and at a full window, and the memory that an article takes in it.

    python bench/window.py [--articles 200000] [--words 500] [--whole]

Articles are made up from a seed: words by Zipf's law, one in twenty a cut copy of an earlier one, each with the
standing last line of its outlet. Without ``--whole`` only copies are decided (CopyFold); with it everything (decide,
evolve). Prints one JSON object a measurement: the window's size, microseconds of CPU an article, bytes an article.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice, repeat
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from nutgraf.core.fingerprint.fingerprint import fingerprint
from nutgraf.engine.copies.fold import CopyFold
from nutgraf.engine.pipeline.decide import decide
from nutgraf.engine.window.copy_index import CopyIndex
from nutgraf.engine.window.window import Window
from nutgraf.records import Article, Fingerprint, Prepared, Provider, without_text

VOCABULARY = 60_000
OUTLETS = 300
COPIED = 0.05
SMALL = 10_000
MEASURED = 2_000
CHUNK = 40  # articles timed at once: of their times the median counts, on a machine that does other things as well
START = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 14.0


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


def whole() -> tuple[Callable[[Prepared], None], Callable[[], CopyIndex]]:
    """Takes articles into a window as the live engine does."""
    window = Window(DAYS)

    def take(item: Prepared) -> None:
        window.evolve(decide(window, item))

    return take, lambda: window.copy_index


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


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the window.")
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    take, index = whole() if given.whole else copies_only()
    stream = articles(given.articles + MEASURED, given.words)
    before, kept, taken, seconds = resident(), 0, 0, 0.0
    for size in (min(SMALL, given.articles // 2), given.articles):
        for article in islice(stream, size - taken):
            print_ = fingerprint(article)
            kept += held(print_)
            take(Prepared(article=without_text(article), fingerprint=print_))
        rss = resident() - before
        some = [Prepared(article=without_text(one), fingerprint=fingerprint(one)) for one in islice(stream, MEASURED)]
        spent = median(map(timed, repeat(take), (some[at : at + CHUNK] for at in range(0, MEASURED, CHUNK)))) / CHUNK
        kept += sum(held(item.fingerprint) for item in some)
        taken = size + len(some)
        figures = {
            "window": size,
            "decided": "everything" if given.whole else "copies",
            "us_an_article": round(spent * 1e6, 1),
            "times_the_small": round(spent / seconds, 2) if seconds else 1.0,
            "copy_bytes_an_article": round((kept + index().size) / taken),
            "process_bytes_an_article": round(rss / size),
        }
        print(json.dumps(figures), flush=True)
        seconds = seconds or spent


if __name__ == "__main__":
    main()
