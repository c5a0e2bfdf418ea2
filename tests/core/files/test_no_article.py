import pytest

from nutgraf.core.files.no_article import why_no_text
from nutgraf.core.files.saved_text import read_saved_text
from nutgraf.errors import InputError


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,url\nPost,https://post.example/feed\nDaily,https://daily.example/feed\n", "a table"),
        ("Ort;Pegel;Zeit\nLind;2,3;08:00\nSkerra;2,9;08:00", "a table"),
        ("port\tdepth\nLind\t12\nSkerra\t9", "a table"),
        ("| port | depth |\n| Lind | 12 |", "a table"),
        ("# Port tools\n\nScripts.\n\n## Install\n\n    pip install port-tools\n", "a program's read-me"),
        ("Port tools\n==========\nInstallation\n------------\n$ make\nLicense\n-------\nMIT", "a program's read-me"),
        ("# Hafen\n## Voraussetzungen\nPython.\n## Lizenz\nMIT.", "a program's read-me"),
        ("import os\n\n\ndef port(name):\n    return os.path.join('a', name)\n", "source code"),
        ("#!/bin/sh\nset -e\nls", "source code"),
        ('int main(void) {\n  int n = 3;\n  printf("%d", n);\n  return 0;\n}', "source code"),
        ("const port = require('port');\nfunction go() {\n  port.open();\n}", "source code"),
        ("[port]\nname = Lind\ndepth = 12", "settings"),
        ('"name","when"\n"Post","2026-01-01"\n"Daily, The","2026-01-02"', "a table"),
        ("CREATE TABLE ports (\n  id INTEGER PRIMARY KEY,\n  name TEXT\n);\nDROP TABLE quays;", "source code"),
        ("diff --git a/p.py b/p.py\n--- a/p.py\n+++ b/p.py\n@@ -1,2 +1,2 @@\n-import os\n+import sys", "source code"),
        ('Traceback (most recent call last):\n  File "a.py", line 1\nValueError: bad', "source code"),
        ("2026-03-10 10:00:00 INFO start\n2026-03-10 10:00:01 slow\n2026-03-10 10:00:02 done", "a program's log"),
        ("10.0.0.1 - - GET /\n10.0.0.1 - - GET /a\n10.0.0.2 - - GET /b", "a program's log"),
        ("name: port\nservices:\n  web:\n    image: nginx\n    ports:\n      - 80:80", "settings"),
        ("all: build\n\nbuild:\n\tgcc a.c\n\nclean:\n\trm -f a", "settings"),
        ("https://a.example\nhttps://b.example\nhttps://c.example/feed", "a list of addresses"),
        ("Loading…", "a page that was still loading"),
    ],
)  # fmt: skip
def test_what_a_text_is_instead(text: str, why: str) -> None:
    assert why_no_text(text) == why
    with pytest.raises(InputError, match=f"no article: {why}"):
        read_saved_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ferry timetable changes on Monday\nThe ferry leaves at seven, half an hour earlier, they say.",
        "Bridge, quay\nMara Lind, Jonas Quay",
        "Port opens; pilots glad\nThe port is open; the pilots are glad.",
        "# Bridge reopens\n\nIt opened on Monday.\n\n## License fees rise\n\nThey do.",
        "Title\nimport duties rise, the minister said.\nReturn of the ferry is expected.\nFor the pilots it is good.",
        "Results of the regatta\nfirst: Lind, 10 points\nsecond: Quay, 8 points\nThe race ended in fog.",
        "Monday: rain\nTuesday: sun\nWednesday: fog",
        "https://a.example\nThe bridge is shut.\nhttps://b.example",
        "2026-03-10 10:00:00 the bridge was shut.\nIt opens on Monday.\nThe office said so.",
        "A title alone",
        "",
    ],
)
def test_texts_that_are_articles(text: str) -> None:
    assert why_no_text(text) is None
