"""The language of a text."""

from collections.abc import Callable
from functools import cache

import eldc

_ENOUGH = 60  # characters from which the text is believed against what the page declares; chosen, not measured
_ALIKE = 0.4  # of 1: less is a language that the detector does not know; chosen, not measured
_UNLIKE = 0.3  # of 1: less of the declared language, and the text is in another; chosen, not measured
_RUNNING = 100  # characters of running text, of which a known language reads at least so much like itself: of 900 pages
_WEAK, _PLAIN = 0.7, 0.85  # less is another language unless the page declares it; less is that which a page declares
_SAMPLE = 2000  # characters asked about, so that a long text costs no more; chosen, not measured
_TEXT = "text"
_NEW_TAGS = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "nb": "no", "nn": "no", "fil": "tl"}
# Languages the detector does not know, and what it takes them for.
_TWINS = {"id": {"ms"}, "mk": {"bg", "sr"}, "bs": {"hr", "sr"}, "gl": {"pt", "es"}, "ne": {"hi", "mr"}, "af": {"nl"}}


@cache
def _detect() -> Callable[[str], eldc.Result]:
    eldc.init()
    detect: Callable[[str], eldc.Result] = eldc.detect_details
    return detect


def primary_tag(tag: str | None) -> str | None:
    """The primary language subtag of a BCP 47 tag, deprecated ones renewed; None for what is no tag."""
    primary = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    if not (primary.isascii() and primary.isalpha() and len(primary) in {2, 3}):
        return None
    return _NEW_TAGS.get(primary, primary)


def language_of(text: str, hint: str | None = None) -> str | None:
    """The language of a text as a BCP 47 primary tag, or None where nothing tells it.

    ``hint`` is what the page declares: it decides for short texts, and between languages that the words alone do not
    keep apart.
    """
    return believed_language(text, primary_tag(hint))[0]


def believed_language(text: str, declared: str | None, place: str = "") -> tuple[str | None, str]:
    """The language that a text is in, and what is believed for it: the text, or the place that declares one."""
    sample = text[:_SAMPLE].replace("\0", " ")
    read, likeness = _read(sample)
    if read is None or _is_doubtful(sample, likeness[read], read, declared):
        other = declared in eldc.LANGUAGES and likeness.get(declared or "", 0) < _UNLIKE
        is_other = declared is None or (other and len(sample.strip()) >= _ENOUGH)
        return (None, "") if is_other else (declared, place)
    if declared is None:
        return read, _TEXT
    if read == declared:
        return read, f"{_TEXT}, {place}"
    if len(sample.strip()) < _ENOUGH or read in _TWINS.get(declared, set()):
        return declared, f"{place} (the text reads like {read})"
    return read, _TEXT


def _is_doubtful(sample: str, likeness: float, read: str, declared: str | None) -> bool:
    """Whether a text is too little like what it reads like, where the page does not declare that."""
    if declared == read or len(sample.strip()) < _ENOUGH:
        return False
    if declared and declared not in eldc.LANGUAGES and declared not in _TWINS:
        return likeness < _PLAIN
    return len(sample.strip()) >= _RUNNING and likeness < _WEAK


def _read(sample: str) -> tuple[str | None, dict[str, float]]:
    """What language a text reads like, where it does, and how much like each: a word or two can be of many.

    Not all languages are known; a text in another is like none of them.
    """
    if not sample.strip():
        return None, {}
    found = _detect()(sample.encode("utf-8", "replace").decode("utf-8"))
    if found.language == "und":
        return None, {}
    is_alike = len(sample.strip()) >= _ENOUGH and max(found.scores.values(), default=0.0) >= _ALIKE
    return (str(found.language) if found.reliable or is_alike else None), found.scores
