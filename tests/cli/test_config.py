from pathlib import Path

import pytest

from nutgraf.config import read_settings
from nutgraf.errors import SettingsError


@pytest.mark.parametrize(
    "line",
    [
        "concurrency = 0",
        "concurrency = 1000000",
        "timeout = 0",
        "timeout = nan",
        "timeout = inf",
        "host_delay = -1",
        "host_delay = nan",
        "host_delay = inf",
        "max_bytes = 0",
        'user_agent = ""',
        'user_agent = "a\\nX-Evil: b"',
        'user_agent = "café/1"',
    ],
)
def test_a_setting_that_would_let_no_fetch_end_well_is_refused_by_name(tmp_path: Path, line: str) -> None:
    file = tmp_path / "nutgraf.toml"
    file.write_text(f"[fetching]\n{line}\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert f"fetching.{line.partition(' ')[0]}" in caught.value.reason
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "line", ["concurrency = 1", "timeout = 0.5", "host_delay = 0", 'user_agent = "me/1 (+mailto:a@b.c)"']
)
def test_a_setting_at_its_edge_is_taken(tmp_path: Path, line: str) -> None:
    file = tmp_path / "nutgraf.toml"
    file.write_text(f"[fetching]\n{line}\n", "utf-8")
    assert read_settings(file).fetching


@pytest.mark.parametrize(
    "line",
    [
        *(f"grouping.window_days = {days}" for days in ("0", "-1", "nan", "inf", "1e300")),
        *("publishing.page_size = 0", 'publishing.site_url = "javascript:alert(1)"', 'publishing.site_url = ""'),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(tmp_path: Path, line: str) -> None:
    file = tmp_path / "nutgraf.toml"
    file.write_text(line, "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert line.partition(" ")[0] in caught.value.reason


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_settings_in_another_encoding_are_refused_with_the_reason(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "nutgraf.toml"
    file.write_text('publishing.title = "Küste"', encoding)
    with pytest.raises(SettingsError, match="is not UTF-8"):
        read_settings(file)


def test_settings_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "nutgraf.toml"
    file.write_text('publishing.title = "Küste"', "utf-8-sig")
    assert read_settings(file).publishing.title == "Küste"
