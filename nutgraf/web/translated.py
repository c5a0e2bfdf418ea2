"""Reports of a story that are likely translations, as its page shows them."""

from collections.abc import Mapping, Sequence

from nutgraf.records import Filed, Story
from nutgraf.web.lines import outlet_of
from nutgraf.web.shown import Part, View, reasons


class Translated(View, frozen=True):
    """What a report is likely a translation of, and why."""

    of: str
    outlet: str
    reasons: tuple[Part, ...]


def translated(story: Story, members: Sequence[Filed]) -> Mapping[str, Translated]:
    """The likely translations of a story as its page shows them, by article."""
    outlets = {filed.article.id: outlet_of(filed.article) for filed in members}
    return {
        one.article: Translated(of=one.of, outlet=outlets[one.of], reasons=reasons(one.reasons))
        for one in story.translations
        if one.of in outlets
    }
