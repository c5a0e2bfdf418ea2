"""The language of a text."""

from collections.abc import Callable
from functools import cache

import eldc

_ENOUGH = 60  # characters from which the text is believed against what the page declares; chosen, not measured
_SAMPLE = 2000  # characters asked about, so that a long text costs no more; chosen, not measured
_TEXT = "text"
_NEW_TAGS = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "nb": "no", "nn": "no", "fil": "tl"}
# Languages the detector does not know, and what it takes them for.
_TWINS = {"id": {"ms"}, "mk": {"bg", "sr"}, "bs": {"hr", "sr"}, "gl": {"pt", "es"}, "ne": {"hi", "mr"}, "af": {"nl"}}


@cache
def _detect() -> Callable[[str], str]:
    eldc.init()
    detect: Callable[[str], str] = eldc.detect
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
    read = _detect()(sample.encode("utf-8", "replace").decode("utf-8")) if sample.strip() else "und"
    if declared is None:
        return (None, "") if read == "und" else (read, _TEXT)
    if read == "und":
        return declared, place
    if read == declared:
        return read, f"{_TEXT}, {place}"
    if len(sample.strip()) < _ENOUGH or read in _TWINS.get(declared, set()):
        return declared, f"{place} (the text reads like {read})"
    return read, _TEXT
