"""Templates show texts as they are, and never as markup."""

import pytest

from app.pages.rendering import code


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("`near` names it", "<code>near</code> names it"),
        ("ask `Retry-After`, then `Allow`.", "ask <code>Retry-After</code>, then <code>Allow</code>."),
        ("`<b>` & <b>", "<code>&lt;b&gt;</code> &amp; &lt;b&gt;"),
        ("\"'", "&#34;&#39;"),
        ("", ""),
    ],
)
def test_what_stands_between_backquotes_is_code_and_nothing_in_it_is_markup(text: str, html: str) -> None:
    assert str(code(text)) == html
