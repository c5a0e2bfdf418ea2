"""An editor's topics, from a folder of YAML files."""

from collections.abc import Callable, Iterator
from pathlib import Path

from nutgraf.config import MEGABYTE, Settings
from nutgraf.core.topics.tagging import Topics
from nutgraf.core.topics.taxonomy import KEYS, Topic, above, by_name, read_topic
from nutgraf.errors import InputError, SettingsError, TooLarge

MAX_BYTES = MEGABYTE  # against a file that holds no topics; chosen, not measured


def topics_of(settings: Settings, tell: Callable[[InputError], None], folder: Path | None = None) -> Topics | None:
    """The topics of the folder, or of that of the settings; None where neither is named. Tells of files that are none.

    Raises SettingsError as ``read_topics`` does.
    """
    if folder is None and settings.topics.folder is not None:
        folder = Path(settings.topics.folder)
    if folder is None:
        return None
    topics, faults = read_topics(folder, settings.topics.threshold)
    for fault in faults:
        tell(fault)
    return topics


def read_topics(folder: Path, threshold: float) -> tuple[Topics, list[InputError]]:
    """The topics of the YAML files in a folder, and what is wrong with each file that is none.

    Raises SettingsError where there is no such folder or no topic in it.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})
    except OSError as e:
        raise SettingsError(str(folder), f"no folder of topics: {e.strerror}") from e
    faults: list[InputError] = []
    found: dict[Path, Topic] = {}
    for path in paths:
        try:
            found[path] = _read(path)
        except InputError as e:
            faults.append(type(e)(str(path), e.reason))
    faults += _namesakes(found)
    faults += _astray(found)
    faults += _strange(found)
    if not found:
        told = f": {faults[0]}" if faults else ""
        raise SettingsError(str(folder), f"no topic in it (*.yaml){told}")
    return Topics(list(found.values()), threshold), faults


def _read(path: Path) -> Topic:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise TooLarge("", f"over {MAX_BYTES:,} bytes")
        return read_topic(content.decode("utf-8-sig"))
    except OSError as e:
        raise InputError("", e.strerror or "cannot be read") from e
    except UnicodeDecodeError as e:
        raise InputError("", "is not UTF-8") from e


def _namesakes(found: dict[Path, Topic]) -> Iterator[InputError]:
    """Takes out topics that have the id or name of an earlier one."""
    taken: dict[str, Path] = {}
    for path, topic in list(found.items()):
        names = {topic.slug.casefold(), topic.name.casefold()}
        if earlier := next((taken[name] for name in sorted(names) if name in taken), None):
            del found[path]
            yield InputError(str(path), f"has the id or name of {earlier}")
        else:
            taken |= dict.fromkeys(names, path)


def _astray(found: dict[Path, Topic]) -> Iterator[InputError]:
    """What is wrong with the parents that topics name; the topics stay, without those."""
    topics = list(found.values())
    names, over = by_name(topics), above(topics)
    for number, (path, topic) in enumerate(found.items()):
        for parent in topic.parents:
            if parent.casefold() not in names:
                yield InputError(str(path), f"its parent “{parent}” is no topic of this folder")
        if number in over[number]:
            yield InputError(str(path), "is its own parent, directly or by others")


def _strange(found: dict[Path, Topic]) -> Iterator[InputError]:
    """What is wrong with the keys of files, which may be misspelt; the topics stay, without those."""
    for path, topic in found.items():
        if topic.strange:
            keys = ", ".join(f"`{key[:80]}`" for key in topic.strange)
            yield InputError(str(path), f"passed over {keys}: the keys of a topic are {', '.join(KEYS)}")
