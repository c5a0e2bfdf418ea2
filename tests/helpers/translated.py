"""A report and its likely translation, with vectors of what their titles and leads mean."""

from engine_cases import article
from msgspec.structs import replace

from nutgraf.engine.pipeline.prepare import fingerprint_of
from nutgraf.records import Article, Known, Score, without_text

ENGLISH = (
    "The harbour wall gave way at 5:40. About 2,300 people left 410 houses, and 12 schools took them in. The wall, "
    "built in 1953, had cost 1.5 million."
)
GERMAN = (
    "Die Hafenmauer brach um 5.40 Uhr. Rund 2.300 Menschen verließen 410 Häuser, und 12 Schulen nahmen sie auf. Die "
    "Mauer von 1953 hatte 1,5 Millionen gekostet."
)
AXIS, NEXT_TO_IT, ACROSS = bytes([100, 0, 0]), bytes([100, 40, 0]), bytes([0, 100, 256 - 30])

FIRST = article(1, ENGLISH)
SECOND = article(2, GERMAN, language="de-AT")


def known(one: Article, meaning: bytes) -> Known:
    """What the window knows of an article with such a meaning."""
    fingerprint = replace(fingerprint_of(one, None), meaning=meaning)
    return Known(article=without_text(one), fingerprint=fingerprint, quality=Score(total=0))
