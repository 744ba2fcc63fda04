"""What is taken for the name of a segment in a sentence, and what is an ordinary word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.views.segment_names import SegmentNames


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Email", "the Email spend"),
        ("Email", "the EMAIL spend"),
        ("Email", "eMAIL"),
        ("Email", "Emails were sent"),
        ("Email", "the email's reach"),
        ("Email", "paidEmail"),
        ("email", "paidEmail"),
        ("Email", "EmailSpend rose"),
        ("Email", "B2BEmails"),
        ("Email", "Email_x"),
        ("Email", "sum(x_email)"),
        ("Email", "Email2"),
        ("SEO", "our seo"),
        ("YouTube", "paidYouTube, youtube and You Tube"),
        ("Paid search", "paid_search, paid-search"),
        ("paid_search", "PaidSearch"),
        ("Branch", "all branches"),
        ("Straße", "STRASSE"),
        ("Écran", "E\u0301CRAN"),  # the accent apart
        ("UK", "sales in UK"),
        ("New", "New customers, NEW"),
        ("Region 1", "in region 1"),
    ],
)
def test_a_segment_is_named_however_it_is_written(name: str, text: str) -> None:
    for each in text.split(", "):
        assert SegmentNames({name, "Osprey"}).one_in("Nothing else", each)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Direct", "It was directly seen, indirect, Directly, a redirect"),
        ("Email", "voicemail and e mail"),
        ("no", "There is no rain, No."),
        ("7", "on 7 days"),
        ("US", "Tell us, Us and USA"),
        ("New", "a new site, News"),
        ("Region 1", "Region 12, Region 1st"),
        ("Search", "research, Searching"),
    ],
)
def test_an_ordinary_word_names_no_segment(name: str, text: str) -> None:
    assert not SegmentNames({name}).one_in(text)


def test_without_segments_nothing_is_named() -> None:
    assert not SegmentNames(frozenset()).one_in("Email", "")


@given(
    st.from_regex(r"[A-Za-zÀ-öß ]{4,12}", fullmatch=True).filter(
        lambda name: len(name.strip()) > 3 and " " not in name.strip()
    )
)
def test_a_name_of_four_letters_is_found_in_any_case(name: str) -> None:
    said = [name, name.upper(), name.lower(), name.title(), f"{name.strip()}_1"]
    assert all(SegmentNames({name}).one_in(f"It is {each}, they say.") for each in said)
