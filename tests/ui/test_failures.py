from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from bsc.ui.failures import escaped


def test_a_name_that_looks_like_markdown_is_shown_as_it_is() -> None:
    assert escaped("**Ads** :red[x]") == r"\*\*Ads\*\* \:red\[x\]"


@given(some.text(alphabet="*_`[]()<>#+-!|~$: ab1.", min_size=1))
def test_escaped_text_renders_as_itself(text: str) -> None:
    tokens = MarkdownIt().parseInline(escaped(text.strip()))
    assert "".join(child.content for token in tokens for child in token.children or []) == text.strip()
