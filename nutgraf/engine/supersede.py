"""Whether a capture of a known article shows a new state of it."""

from nutgraf.records import Article, Fingerprint, Known, Prepared

_REVISED = ("title", "text", "authors")
BODY = "body"  # in the digests of an article that was read from a page


def revised_fields(known: Known, item: Prepared) -> tuple[str, ...]:
    """The fields in which a capture revises what is known; () when it does not.

    White space, the form of quotation marks, images and times revise nothing; the excerpt does where it is all there
    is. What says less never takes the place of what says more: an entry not of a page, an excerpt not of a text, an
    older capture not of a newer one. A page or a text that takes the place of an entry or excerpt is "completed".
    """
    old, new = known.article, item.article
    if completeness(new, item.fingerprint) < completeness(old, known.fingerprint):
        return ()
    completed = completeness(new, item.fingerprint) > completeness(old, known.fingerprint)
    if new.seen < old.seen and not completed:
        return ()
    return tuple(["completed"] * completed + differing(known, item))


def differing(known: Known, item: Prepared) -> list[str]:
    """The fields that can make a revision in which two states differ."""
    old, new = known.fingerprint.digests, item.fingerprint.digests
    fields = (*_REVISED, "excerpt") if item.article.partial else _REVISED
    return [name for name in fields if old.get(name) != new.get(name)]


def completeness(article: Article, fingerprint: Fingerprint) -> tuple[bool, bool]:
    """Orders states of an article by how much is known: the page before an entry, the text before an excerpt."""
    return BODY in fingerprint.digests, not article.partial


def text_changed(old: Fingerprint, new: Fingerprint) -> bool:
    """Whether the words that are compared with other articles' are others."""
    return (old.sketch, old.lead) != (new.sketch, new.lead)
