"""The other stories of an affair, as the page of one of them lists them."""

from datetime import datetime

from nutgraf.records import Affair, Story
from nutgraf.web.shown import Lang, Moment, Part, View, counted, lang, moment, reasons


class ChapterLine(View, frozen=True):
    """Another story of the affair; ``began``: it is the one that the affair began with."""

    id: str
    title: str
    tongue: Lang
    reports: str
    first: Moment
    began: bool


class Chapters(View, frozen=True):
    """The other stories of an affair, earliest first, and why this one was taken for one of it."""

    others: tuple[ChapterLine, ...]
    why: tuple[Part, ...]


def chapters(story: Story, affair: Affair | None, now: datetime) -> Chapters:
    """The chapters beside a story; none where it is of no affair."""
    found = affair.chapters if affair else ()
    return Chapters(
        others=tuple(
            ChapterLine(
                id=other.id,
                title=other.title or "Untitled",
                tongue=lang(other.languages[0] if len(other.languages) == 1 else None),
                reports=counted(other.independent, "independent report"),
                first=moment(other.first, now),
                began=affair is not None and other.id == affair.id,
            )
            for other in (one.story for one in found)
            if other.id != story.id
        ),
        why=reasons(next((one.reasons for one in found if one.story.id == story.id), ())),
    )
