from dataclasses import replace

import pytest

from bsc.reports.formats import FORMATS, file_name, report
from bsc.views.pack import Pack


@pytest.mark.parametrize(
    ("journey", "name"),
    [
        ("Customer journey", "customer-journey-sep-2026.pdf"),
        ("Café / Zürich “Süd”\r\n", "cafe-zurich-sud-sep-2026.pdf"),
        ("رحلة", "sep-2026.pdf"),
        ("../../etc/passwd", "etc-passwd-sep-2026.pdf"),
    ],
)
def test_a_file_is_named_in_letters_that_every_system_takes(wide_pack: Pack, journey: str, name: str) -> None:
    assert file_name(replace(wide_pack, cover=replace(wide_pack.cover, journey=journey)), "pdf") == name


def test_every_format_that_is_offered_can_be_made(wide_pack: Pack) -> None:
    few = replace(wide_pack, trends=wide_pack.trends[:1], stages=wide_pack.stages[:1])
    begins = {ending: report(few, ending)[:4] for ending in FORMATS}
    assert begins == {"pptx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF", "html": b"<!do"}
