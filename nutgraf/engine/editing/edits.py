"""An editor's decisions about stories, and the constraints that they leave: what he decided, the engine never undoes.

    what is known of some stories -> opened -> merge | split | move | undo | uncopy | undo_cut -> changes

Every article that a decision is about is *held* from then on: the engine puts others beside it and takes it nowhere.
The newer of two decisions wins: those who were set apart and are brought together are apart no more.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from nutgraf.core.score import as_copy
from nutgraf.engine.copies.translations import likely_translations
from nutgraf.engine.summary import independent, summary
from nutgraf.engine.window.draft import Draft
from nutgraf.engine.window.window import Window
from nutgraf.errors import EditRefused
from nutgraf.records import Change, CopyCut, CopyLinked, CopyUnlinked, Known, Placed, StoriesMerged, StoryUpdated

MOST_APART = 100  # of those left behind, so many of the first stand for all: what is known of an article stays small
_FOREVER = 1e9  # days


# ---------------------------------------------------------------- what the engine asks


def may_share(draft: Draft, articles: Iterable[Known], story: str) -> bool:
    """Whether the engine may put these articles into a story, new or old: no editor decided otherwise.

    It moves no article that is held, nor one whose going would rename a story that holds others; and it brings
    together none that are set apart.
    """
    moving = [known for known in articles if known.story != story]
    if any(known.held or (known.story == known.article.id and draft.held(known.story)) for known in moving):
        return False
    ids = {known.article.id for known in moving}
    return all(ids.isdisjoint(known.apart) for known in draft.held(story))


# ---------------------------------------------------------------- what an editor does


def draft_of(known: Iterable[Known]) -> Draft:
    """A draft over all articles of the stories that an edit concerns, in order of arrival."""
    return Draft(Window.rebuilt(known, _FOREVER))


def merge(draft: Draft, stories: Collection[str]) -> tuple[Change, ...]:
    """Makes stories one, under the id of the oldest. Raises EditRefused where they are not several with articles."""
    found = [members for story in dict.fromkeys(stories) if (members := draft.members(story))]
    if len(found) < max(2, len(set(stories))):
        raise EditRefused(", ".join(sorted(set(stories))), "cannot be merged: it takes two stories")
    found.sort(key=lambda members: draft.window.arrival(members[0].article.id))
    kept, *gone = [members[0].home for members in found]
    everyone = [known for members in found for known in members]
    _place(draft, everyone, kept, ids_of(everyone))
    for story in gone:
        draft.add(StoriesMerged(kept=kept, gone=story, by="editor"))
    return _done(draft, [kept])


def split(draft: Draft, story: str, articles: Collection[str]) -> tuple[Change, ...]:
    """Takes articles out of a story into one of their own; the part with the article it is named by keeps its id.

    Raises EditRefused where one is not in the story, or where a part would be empty.
    """
    return _done(draft, _split(draft, story, articles))


def move(draft: Draft, articles: Collection[str], story: str) -> tuple[Change, ...]:
    """Moves articles into a story, apart from those that they leave behind; a story that all leave becomes part of it.

    Raises EditRefused where there is nothing to move: no article, no such story, one that is in it already or in none.
    """
    return _done(draft, _move(draft, articles, story))


def undo(draft: Draft, edit: Sequence[Placed], present: Mapping[str, str]) -> tuple[Change, ...]:
    """Puts the articles that an edit took out of stories back into them: the opposite edit.

    ``present`` is the story that each id they came from leads to now. Raises EditRefused where any moved on since.
    """
    taken: dict[tuple[str, str], list[str]] = {}
    for placed in edit:
        if placed.story != placed.was:
            taken.setdefault((placed.story, placed.was), []).append(placed.article)
    if not taken:
        raise EditRefused("", "there is no such edit to undo")
    touched: list[str] = []
    for (story, was), articles in taken.items():
        if any((known := draft.get(article)) is None or known.story != story for article in articles):
            raise EditRefused(story, "has changed since: that edit can be undone no more")
        home = present.get(was, story)
        touched += _split(draft, story, articles) if home == story else _move(draft, articles, home)
    return _done(draft, touched)


def uncopy(draft: Draft, article: str) -> tuple[Change, ...]:
    """Makes a copy, or a likely translation, a report of its own for good.

    The engine takes it no more for a copy or translation of what it was one of, nor of others of which it could be one.
    Its story it shares with them as before. Raises EditRefused where it is neither.
    """
    known = draft.get(article)
    others = _taken_from(draft, known) if known else []
    if known is None or not others:
        raise EditRefused(article, "copies no other article, and is no likely translation of one")
    return _cut(draft, known, tuple(dict.fromkeys((*known.cut, *others))))


def _taken_from(draft: Draft, known: Known) -> list[str]:
    """What an article copies, with the other copies of that, or of what it is likely a translation; else nothing."""
    article = known.article.id
    if known.copy:
        group = [one.article.id for one in draft.group(known.copy.of) if one.article.id != article]
        return [known.copy.of, *group[:MOST_APART]]
    members = draft.members(known.home)
    if all(one.article != article for one in independent(members).translations):
        return []
    return [one.article.id for one in members if likely_translations([one, known])][:MOST_APART]


def undo_cut(draft: Draft, cut: CopyCut) -> tuple[Change, ...]:
    """Takes a cut back, with the link as it was where there was one, or cuts again what was taken back so.

    Raises EditRefused where the article or what it copied is not what it was then.
    """
    known = draft.get(cut.article)
    if known is None or known.cut != cut.apart or (known.copy and cut.was):
        raise EditRefused(cut.article, "has changed since: that edit can be undone no more")
    if cut.was is None:
        return _cut(draft, known, cut.before)
    original = draft.get(cut.was.of)
    if original is None or original.copy or draft.copy_count(cut.article):
        raise EditRefused(cut.article, "cannot copy what it did: that is gone or a copy itself, or this has copies")
    draft.add(CopyCut(article=cut.article, apart=cut.before, before=cut.apart))
    draft.add(CopyLinked(link=cut.was, quality=as_copy(known.quality, cut.was)))
    return _done(draft, [known.home])


def _cut(draft: Draft, known: Known, apart: tuple[str, ...]) -> tuple[Change, ...]:
    article = known.article.id
    draft.add(CopyCut(article=article, apart=apart, before=known.cut, was=known.copy))
    if known.copy:
        draft.add(CopyUnlinked(article=article, quality=as_copy(known.quality, None)))
    return _done(draft, [known.home])


def _split(draft: Draft, story: str, articles: Collection[str]) -> list[str]:
    """Splits a story, and gives the ids of the parts."""
    out, stay = _parted(draft, story, articles)
    if not out or not stay:
        raise EditRefused(story, "cannot be split so: some of its articles must leave it and some must stay")
    kept, new = (out, stay) if story in ids_of(out) else (stay, out)
    _place(draft, kept, story, ids_of(kept))
    _place(draft, new, new[0].article.id, ids_of(new), apart=[kept[0].article.id])
    return [story, new[0].article.id]


def _move(draft: Draft, articles: Collection[str], story: str) -> list[str]:
    """Moves articles, and gives the ids of the stories that are not what they were."""
    if not articles or not draft.members(story):
        raise EditRefused(story, "cannot be moved to: name an article, and a story that has some")
    moving: dict[str, list[Known]] = {}
    for article in dict.fromkeys(articles):
        known = _movable(draft, article, story)
        moving.setdefault(known.home, []).append(known)
    parted = {source: _parted(draft, source, ids_of(out)) for source, out in moving.items()}
    beside = ids_of([*draft.members(story), *(known for out in moving.values() for known in out)])
    touched = [story]
    for source, (out, stay) in parted.items():
        _place(draft, out, story, beside, apart=[known.article.id for known in stay[:MOST_APART]])
        kept = story if not stay else source if source in ids_of(stay) else stay[0].article.id
        if kept != source:
            draft.add(StoriesMerged(kept=kept, gone=source, by="editor"))
        touched.append(kept)
    return touched


# ---------------------------------------------------------------- how


def _parted(draft: Draft, story: str, articles: Iterable[str]) -> tuple[list[Known], list[Known]]:
    """The members of a story that are among the articles, and the others."""
    wanted, members = dict.fromkeys(articles), draft.members(story)
    for strange in wanted.keys() - {known.article.id for known in members}:
        raise EditRefused(strange, f"is not in the story {story}")
    return (
        [known for known in members if known.article.id in wanted],
        [known for known in members if known.article.id not in wanted],
    )


def _movable(draft: Draft, article: str, story: str) -> Known:
    known = draft.get(article)
    if known is None or known.story is None:
        raise EditRefused(article, "is in no story")
    if known.story == story:
        raise EditRefused(article, f"is in the story {story} already")
    return known


def _place(
    draft: Draft, members: Sequence[Known], story: str, beside: Collection[str], apart: Sequence[str] = ()
) -> None:
    """Holds articles in a story: apart from those named, and no more from those that are beside them in it."""
    for known in members:
        others = tuple(other for other in dict.fromkeys((*known.apart, *apart)) if other not in beside)
        if (known.held, known.story, known.apart) == (True, story, others):
            continue
        draft.add(Placed(article=known.article.id, story=story, was=known.home, apart=others))


def _done(draft: Draft, stories: Iterable[str]) -> tuple[Change, ...]:
    """All changes; what still sets apart articles that are together now goes, and summaries are renewed."""
    found = {story: members for story in dict.fromkeys(stories) if (members := draft.members(story))}
    for story, members in found.items():
        ids = ids_of(members)
        _place(draft, [known for known in members if not ids.isdisjoint(known.apart)], story, ids)
    for story, members in found.items():
        draft.add(StoryUpdated(story=summary(story, members)))
    return tuple(draft.changes)


def ids_of(members: Iterable[Known]) -> set[str]:
    """The ids of articles."""
    return {known.article.id for known in members}
