"""What each language contributes, read from its file: ``xx.toml`` by its BCP 47 primary tag.

Words stand apart by white space, alternatives of regular expressions by lines. ``docs/how-to/add-a-language.md`` says
what each key is for.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of what a file holds: an unknown key is an error."""


class Quotes(Table, frozen=True):
    """What tells who says something."""

    verbs: str = ""
    unspaced: str = ""
    phrases: str = ""
    postpositions: str = ""
    introducing: str = ""
    beside: str = ""
    relatives: str = ""
    determiners: str = ""
    conjunctions: str = ""
    infinitives: str = ""
    telling_hearers: str = ""
    going_on: str = ""
    he: str = ""
    she: str = ""
    they: str = ""
    i: str = ""
    titles_of_men: str = ""
    titles_of_women: str = ""
    abbreviations: str = ""
    dates: str = ""
    in_names: str = ""
    behind_joiners: str = ""
    small_words: str = ""
    people: str = ""
    texts: str = ""
    outlets: str = ""
    carriers: str = ""
    addressed_carriers: str = ""
    bodies: str = ""
    of_many: str = ""
    given_by: str = ""
    passives: str = ""
    cases: str = ""
    that: str = ""
    drops_subject: bool = False
    verb_last: bool = False
    verb_second: bool = False
    articles_before_names: bool = False
    nouns_with_capitals: bool = False


class Bylines(Table, frozen=True):
    """What stands around the names of who wrote an article."""

    openings: str = ""
    glued_openings: str = ""
    no_openings_before: str = ""
    before_full_names: str = ""
    inside: str = ""
    filed_under: str = ""
    joins: str = ""
    additions: str = ""
    glued_labels: str = ""
    reported: str = ""
    other_work: str = ""
    edited_by: str = ""
    pictures: str = ""
    pictures_by: str = ""
    behind_names: str = ""
    glued_roles: str = ""
    roles: str = ""
    ranks: str = ""
    no_part_of_names: str = ""
    roles_behind: str = ""
    roles_before: str = ""
    bodies: str = ""
    companies: str = ""
    before_offices: str = ""
    offices: str = ""
    behind_offices: str = ""
    no_names: str = ""
    labels: str = ""
    anywhere: str = ""
    labels_anywhere: str = ""
    sentences: str = ""
    headings: str = ""
    headings_of_several: str = ""
    titles: str = ""
    in_names: str = ""
    before_signatures: str = ""
    signatures: str = ""
    joins_in_signatures: str = ""
    posted: str = ""
    posted_on: str = ""
    labelled: str = ""
    labels_above: str = ""
    behind_dates: str = ""
    behind_clocks: str = ""
    before_dates: str = ""
    on_dates: str = ""
    presentations: str = ""
    meta_labels: str = ""
    author_paths: str = ""


class Credits(Table, frozen=True):
    """What names where a text comes from."""

    services: str = ""
    glued_services: str = ""
    first_published: str = ""
    signs: str = ""
    pictures: str = ""
    rights: str = ""


class Dates(Table, frozen=True):
    """What stands beside a date; without accents what stands beside a clock, and the months of the Solar Hijri year."""

    beside: str = ""
    names_too: str = ""
    updated: str = ""
    published: str = ""
    spans: str = ""
    lasting: str = ""
    before_noon: str = ""
    after_noon: str = ""
    at_night: str = ""
    solar_months: str = ""


class Feeds(Table, frozen=True):
    """What tells a feed of readers' comments from one of articles."""

    comments: str = ""
    comments_or_opinions: str = ""
    words: str = ""
    opinions: str = ""


class Kinds(Table, frozen=True):
    """What tells in an address, or by the section, that an article is none of text alone, or an opinion."""

    opinion_sections: str = ""
    opinion_paths: str = ""
    live_paths: str = ""
    live_endings: str = ""
    video_paths: str = ""
    gallery_paths: str = ""
    audio_paths: str = ""


class Paywalls(Table, frozen=True):
    """What a page shows in place of an article that is to be paid for."""

    notices: str = ""


class Refusal(Table, frozen=True):
    """What a page says that is no article."""

    pages: str = ""
    not_found: str = ""
    errors: str = ""
    challenges: str = ""
    consent: str = ""
    logins: str = ""
    listing_paths: str = ""
    loading: str = ""
    scripts: str = ""
    results: str = ""
    readme_headings: str = ""
    image_results: str = ""
    no_outlets: str = ""
    home_links: str = ""


class SavedText(Table, frozen=True):
    """What sites leave around an article when its text is saved."""

    ends: str = ""
    rights: str = ""
    litter: str = ""
    teasers: str = ""
    site_lines: str = ""
    pitches: str = ""


class Language(Table, frozen=True):
    """A language's file."""

    name: str
    source: str
    also: str = ""
    stop_words: str = ""
    months: str = ""
    elides: bool = False
    plural_in_s: bool = False
    quotes: Quotes = Quotes()
    bylines: Bylines = Bylines()
    credits: Credits = Credits()
    dates: Dates = Dates()
    feeds: Feeds = Feeds()
    kinds: Kinds = Kinds()
    paywalls: Paywalls = Paywalls()
    refusal: Refusal = Refusal()
    saved_text: SavedText = SavedText()


@cache
def languages() -> Mapping[str, Language]:
    """All languages by their tags, in the order of these."""
    found = (one for one in files(__package__).iterdir() if one.name.endswith(".toml"))
    return {
        one.name.removesuffix(".toml"): read_language(one.read_text("utf-8"))
        for one in sorted(found, key=lambda one: one.name)
    }


def read_language(text: str) -> Language:
    """What the file of a language says; raises where it is no TOML or has a key that none has."""
    return msgspec.convert(tomllib.loads(text), Language)


def words_of(key: Callable[[Language], str]) -> frozenset[str]:
    """The words that any language has there."""
    return frozenset(word for language in languages().values() for word in key(language).split())


def any_of(section: str, key: str) -> str:
    """The alternatives of a regular expression that any language has there."""
    values = (getattr(getattr(language, section), key) for language in languages().values())
    return "|".join(dict.fromkeys(line for value in values for line in lines_of(value)))


def lines_of(text: str) -> Iterator[str]:
    """The lines of a value that are not empty."""
    return filter(None, text.split("\n"))


def tags_with(key: Callable[[Language], bool]) -> frozenset[str]:
    """The tags of the languages of which something is so."""
    return frozenset(tag for tag, language in languages().items() if key(language))


@cache
def stop_words() -> frozenset[str]:
    """Function words of all languages: they tell no story from another.

    Where a window is small, nothing else says that "the" is common. Closed classes only: articles, pronouns,
    prepositions, conjunctions, auxiliaries, the numerals and weekdays not among them.
    """
    return words_of(lambda one: one.stop_words)


@cache
def month_names() -> tuple[tuple[str, ...], ...]:
    """The names of the months in all languages, January's first, accents off, in the case that dates are written in.

    Where a name has two words there is a low line between them.
    """
    return _twelve(lambda one: one.months)


@cache
def months_of_the_sun() -> tuple[tuple[str, ...], ...]:
    """The names of the months of the Solar Hijri calendar, in the same form."""
    return _twelve(lambda one: one.dates.solar_months)


def _twelve(key: Callable[[Language], str]) -> tuple[tuple[str, ...], ...]:
    months: tuple[dict[str, None], ...] = tuple({} for _ in range(12))
    for language in languages().values():
        for month, line in zip(months, lines_of(key(language)), strict=False):
            month.update(dict.fromkeys(line.split()))
    return tuple(map(tuple, months))
