from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from bsc.ui.failures import escaped
from bsc.ui.prose import coded


def test_a_name_that_looks_like_markdown_is_shown_as_it_is() -> None:
    assert escaped("**Ads** :red[x]") == r"\*\*Ads\*\* \:red\[x\]"


@given(some.text(alphabet="*_`[]()<>#+-!|~$: ab1.", min_size=1))
def test_escaped_text_renders_as_itself(text: str) -> None:
    tokens = MarkdownIt().parseInline(escaped(text.strip()))
    assert "".join(child.content for token in tokens for child in token.children or []) == text.strip()


@given(some.text(alphabet="=-#>`|&;\t\n 1.ab", min_size=1))
def test_escaped_text_of_several_lines_is_one_paragraph(text: str) -> None:
    shown = MarkdownIt("commonmark").parse(f"Name: {escaped(text)}")
    assert [token.type for token in shown] == ["paragraph_open", "inline", "paragraph_close"]


def test_what_looks_like_an_entity_is_shown_as_it_is() -> None:
    tokens = MarkdownIt().parseInline(escaped("R&amp;D &#42; &lt;b&gt; A & B"))
    assert "".join(child.content for child in tokens[0].children or []) == "R&amp;D &#42; &lt;b&gt; A & B"


@given(some.text(alphabet="*`[]()!<>#\n ab"))
def test_a_sentence_with_code_that_quotes_any_name_draws_no_picture_and_no_heading(name: str) -> None:
    shown = MarkdownIt("commonmark").parse(f"Said: {coded(f'known are `{name}`, `![i](x)`')}")
    kinds = {child.type for token in shown for child in token.children or []}
    assert [token.type for token in shown] == ["paragraph_open", "inline", "paragraph_close"]
    assert kinds <= {"text", "text_special", "code_inline"}
