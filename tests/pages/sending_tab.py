"""A tab of the Share page that sends, as its tests open, press and read it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Visit


def opened(visit: Visit, database: Path, tab: str, **address: str) -> AppTest:
    page = visit(database, "share.py", tab=tab, **address)
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    drawn = (*page.markdown, *page.caption, *page.error, *page.info, *page.success, *page.code)
    return "\n".join(str(each.value) for each in drawn)


def plain(page: AppTest) -> str:
    return words(page).replace("\\", "")


def pressed(page: AppTest, key: str) -> AppTest:
    page = page.button(key=key).click().run()
    assert not page.exception
    return page
