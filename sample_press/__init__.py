"""The sample press: invented outlets with invented news, served over HTTP for the demo and the tests.

    content.py   articles/<outlet>/<slug>.toml and outlets.toml -> Edition, its dates shifted to a given now
    pages.py     an article -> what a template shows of it
    render.py    Edition, outlet, round, addresses -> every resource of the outlet's site, as bytes
    pictures.py  abstract PNG and SVG images from a seed
    server.py    Press: the HTTP server
    expected.json  the stories, copies, revisions, rejected pages and quotations a reader should find

Nothing here is real: places, people, firms and events are made up.
"""

from sample_press.content import Edition, load_edition
from sample_press.server import Press

__all__ = ["Edition", "Press", "load_edition"]
