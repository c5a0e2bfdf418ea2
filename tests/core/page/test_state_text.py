"""Articles that stand only in the state that a page leaves to its scripts."""

import json

import pytest
from growth import assert_grows_with_size, named, repeated
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.core.page.maintext import main_text
from nutgraf.core.page.parsed import Page
from nutgraf.core.page.script_values import script_values

TITLE = "Island loses its ferry pier after a century"
PARAGRAPHS = """
The harbour board voted on Tuesday to close the old ferry pier, which has carried islanders to the mainland \
since 1911, and to build a new one beside the fish market.
“We could not go on patching it every winter,” said Mara Lindqvist, who chairs the board. “The piles are \
rotten, and the insurers told us so in writing.”
Fishermen who land their catch at the pier said that nobody had asked them. They expect to lose two seasons.
The board will publish the plans in June. Construction is expected to take about fourteen months.
""".strip().split("\n")
HTML = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
NOISE = {"locale": {"a": "Wir nutzen Cookies. " * 60}, "css": ".a{color:red} " * 90, "hash": "QUJD" * 400}


def page(script: str) -> str:
    return f"<html><head><title>{TITLE} - The Tide</title></head><body><div id='root'></div>{script}</body></html>"


def lines(script: str) -> list[str]:
    return main_text(Page(page(script), "https://tide.example/pier")).text.split("\n")


def data(value: object) -> str:
    written = json.dumps(value).replace("<", "\\u003c")
    return f"<script id='__NEXT_DATA__' type='application/json'>{written}</script>"


def wrapped(body: object) -> object:
    return {"props": {**NOISE, "article": {"headline": TITLE, "body": body, "tags": ["pier"]}}}


@pytest.mark.parametrize(
    "body",
    [
        HTML,
        "\n\n".join(PARAGRAPHS),
        PARAGRAPHS,
        [{"type": "text", "content": text} for text in PARAGRAPHS],
        [{"type": "text", "content": f"<p>{text}</p>"} for text in PARAGRAPHS],
        {"elements": [{"items": [{"htmlText": text}]} for text in PARAGRAPHS]},
        [{"p": text} for text in PARAGRAPHS],
        [
            {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": half} for half in halves]}
            for halves in [text.partition(", ") for text in PARAGRAPHS]
        ],
        {
            "nodeType": "document",
            "content": [
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]} for text in PARAGRAPHS
            ],
        },
        json.dumps({"blocks": [{"type": "paragraph", "data": {"text": text}} for text in PARAGRAPHS]}),
    ],
)
def test_the_article_is_found_in_json_of_many_shapes(body: object) -> None:
    assert lines(data(wrapped(body))) == PARAGRAPHS


@pytest.mark.parametrize(
    "script",
    [
        "<script>window.__INITIAL_STATE__ = {json}; window.other = {{}};</script>",
        "<script>window.__PRELOADED_STATE__=JSON.parse({quoted});</script>",
        "<script>window.__PRELOADED_STATE__=JSON.parse('{single}');</script>",
        "<script>var a=1;Fusion=window.Fusion||{{}};Fusion.globalContent={json};Fusion.x=2</script>",
        '<script>window.__STATE__={{"user":undefined,"page":{json}}}</script>',
        "<script>window.__NUXT__=(function(a,b){{return {{data:a}}}}({string},null))</script>",
        '<script>self.__next_f.push([1,"1:I[]\\n:HL[]\\n5:{rest}"])</script><script>self.__next_f.push([1,{tail}])</script>',
        "<script type='text/x-template'>{html}</script>",
    ],
)  # fmt: skip
def test_the_article_is_found_in_scripts_of_many_kinds(script: str) -> None:
    value = json.dumps(wrapped(HTML))
    written = script.format(
        json=value,
        quoted=json.dumps(value),
        single=value.replace("\\", "\\\\").replace("'", "\\'"),
        string=json.dumps(HTML),
        rest=json.dumps(value[:300])[1:-1],
        tail=json.dumps(value[300:] + "\n"),
        html=HTML,
    )
    assert lines(written) == PARAGRAPHS


def test_a_text_of_a_react_stream_is_as_long_as_it_says() -> None:
    size = f"{len(HTML.encode()):x}"
    stream = json.dumps(f"24:T{size},{HTML}25:[]\n")
    assert lines(f"<script>self.__next_f.push([1,{stream}])</script>") == PARAGRAPHS


def test_a_react_stream_may_be_cut_between_the_halves_of_a_character() -> None:
    text = HTML.replace("</p>", " \U0001f600</p>", 1)
    stream = json.dumps(f"24:T{len(text.encode()):x},{text}25:[]\n")
    cut = stream.index("\\ude00")
    pieces = (f"<script>self.__next_f.push([1,{piece}])</script>" for piece in (f'{stream[:cut]}"', f'"{stream[cut:]}'))
    assert lines("".join(pieces)) == [f"{PARAGRAPHS[0]} \U0001f600", *PARAGRAPHS[1:]]


def test_headings_lists_and_links_are_kept() -> None:
    body = [
        *({"type": "paragraph", "content": text} for text in PARAGRAPHS),
        {"type": "header", "level": 2, "content": "What comes next"},
        {"type": "list", "items": [{"type": "list-item", "content": "Plans in June"}]},
        {"type": "p", "children": [{"type": "a", "attribs": {"href": "/plan"}, "children": [{"text": "The plan"}]}]},
        {"type": "image", "content": "A picture of the pier."},
    ]
    made = main_text(Page(page(data(wrapped(body))), "https://tide.example/pier"))
    kinds = [(passage.kind, made.text[passage.start : passage.end]) for passage in made.passages[4:]]
    assert kinds == [("heading", "What comes next"), ("item", "Plans in June"), ("paragraph", "The plan")]
    assert [link.url for link in made.links] == ["https://tide.example/plan"]


@pytest.mark.parametrize(
    "value",
    [
        NOISE,
        {"consent": HTML},
        {"comments": [{"text": text} for text in PARAGRAPHS]},
        {"stories": [{"headline": f"Story {n}", "slug": "x", "text": text} for n, text in enumerate(PARAGRAPHS)]},
        {"items": [{"shortDescription": text} for text in PARAGRAPHS]},
        {"banner": "<p>We use cookies. A cookie is a file. Cookies help us to know how the pier is used.</p>" * 9},
        {"other": "<p>The council of another town met about the swimming bath, and it came to no result.</p>" * 9},
        {"urls": ["https://tide.example/a-very-long-address-of-a-page/which-says-nothing.html"] * 30},
    ],
)
def test_what_is_no_article_is_left(value: object) -> None:
    assert lines(data(value)) == [""]


def test_a_page_that_shows_its_article_keeps_it() -> None:
    shown = page(
        f"<article class='article-body'>{HTML}</article>{data(wrapped([text + ' More.' for text in PARAGRAPHS]))}"
    )
    assert "More." not in main_text(Page(shown)).text


HOSTILE = {
    "brackets in JSON": lambda size: data([[[[1]]]] * (size // 10)),
    "brackets": repeated("[", "<script>x=", "</script>"),
    "braces": repeated("{", "<script>window.a=", "</script>"),
    "objects": repeated("{c:", "<script>window.a={b:", "</script>"),
    "escaped quotes": repeated('\\"', '<script>window.a=["', "</script>"),
    "assigned objects": repeated("={", "<script>window.a=[", "</script>"),
    "a stream": repeated("1:T9,", '<script>self.__next_f.push([1,"', '"])</script>'),
    "texts": lambda size: data({"a": {"content": ["x " * 300] * (size // 100)}}),
}


@pytest.mark.parametrize("name", named(HOSTILE, "brackets in JSON"))
def test_hostile_scripts_take_time_in_proportion_to_their_size(name: str) -> None:
    assert_grows_with_size(HOSTILE[name], lambda script: main_text(Page(page(script))), 50_000)


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.sampled_from([*PARAGRAPHS, HTML])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(
            st.sampled_from(["type", "text", "content", "children", "title", "style", "a"]), inner, max_size=5
        ),
    ),
    max_leaves=25,
)


@given(_JSON, st.sampled_from(["{}", "window.x={};", "self.__next_f.push([1,{}])", "f({})"]))
@settings(max_examples=200, deadline=None)
def test_any_state_is_read_without_an_exception(value: object, script: str) -> None:
    read = Page(page(f"<script>{script.replace('{}', json.dumps(value))}</script>{data(value)}"))
    main_text(read)
    list(script_values(read))
