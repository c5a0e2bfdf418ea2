"""YAML as plain data: text, lists and mappings, nothing constructed, nothing expanded."""

from typing import TypeAlias

import yaml

from nutgraf.core.text.characters import whole_json
from nutgraf.errors import NotAFeed

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 16  # against topics nested without end; chosen, not measured
_STANDARD = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
}
_NULL = "tag:yaml.org,2002:null"


def read_yaml(text: str) -> Value:
    """The first document in ``text``; every scalar stays the text it is written as, only null becomes None.

    So ``yes``, ``1e3`` and times lose nothing. Raises NotAFeed where the text is not YAML, has aliases (which can
    expand without bound), tags that are not YAML's own, or more than 16 levels.
    """
    try:
        node = _composed(text)
    except (yaml.YAMLError, UnicodeError, ValueError) as e:
        if (mended := whole_json(text)) != text:  # its escapes in double quotes are those of JSON
            return read_yaml(mended)
        raise NotAFeed("", f"not YAML: {' '.join(str(e).split())}") from e
    return None if node is None else _value(node)


def _composed(text: str) -> yaml.Node | None:
    _check_events(text)
    return yaml.compose(text, Loader=_LOADER)


def _check_events(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise NotAFeed("", "YAML with aliases is not read")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise NotAFeed("", f"YAML of more than {_MAX_DEPTH} levels is not read")


def _value(node: yaml.Node) -> Value:
    if node.tag not in _STANDARD:
        raise NotAFeed("", f"the YAML tag {node.tag} is not read")
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return None if node.tag == _NULL else str(node.value)
