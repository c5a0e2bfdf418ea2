"""Rows of all tables, from when changes are folded into them to when they are written."""

from typing import Any, TypeAlias

from nutgraf.records import Score, StoriesMerged
from nutgraf.store.search.text import Indexed

Values: TypeAlias = dict[str, Any]


class Rows:
    """What some changes come to: for each table its rows by their key, ready to be written."""

    def __init__(self) -> None:
        self.log: list[Values] = []
        self.sources: dict[str, Values] = {}
        self.looks: dict[str, Values] = {}
        self.captures: list[Values] = []
        self.given: dict[str, Values] = {}
        self.decisions: dict[str, Values] = {}
        self.articles: dict[str, Values] = {}
        self.fingerprints: dict[str, Values] = {}
        self.meant: dict[str, Values | None] = {}
        self.told: dict[str, int] = {}
        self.words: dict[str, Indexed] = {}
        self.names: dict[str, Values] = {}
        self.qualities: dict[str, Score] = {}
        self.links: dict[str, Values | None] = {}
        self.members: dict[str, Values] = {}
        self.chapters: dict[str, Values] = {}
        self.cuts: dict[str, Values] = {}
        self.placements: dict[str, Values] = {}
        self.stories: dict[str, Values] = {}
        self.merges: list[StoriesMerged] = []
        self.taggings: dict[str, Values] = {}
        self.topics: dict[tuple[str, bool], list[Values]] = {}
        self.releases: dict[str, Values] = {}
        self.imports: dict[int, Values] = {}
        self.ended: list[int] = []
