"""Settings: one TOML file, read once, passed as an argument."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from nutgraf.errors import SettingsError

MEGABYTE = 1_000_000


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the settings file; a key it does not know is an error."""


class Fetching(Section, frozen=True):
    """How the network is used; times in seconds, sizes in bytes after unpacking."""

    user_agent: Annotated[str, msgspec.Meta(pattern="^[!-~][ -~]*$")] = (
        "nutgraf/0.1 (+https://github.com/nutgraf/nutgraf)"
    )
    timeout: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 20.0
    max_bytes: Annotated[int, msgspec.Meta(ge=1)] = 20 * MEGABYTE
    concurrency: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 16
    host_delay: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 1.0
    allow_private: bool = False
    interval: int = 900


class Grouping(Section, frozen=True):
    """How articles are compared: ``window_days`` is how long an article can still be joined or copied.

    ``meaning``: whether each gets a vector of what it means; by words alone, stories keep to one language.
    """

    window_days: Annotated[float, msgspec.Meta(gt=0, le=36_500)] = 14.0
    meaning: bool = True


class Tagging(Section, frozen=True):
    """An editor's topics: their folder, and from how many points on an article is about one."""

    folder: str | None = None
    threshold: float = 2.0


class Publishing(Section, frozen=True):
    """What is published, and how; ``release`` is the rule for what no editor has decided on."""

    title: str = "nutgraf"
    site_url: Annotated[str, msgspec.Meta(pattern="^https?://")] = "http://localhost/"
    page_size: Annotated[int, msgspec.Meta(ge=1)] = 25
    release: Literal["none", "all"] = "none"
    key: str | None = None


class Serving(Section, frozen=True):
    """Where the desk listens, and whether stories can be edited there: ``local`` where only this machine reaches it."""

    host: str = "127.0.0.1"
    port: int = 8080
    edits: Literal["local", "all", "none"] = "local"


class Settings(Section, frozen=True):
    """All settings; every one has a default, so that no file is needed."""

    store: str = "sqlite:///nutgraf.db"
    sources: tuple[str, ...] = ()
    fetching: Fetching = Fetching()
    grouping: Grouping = Grouping()
    topics: Tagging = Tagging()
    publishing: Publishing = Publishing()
    serving: Serving = Serving()


def read_settings(path: Path | None) -> Settings:
    """Settings from a TOML file; the defaults where ``path`` is None.

    Raises SettingsError when the file cannot be read, is not TOML, or has a key or value that is not known.
    """
    if path is None:
        return Settings()
    try:
        return msgspec.toml.decode(path.read_text("utf-8-sig"), type=Settings)  # some editors write a byte order mark
    except OSError as e:
        raise SettingsError(str(path), e.strerror or "cannot be read") from e
    except UnicodeDecodeError as e:
        raise SettingsError(str(path), "is not UTF-8: save it so in the editor") from e
    except msgspec.DecodeError as e:
        raise SettingsError(str(path), str(e)) from e
