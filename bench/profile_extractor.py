"""Where a page's time goes, as a share of what lexbor takes to parse it.

Usage: python bench/profile_extractor.py [SET ...], a set being a path below ../shared/data without its ending; prints a
line for each part of the extractor, the costliest first. CPU time of one process; a part's time is without that of the
other parts it calls.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from nutgraf.core import extract
from nutgraf.core.claims import jsonld, microdata, opengraph
from nutgraf.core.fields import page_fields
from nutgraf.core.formats.charset import decode
from nutgraf.core.page import maintext
from nutgraf.core.page import parsed as page
from nutgraf.records import Capture
from nutgraf.run.inputs import read_inputs

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
PARTS: tuple[tuple[str, Any, str], ...] = (
    ("decode", extract, "decode_page"),
    ("parse", page, "LexborHTMLParser"),
    ("blocks: lay out", page, "lay_out"),
    ("blocks: judge", maintext, "passages"),
    ("main text, the rest", page_fields, "judged_text"),
    ("JSON-LD", jsonld, "claims"),
    ("Open Graph", opengraph, "open_graph"),
    ("other meta tags", opengraph, "meta_tags"),
    ("microdata", microdata, "claims"),
    ("title", page_fields, "find_title"),
    ("authors", page_fields, "find_authors"),
    ("dates", page_fields, "find_times"),
    ("language", page_fields, "find_language"),
    ("images", page_fields, "find_images"),
    ("structure and links", maintext, "body_of_blocks"),
    ("live blog", page_fields, "with_posts"),
    ("paywall", page_fields, "find_paywall"),
    ("credit", page_fields, "find_credit"),
    ("original", page_fields, "find_original"),
    ("canonical", page_fields, "find_canonical"),
    ("tags", page_fields, "find_tags"),
    ("provider", page_fields, "find_outlet"),
    ("refusal", extract, "why_no_article"),
)


class Stopwatch:
    """Seconds of CPU for each part, without those of the parts within it."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def watch(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*args: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            started = time.process_time()
            try:
                return function(*args, **named)
            finally:
                took = time.process_time() - started
                self.seconds[name] += took - self._inner.pop()
                self._inner[-1] += took

        return timed


def main() -> None:
    sets = sys.argv[1:] or ["extraction/wcxb_dev"]
    files = [DATA / f"{name}.warc.gz" for name in sets]
    captures = [item for item in read_inputs(files, datetime.now(UTC)) if isinstance(item, Capture)]
    if not captures:
        print("not measured: there is no page in", *files, file=sys.stderr)
        return
    watch = Stopwatch()
    parse_alone = watch.watch("lexbor alone", LexborHTMLParser)
    whole = watch.watch("the rest", extract.extract)
    texts = [decode(capture.body, capture.charset) for capture in captures]
    for name, module, function in PARTS:
        setattr(module, function, watch.watch(name, getattr(module, function)))
    for capture, text in zip(captures, texts, strict=True):
        parse_alone(text)
        whole(capture)
    unit = watch.seconds.pop("lexbor alone")
    print(f"{len(captures)} pages; lexbor parses one in {1000 * unit / len(captures):.2f} ms; times that:")
    for name, seconds in sorted(watch.seconds.items(), key=lambda part: -part[1]):
        print(f"{seconds / unit:6.2f}  {name}")
    print(f"{sum(watch.seconds.values()) / unit:6.2f}  in all")


if __name__ == "__main__":
    main()
