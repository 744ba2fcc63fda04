"""What runs without a page's script, so without its gate, goes through the one place that asks the gate."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ONLY_IN = {"fragment": "bsc/ui/parts.py", "dialog": "bsc/ui/parts.py", "download_button": "bsc/ui/files.py"}


@pytest.mark.parametrize(("name", "place"), ONLY_IN.items())
def test_it_is_used_in_one_place_only(name: str, place: str) -> None:
    sources = [*(ROOT / "bsc").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    used = {str(path.relative_to(ROOT)) for path in sources if name in _of_streamlit(path)}
    assert used == {place}


@pytest.mark.parametrize(
    "source",
    ["st.fragment(x)", "@st.fragment\ndef x(): ...", "streamlit.fragment", "from streamlit import fragment as f"],
)
def test_however_it_is_written_it_is_found(tmp_path: Path, source: str) -> None:
    (tmp_path / "page.py").write_text(source, encoding="utf-8")
    assert "fragment" in _of_streamlit(tmp_path / "page.py")


def _of_streamlit(path: Path) -> set[str]:
    """Return the names that the module at *path* takes from Streamlit, or from one of its containers."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit")
        for alias in node.names
    }
    ours = {("parts", "fragment"), ("parts", "dialog")}
    return imported | {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and not (isinstance(node.value, ast.Name) and (node.value.id, node.attr) in ours)
    }
