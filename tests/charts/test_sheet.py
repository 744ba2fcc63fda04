"""A table as one landscape page: nothing cut off, nothing over something else."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.charts.sheet import LANDSCAPE, Band, Line, Sheet, Wave, Waves, svg_of, width_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Kundenzufriedenheitsbefragungsergebnisauswertung"


def sheet(columns: int, words: str) -> Sheet:
    return Sheet(
        title="Map",
        subtitle="Everybody",
        columns=tuple((Line(text=f"Stage {at}", strong=True),) for at in range(columns)),
        rows=(
            Band(
                name="Pains", cells=tuple((Line(text=words), Line(text="<short> & 'quoted'")) for _ in range(columns))
            ),
            Waves(
                name="Emotion",
                curves=(
                    Wave(
                        name="One", points=(1.0, None, -1.0, 0.5)[:columns], marked=(True, False, False, True)[:columns]
                    ),
                    Wave(name="Other", points=(0.0,) * columns, marked=(False,) * columns),
                ),
            ),
        ),
        legend="● On track",
    )


def drawn(columns: int = 4, words: str = "Too many fields") -> ET.Element:
    return ET.fromstring(svg_of(sheet(columns, words)))  # noqa: S314 -- our own


def box(svg: ET.Element) -> list[float]:
    return [float(number) for number in svg.attrib["viewBox"].split()]


@pytest.mark.parametrize("columns", [1, 4])
@pytest.mark.parametrize("words", ["Short", "very long words " * 60, LONG * 3])
def test_a_page_has_the_proportions_of_paper_and_every_word_stands_on_it(columns: int, words: str) -> None:
    svg = drawn(columns, words)
    left, top, width, height = box(svg)
    assert width / height == pytest.approx(LANDSCAPE, abs=0.01)
    for text in svg.iter(f"{SVG}text"):
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        assert left <= x
        assert x + width_of(text.text or "") <= left + width + 1
        assert top <= y <= top + height


def test_no_word_is_lost() -> None:
    text = " ".join(each.text or "" for each in drawn(words=LONG).iter(f"{SVG}text"))
    assert LONG in re.sub(r"- ", "", text)
    assert "<short> & 'quoted'" in text


def test_a_gap_in_a_curve_stays_one() -> None:
    lines = [each for each in drawn().iter(f"{SVG}path") if "C" in each.attrib["d"]]
    assert len(lines) == 1 + 3  # of 1, gap, -1, 0.5 only the last two are neighbours; the flat one has three


def test_a_moment_of_truth_is_a_star_on_its_curve() -> None:
    stars = [each for each in drawn().iter(f"{SVG}text") if each.text == "★"]
    assert len(stars) == 2


def test_a_space_that_breaks_no_line_is_kept_where_it_stands_alone() -> None:
    assert wrapped("\u00a0 ja", 100) == ["\u00a0 ja"]


@given(st.text(st.characters(exclude_categories=["C"]), max_size=200), st.floats(30, 400))
def test_lines_are_never_wider_than_their_room(text: str, room: float) -> None:
    lines = wrapped(text, room)
    assert all(width_of(line) <= room or len(line) <= 2 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == re.sub(r"[ \t\r\n-]+", "", text)
