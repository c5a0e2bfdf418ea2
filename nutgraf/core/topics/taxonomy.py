"""A topic site's own list of topics: one YAML file a topic."""

from collections.abc import Iterable, Iterator, Sequence

from nutgraf.core.files.frontmatter import text_under
from nutgraf.core.formats.yaml_text import Value, read_yaml
from nutgraf.core.text.plain import clean
from nutgraf.core.topics.keywords import Keyword, steps_of
from nutgraf.errors import InputError, NotAFeed
from nutgraf.records import Record

KEYS = tuple("taxonomy _id name keywords phrases hashtags excluded parent parents description".split())
# What topic sites keep in these files for themselves.
_PASSED_OVER = {"shortname", "services"}


class Topic(Record, frozen=True):
    """A topic of a site, with the words that name it in a text.

    ``parents`` are ids or names of broader topics; ``description`` says in a sentence what it is about; ``strange`` are
    keys of its file that a topic does not have.
    """

    slug: str
    name: str
    description: str = ""
    parents: tuple[str, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    excluded: tuple[Keyword, ...] = ()
    strange: tuple[str, ...] = ()


def read_topic(text: str) -> Topic:
    """The topic that a YAML file describes, its keywords, phrases and hashtags in one list.

    Raises NotAFeed where it describes none, InputError where a field of it is wrong.
    """
    fields = _topic(read_yaml(text))
    slug, name = text_under(fields, "_id"), clean(text_under(fields, "name") or "")
    if not slug or not name:
        raise NotAFeed("", "a topic without `_id` or `name`")
    hashtags = (tag.lstrip("#＃") for item in _listed(fields.get("hashtags"), "hashtags") for tag in item.split())
    return Topic(
        slug=slug,
        name=name,
        description=clean(text_under(fields, "description") or ""),
        parents=tuple(dict.fromkeys(name for key in ("parent", "parents") for name in _listed(fields.get(key), key))),
        keywords=_unique([*_keywords(fields, "keywords"), *_keywords(fields, "phrases"), *map(_keyword, hashtags)]),
        excluded=_unique(_keywords(fields, "excluded")),
        strange=tuple(key for key in fields if key not in KEYS and key not in _PASSED_OVER),
    )


def by_name(topics: Sequence[Topic]) -> dict[str, int]:
    """The number of each topic by its id and by its name, case folded; where one is another's name, the id counts."""
    names = {topic.name.casefold(): number for number, topic in enumerate(topics)}
    return names | {topic.slug.casefold(): number for number, topic in enumerate(topics)}


def above(topics: Sequence[Topic]) -> list[set[int]]:
    """The numbers of the topics over each, all the way up; its own is among them where they make a ring."""
    numbers = by_name(topics)
    direct = [[numbers[name.casefold()] for name in topic.parents if name.casefold() in numbers] for topic in topics]
    found = []
    for parents in direct:
        over: set[int] = set()
        ahead = list(parents)
        while ahead:
            if (parent := ahead.pop()) not in over:
                over.add(parent)
                ahead += direct[parent]
        found.append(over)
    return found


def _topic(fields: Value) -> dict[str, Value]:
    if not isinstance(fields, dict) or fields.get("taxonomy") != "topic":
        raise NotAFeed("", "not `taxonomy: topic`")
    return fields


def _keywords(fields: dict[str, Value], key: str) -> Iterator[Keyword]:
    """The keywords of a list, or of lists by language."""
    value = fields.get(key)
    if isinstance(value, dict):
        for language, listed in value.items():
            for item in _listed(listed, f"{key}.{language}"):
                yield _keyword(item, language.partition("-")[0].casefold())
    else:
        yield from map(_keyword, _listed(value, key))


def _keyword(text: str, language: str | None = None) -> Keyword:
    keyword = Keyword(text=clean(text), language=language)
    steps_of(keyword)  # raises where nothing could ever match it
    return keyword


def _listed(value: Value, key: str) -> list[str]:
    """The texts of a list, or the one text that stands in its place."""
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, list | dict) for item in items):
        raise InputError("", f"`{key}` must be a list of texts")
    return [item for item in items if item and isinstance(item, str)]


def _unique(keywords: Iterable[Keyword]) -> tuple[Keyword, ...]:
    return tuple(dict.fromkeys(keywords))
