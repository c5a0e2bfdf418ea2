"""A topic site's own lists: one YAML file a topic, one record an organisation."""

from nutgraf.core.frontmatter import matter_of, provider_of, text_of, texts_of
from nutgraf.core.yaml_text import Value, read_yaml
from nutgraf.errors import NotAFeed
from nutgraf.records import Provider, Record


class Topic(Record, frozen=True):
    """A topic of a site, with the words that name it in a text."""

    slug: str
    name: str
    parent: str | None = None
    keywords: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()


def read_topic(text: str) -> Topic:
    """The topic that a YAML file describes. Raises NotAFeed where it describes none."""
    fields = _taxonomy(read_yaml(text), "topic")
    slug, name = text_of(fields, "_id"), text_of(fields, "name")
    if not slug or not name:
        raise NotAFeed("", "a topic without `_id` or `name`")
    return Topic(
        slug=slug,
        name=name,
        parent=text_of(fields, "parent"),
        keywords=tuple(dict.fromkeys(texts_of(fields, "keywords"))),
        hashtags=texts_of(fields, "hashtags"),
    )


def read_organisation(text: str) -> Provider:
    """The provider that an organisation's record describes. Raises NotAFeed where it describes none."""
    provider = provider_of(_taxonomy(read_yaml(matter_of(text)[0]), "organization"))
    if provider is None or not (provider.name or provider.domain):
        raise NotAFeed("", "an organisation without `name` or `domain`")
    return provider


def _taxonomy(fields: Value, kind: str) -> dict[str, Value]:
    if not isinstance(fields, dict) or fields.get("taxonomy") != kind:
        raise NotAFeed("", f"not `taxonomy: {kind}`")
    return fields
