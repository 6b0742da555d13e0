"""Names of files in a real browser: what somebody called a file is shown, never drawn as markup."""

from pathlib import Path

from core.i18n.plain_text import shown
from tests.load.server import serve

MARKED = "a, img, strong, em, del, code, b, li, h1, table, .katex, span span"
NAMES = (
    "my_film.mp4",
    "**bold** [link](https://a.example) <b>x</b> <img src=x onerror=alert(1)>",
    "www.a.example https://b.example/?c=d me@a.example",
    "&lt;b&gt; &#x202e; :smile: :red[x] :material/home: $x^2$ a -> b --> c",
    "1. first.csv",
    "사진\u202egpj.exe",
    "# head ~~no~~ `code` | a | b |",
)
SHOW = """
import streamlit as st
from core.i18n.plain_text import in_markdown
from tests.browser.test_names import NAMES
st.title("names")
for i, name in enumerate(NAMES):
    with st.container(key=f"name{i}"):
        st.warning(in_markdown(name, 200))
"""


def test_names_are_shown_as_they_are(tmp_path: Path, open_page, settled) -> None:
    (tmp_path / "names.py").write_text(SHOW, encoding="utf8")
    with serve(tmp_path / "names.py") as host:
        page = open_page(f"http://{host}")
        settled(page)
        for i, name in enumerate(NAMES):
            box = page.locator(f".st-key-name{i} [data-testid=stMarkdownContainer]")
            assert box.text_content().replace("\u2060", "").strip() == shown(name, 200)
            assert box.locator(MARKED).count() == 0
        page.close()
