"""The small drawings of printed packs."""

import itertools
import re
import xml.etree.ElementTree as ET

import pytest

from bsc.charts.lines import HEIGHT, WIDTH, Band, Lines, Moment, Stretch, lines_svg
from bsc.charts.sheet import Wave
from bsc.charts.strips import sparkline, waves_svg
from bsc.charts.theme import LOOKS, PRINTED
from bsc.model.words import Status

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Leads <script>alert(1)</script> & more"


def lines(*values: float | None, **more: object) -> Lines:
    moments = tuple(
        Moment(label=f"M{at}", value=value, status=Status.NO_DATA if value is None else Status.ON_TRACK)
        for at, value in enumerate(values)
    )
    asked = {"moments": moments, "stretches": (), "low": 0.0, "high": 10.0, "ticks": ((0.0, "0"), (10.0, "10"))}
    return Lines(**{**asked, "title": TITLE, "said": "It rises.", **more})  # type: ignore[arg-type]


def drawn(asked: Lines) -> ET.Element:
    return ET.fromstring(lines_svg(asked))  # noqa: S314 -- as above


def texts(svg: ET.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def strokes(svg: ET.Element, color: str) -> list[ET.Element]:
    return [each for each in svg.iter(f"{SVG}path") if each.get("stroke") == color and each.get("fill") == "none"]


def test_a_drawing_says_in_words_what_is_seen_and_names_stay_text() -> None:
    svg = drawn(lines(1, 2, 3))
    assert (svg.findtext(f"{SVG}title"), svg.findtext(f"{SVG}desc")) == (TITLE, "It rises.")
    assert svg.get("role") == "img"
    assert svg.find(f".//{SVG}script") is None


def test_drawings_have_no_ids_links_or_scripts_so_that_many_stand_in_one_document() -> None:
    text = lines_svg(lines(1, None, 3))
    assert not re.search(r"\b(id|href|on\w+)=|url\(", text)


def test_a_gap_is_no_line_and_has_the_mark_of_no_data() -> None:
    svg = drawn(lines(1, 2, None, 3, 4))
    assert len(strokes(svg, PRINTED["primary"])) == 2  # from 1 to 2 and from 3 to 4
    hollow = [each for each in svg.iter(f"{SVG}path") if each.get("stroke") == LOOKS[Status.NO_DATA].light]
    assert [each.get("fill") for each in hollow] == ["#FFFFFF"]


def test_a_status_is_told_by_its_shape_as_well_as_its_colour() -> None:
    shapes = set()
    for status in (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.NO_TARGET):
        svg = drawn(lines(moments=(Moment(label="M", value=5, status=status),)))
        dot = next(each for each in svg.iter(f"{SVG}path") if each.get("fill") == LOOKS[status].light)
        shapes.add(re.sub(r"[-\d. ]+", "", dot.get("d", "")) + str(dot.get("d", "").count("-")))
    assert len(shapes) == 4


def test_a_period_that_is_not_over_is_hatched_its_point_hollow_and_its_line_dashed() -> None:
    running = Moment(label="B", value=4, status=Status.AT_RISK, settled=False, partial=True)
    svg = drawn(lines(moments=(Moment(label="A", value=2, status=Status.AT_RISK), running)))
    assert [each.get("stroke-dasharray") for each in strokes(svg, PRINTED["primary"])] == ["3 3"]
    fills = [each.get("fill") for each in svg.iter(f"{SVG}path") if each.get("stroke") == LOOKS[Status.AT_RISK].light]
    assert fills == [LOOKS[Status.AT_RISK].light, "#FFFFFF"]
    assert strokes(svg, PRINTED["gray"])


@pytest.mark.parametrize("count", [1, 2, 36])
def test_a_hatch_fills_its_column_and_nothing_beside_it(count: int) -> None:
    moments = tuple(Moment(label="M", value=1, partial=at == count - 1) for at in range(count))
    [hatch] = strokes(drawn(lines(moments=moments, ticks=())), PRINTED["gray"])
    numbers = [float(each) for each in re.findall(r"-?[0-9.]+", hatch.get("d", ""))]
    across, down = numbers[::2], numbers[1::2]
    assert min(down) == pytest.approx(10)
    assert max(down) == pytest.approx(HEIGHT - 32)
    assert max(across) - min(across) == pytest.approx((WIDTH - 4 - 8) / count, abs=0.2)


def test_target_and_red_line_are_told_apart_by_dashes_and_by_words() -> None:
    stretches = (
        Stretch(line="target", first=0, last=2, level=8, text="Target 8"),
        Stretch(line="red line", first=0, last=2, level=7.9, text="Red line 7.9"),
    )
    svg = drawn(lines(1, 2, 3, stretches=stretches))
    assert [each.get("stroke-dasharray") for each in strokes(svg, PRINTED["red"])] == ["5 3"]
    assert [each.get("stroke-dasharray") for each in strokes(svg, PRINTED["green"])] == [None]
    heights = [
        float(each.get("y", "0")) for each in svg.iter(f"{SVG}text") if each.text in {"Target 8", "Red line 7.9"}
    ]
    assert heights[1] - heights[0] >= 11  # the two would meet otherwise


def test_a_target_that_does_not_hold_at_the_end_has_no_text_there() -> None:
    svg = drawn(lines(1, 2, 3, stretches=(Stretch(line="target", first=0, last=1, level=8),)))
    assert "Target" not in " ".join(texts(svg))


def test_what_is_foreseen_is_a_band_that_joins_the_last_value() -> None:
    moments = (Moment(label="A", value=2, status=Status.ON_TRACK), Moment(label="B", value=None))
    svg = drawn(lines(moments=moments, band=Band(first=1, middle=(3.0,), low=(2.0,), high=(4.0,))))
    assert [each.get("fill-opacity") for each in svg.iter(f"{SVG}path") if each.get("fill-opacity")] == [".14"]
    assert [each.get("stroke-dasharray") for each in strokes(svg, PRINTED["primary"])] == ["4 3"]


@pytest.mark.parametrize("count", [1, 2, 12, 36, 60])
def test_labels_do_not_meet_and_nothing_leaves_the_drawing(count: int) -> None:
    moments = tuple(
        Moment(label="30 Sep 2026", value=float(at % 7), status=Status.ON_TRACK, shown=at == count - 1)
        for at in range(count)
    )
    svg = drawn(lines(moments=moments))
    middles = [float(each.get("x", "0")) for each in svg.iter(f"{SVG}text") if each.text == "30 Sep 2026"]
    assert all(later - earlier > 60 for earlier, later in itertools.pairwise(middles))
    places = [float(number) for each in svg.iter(f"{SVG}text") for number in (each.get("x", "0"),)]
    assert all(0 <= place <= WIDTH for place in places)
    assert all(0 <= float(each.get("y", "0")) <= HEIGHT for each in svg.iter(f"{SVG}text"))


def test_a_sparkline_breaks_at_a_gap_and_is_empty_where_nothing_is_known() -> None:
    assert sparkline((None, None), "green") == ""
    svg = ET.fromstring(sparkline((1.0, 2.0, None, 3.0, 2.0), "green"))  # noqa: S314
    assert len(list(svg.iter(f"{SVG}path"))) == 2
    [dot] = svg.iter(f"{SVG}circle")
    assert dot.get("fill") == PRINTED["green"]


def test_a_sparkline_of_equals_is_flat() -> None:
    svg = ET.fromstring(sparkline((2.0, 2.0, 2.0), "red"))  # noqa: S314
    [path] = svg.iter(f"{SVG}path")
    assert len(set(re.findall(r" (\d+\.\d)", path.get("d", "")))) == 1


def test_a_point_of_an_emotion_stands_in_the_middle_of_its_stage() -> None:
    wave = Wave(name="Ann", points=(1.0, None, -1.0), marked=(False, False, False))
    svg = ET.fromstring(waves_svg((wave,), "How customers feel", "Ann: well"))  # noqa: S314
    assert svg.get("viewBox") == "0 0 700 74"
    places = [(float(dot.get("cx", "0")), float(dot.get("cy", "0"))) for dot in svg.iter(f"{SVG}circle")]
    assert [x for x, _ in places] == [116.7, 583.3]  # of three columns in 700
    assert places[0][1] < places[1][1]  # what feels well stands above


def test_several_personas_are_named_and_told_apart_by_dashes() -> None:
    waves = [Wave(name=name, points=(0.0, 1.0), marked=(False, True)) for name in ("Ann", "Bob & <b>")]
    svg = ET.fromstring(waves_svg(waves, "t", "s"))  # noqa: S314
    assert texts(svg) == ["Ann", "Bob & <b>"]
    samples = [each.get("stroke-dasharray") for each in svg.iter(f"{SVG}path") if "h20" in each.get("d", "")]
    assert samples == [None, "6 3"]
