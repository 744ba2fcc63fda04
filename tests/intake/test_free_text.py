"""Free text: what tells who somebody is stays out of it, however it is written; what was meant stays readable."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.intake.free_text import masked

HARMLESS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Nd", "Nl", "No")), max_size=40)


@pytest.mark.parametrize(
    "address",
    [
        "max.muster@example.test",
        "MAX.MUSTER+shop@sub.example.co.uk",
        "müller@münchen.example",
        '"max muster"@example.test',
        "max@intranet",
        "max @ example.test",
        "max＠example.test",
        "max\u200b.muster@exa\u200bmple.test",
        "ma\u00adx@example.test",
        "max (at) example.test",
        "max[at]example[dot]test",
        "max at example dot test",
        "max at example punkt test",
        "mailto:max@example.test?subject=hi",
    ],
)
def test_an_e_mail_address_is_hidden_however_it_is_written(address: str) -> None:
    left = masked(f"please write: {address} , soon").casefold()
    assert "max" not in left
    assert "müller" not in left
    assert "example" not in left
    assert left.startswith("please write")
    assert left.endswith("soon")


@pytest.mark.parametrize(
    ("number", "token"),
    [
        ("+49 171 1234567", "[phone]"),
        ("+49 (0)171 / 123 45 67", "[phone]"),
        ("0171-12-34-567", "[phone]"),
        ("0171.123.45.67", "[phone]"),
        ("(040) 12 34 56-78", "[phone]"),
        ("0 1 7 1 1 2 3 4 5", "[phone]"),
        ("٠١٧١١٢٣٤٥٦٧", "[phone]"),
        ("0049171\u200b1234567", "[phone]"),
        ("4111 1111 1111 1111", "[card]"),
        ("5500-0000-0000-0004", "[card]"),
        ("340000000000009", "[card]"),
        ("4111 1111 1111 1112", "[number]"),  # no card's check digit: hidden all the same
        ("DE89 3704 0044 0532 0130 00", "[IBAN]"),
        ("de89370400440532013000", "[IBAN]"),
        ("GB29-NWBK-6016-1331-9268-19", "[IBAN]"),
        ("NO93 8601 1117 947", "[IBAN]"),
        ("192.168.0.17", "[IP address]"),
        ("2001:db8:85a3::8a2e:370:7334", "[IP address]"),
        ("fe80::1", "[IP address]"),
    ],
)
def test_numbers_that_lead_to_a_person_are_hidden(number: str, token: str) -> None:
    assert masked(f"mine is {number}, thanks") == f"mine is {token}, thanks"


def test_a_short_number_is_a_telephone_number_when_it_is_called_one() -> None:
    assert masked("Tel. 12345, ext 77") == "Tel. [phone], ext 77"
    assert masked("my number is 55 66 77") == "my number is [phone]"


@pytest.mark.parametrize(
    "address", ["https://x.test/u/max?id=7", "www.max-muster.de", "max-muster.de", "t.me/maxmuster", "hxxp://max.test"]
)
def test_a_web_address_is_hidden(address: str) -> None:
    assert masked(f"see {address} for it") == "see [web address] for it"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mr. Müller called", "Mr. [name] called"),
        ("Mrs Anna Maria Schmidt helped", "Mrs [name] helped"),
        ("herr müller war nett", "herr [name] war nett"),
        ("Danke an Frau Dr. von der Heide!", "Danke an Frau Dr. [name]!"),
        ("Ask Fr. Weber", "Ask Fr. [name]"),
        ("Sehr geehrter Herr Kessel,", "Sehr geehrter Herr [name],"),
        ("Hi Anna, it works", "Hi [name], it works"),
        ("Thanks Jonas for the call", "Thanks [name] for the call"),
        ("All fine.\nViele Grüße\nNele Ilmer", "All fine.\nViele Grüße\n[name]"),
        ("It works. Best regards, Tom O’Hara", "It works. Best regards, [name]"),
        ("Thanks, Anna Schmidt", "Thanks, [name]"),
        ("Too long. Thank you,\nAnna Schmidt\nKessel Ltd", "Too long. Thank you,\n[name]\nKessel Ltd"),
        ("It works. Best,\r\n\r\nAnna.", "It works. Best, \n \n[name]"),
        ("Thanks for the help!\nAnna", "Thanks for the help!\n[name]"),
        ("Alles gut, danke, Jonas Weber!", "Alles gut, danke, [name]!"),
        ("Vielen Dank im Voraus,\nNele Ilmer", "Vielen Dank im Voraus,\n[name]"),
        ("Merci\nPia", "Merci\n[name]"),
        ("Thanks,\nBest\nAnna", "Thanks,\nBest\n[name]"),
        ("My name is Pia Quast and I wait", "My name is [name] and I wait"),
        ("ask @maxmuster", "ask [name]"),
    ],
)
def test_a_name_is_hidden_where_one_is_to_be_expected(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Six more fields since 4 May 2026, all required; I gave up at field 11 of 14.",
        "Since 19.11.2026 it costs 1.234.567,89 € instead of EUR 12 500, from 8:00-16:30.",
        "On 2026-11-19 14:30:05 nothing loaded; budget 2025/2026 is 1,200 $.",
        "Dear Customer? Hello Team, thanks all! Kind regards",
        "meine Bestellung RL-1046 kam nach 24 Stunden, 100 % zufrieden, 9 von 10",
        "It is std::sort, e.g.this one, and 3 phones with 8 GB",
        "thanks for the help",
        "Thanks, Excel works again",
        "Thank you,\nthe invoice came.\nBest of all, it was right",
        "Of all tools the best,\nReally\nDanke, Team",
        "DE12 that went well after all",
        "<b>bold</b> & \\ `code` stays what it is",
    ],
)
def test_what_tells_nobody_stays_as_it_was_written(text: str) -> None:
    assert masked(text) == text


def test_signs_that_cannot_be_seen_and_that_turn_the_direction_go() -> None:
    assert masked("a\u202etxt.exe\u202c b\x00c\rd\ne") == "atxt.exe b c d\ne"


@given(HARMLESS, HARMLESS)
def test_an_address_is_hidden_whatever_stands_around_it(before: str, after: str) -> None:
    assert "k.quast77@example" not in masked(f"{before} k.quast77@example.test {after}")


def test_no_amount_begins_with_a_nought_as_telephone_numbers_do() -> None:
    assert masked("01719876543 $ and € 01719876543") == "[phone] $ and € [phone]"
    assert masked("$ 0 1 7 1 9 8 7 6 5") == "$ [phone]"
    assert masked("0.50 € and € 0,99") == "0.50 € and € 0,99"


@given(HARMLESS, HARMLESS, st.sampled_from(["", " ", "-", ".", "/"]))
def test_a_telephone_number_is_hidden_whatever_stands_around_it(before: str, after: str, between: str) -> None:
    left = masked(f"{before} {between.join('01719876543')} {after}")
    assert sum(map(str.isdecimal, left)) == 0


@given(st.text(max_size=200))
def test_what_is_masked_stays_as_it_is_when_it_is_masked_again(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "piece", ["a", "a.", "1 ", "a@", "mr ", "Aa ", "1:", "AB12", "hi A", "0.0.0", "a at a dot ", "(at)"]
)
def test_no_text_takes_long_however_it_was_built(piece: str) -> None:
    begun = time.perf_counter()
    masked(piece * (20_000 // len(piece)))
    assert time.perf_counter() - begun < 5
