"""An editor's decisions: release, withdraw; merge, split, move, uncopy, undo."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from nutgraf.cli.console import load_settings, out, settings_option, store_option
from nutgraf.cli.stored import opened
from nutgraf.records import Released
from nutgraf.store.protocol import Store
from nutgraf.web import edits
from nutgraf.web.shown import counted


def _decide(ids: tuple[str, ...], store_url: str | None, settings_path: Path | None, *, released: bool) -> None:
    ids = tuple(dict.fromkeys(ids))
    with opened(load_settings(settings_path, store_url)) as store:
        for article in ids:
            store.article(article)  # NotFound before anything is written
        store.apply([Released(article=a, released=released, by="editor") for a in ids], datetime.now(UTC))
    out.print(f"{len(ids)} {'released' if released else 'withdrawn'}")


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@store_option
@settings_option
def release(*, ids: tuple[str, ...], store_url: str | None, settings_path: Path | None) -> None:
    """Let articles out.

    The next `nutgraf publish` writes them as `published: true`.

    \b
    nutgraf release 0cc175b9c0f1b6a8
    """
    _decide(ids, store_url, settings_path, released=True)


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@store_option
@settings_option
def withdraw(*, ids: tuple[str, ...], store_url: str | None, settings_path: Path | None) -> None:
    """Take articles back.

    The next `nutgraf publish` writes them as `published: false`.

    \b
    nutgraf withdraw 0cc175b9c0f1b6a8
    """
    _decide(ids, store_url, settings_path, released=False)


# ---------------------------------------------------------------- stories


def _edit(edit: Callable[[Store, datetime], edits.Edited], store_url: str | None, settings_path: Path | None) -> None:
    with opened(load_settings(settings_path, store_url)) as store:
        edited = edit(store, datetime.now(UTC))
        done = f"{counted(len(edited.moved), 'article')} moved"
        if edited.cut or edited.linked:
            what = "translation" if edited.translation else "copy"
            done = f"{edited.cut} is no {what}" if edited.cut else f"{edited.linked} is a {what} again"
        out.print(f"{done}; `nutgraf undo {edited.number}` takes it back")
        for story in edited.stories:
            found = store.story(story)
            out.print(f"{story}  {counted(len(found.articles), 'article')}  {found.title}")


@click.command()
@click.argument("stories", metavar="STORY STORY...", nargs=-1, required=True)
@store_option
@settings_option
def merge(*, stories: tuple[str, ...], store_url: str | None, settings_path: Path | None) -> None:
    """Make stories one, for good.

    They are named by id or by their address on the desk. The oldest keeps its id; the others' lead to it.

    \b
    nutgraf merge 0cc175b9c0f1b6a8 http://127.0.0.1:8080/stories/92eb5ffee6ae2fec
    """
    _edit(lambda store, now: edits.merge(store, stories, now), store_url, settings_path)


@click.command()
@click.argument("story")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@store_option
@settings_option
def split(*, story: str, articles: tuple[str, ...], store_url: str | None, settings_path: Path | None) -> None:
    """Take articles out of a story, for good, into one of their own.

    \b
    nutgraf split 0cc175b9c0f1b6a8 92eb5ffee6ae2fec 4a8a08f09d37b737
    """
    _edit(lambda store, now: edits.split(store, story, articles, now), store_url, settings_path)


@click.command()
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.argument("story")
@store_option
@settings_option
def move(*, articles: tuple[str, ...], story: str, store_url: str | None, settings_path: Path | None) -> None:
    """Move articles into another story, for good.

    \b
    nutgraf move 92eb5ffee6ae2fec 4a8a08f09d37b737 0cc175b9c0f1b6a8
    """
    _edit(lambda store, now: edits.move(store, articles, story, now), store_url, settings_path)


@click.command()
@click.argument("article")
@store_option
@settings_option
def uncopy(*, article: str, store_url: str | None, settings_path: Path | None) -> None:
    """Say that an article is no copy, or no translation, for good.

    It is named by id or by its address on the desk. It stays in its story.

    \b
    nutgraf uncopy 92eb5ffee6ae2fec
    """
    _edit(lambda store, now: edits.uncopy(store, article, now), store_url, settings_path)


@click.command()
@click.argument("edit", type=click.IntRange(1))
@store_option
@settings_option
def undo(*, edit: int, store_url: str | None, settings_path: Path | None) -> None:
    """Take a merge, split, move or uncopy back, by its number.

    \b
    nutgraf undo 4711
    """
    _edit(lambda store, now: edits.undo(store, edit, now), store_url, settings_path)
