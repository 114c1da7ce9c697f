import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.documents.reading.files.docx import read_docx
from lantoa.documents.reading.files.docx_numbering import bullet, formatted, roman

from .made_files import lines, numbered, paragraph, word_file

pytestmark = pytest.mark.pure


def level(place: int, kind: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def number(key: int, of: int, override: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def restart(place: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


OUTLINE = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
    level(3, "bullet", "\uf0b7"),
)


def printed(body: str, numbering: str, styles: str = "") -> list[str]:
    return lines(read_docx(io.BytesIO(word_file(body, numbering, styles))))


def test_levels_count_and_start_anew_below_a_higher_one() -> None:
    body = "".join(numbered(str(place), 1, place) for place in (0, 1, 1, 2, 2, 3, 1, 0, 1))
    assert printed(body, OUTLINE + number(1, 0)) == [
        "I. 0", "1. 1", "2. 1", "a) 2", "b) 2", "• 3", "3. 1", "II. 0", "1. 1",
    ]  # fmt: skip


def test_a_number_shows_the_higher_ones_and_legal_style_turns_them_arabic() -> None:
    numbering = abstract(
        0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    body = numbered("a", 1) + numbered("b", 1, 1) + numbered("c", 1, 2)
    assert printed(body, numbering + number(1, 0)) == ["I. a", "I.1. b", "1.1.1 c"]


def test_lists_of_one_definition_go_on_unless_a_start_is_set() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + number(1, 0) + number(2, 0) + number(3, 0, restart(0, 1))
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 3) + numbered("d", 3)
    assert printed(body, numbering) == ["1. a", "2. b", "1. c", "2. d"]


def test_a_start_a_fixed_count_and_a_missing_suffix_are_kept() -> None:
    numbering = abstract(
        0,
        level(0, "decimal", "%1.", start=4),
        level(1, "decimalZero", "%2-", '<w:suff w:val="nothing"/><w:lvlRestart w:val="0"/>'),
    )
    body = numbered("a", 1) + numbered("b", 1, 1) + numbered("c", 1) + numbered("d", 1, 1)
    assert printed(body, numbering + number(1, 0)) == ["4. a", "01-b", "5. c", "02-d"]


def test_a_style_brings_its_list_and_number_zero_takes_it_away() -> None:
    numbering = abstract(0, level(0, "decimal", "Điều %1.", '<w:pStyle w:val="Dieu"/>')) + number(1, 0)
    styles = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    styled = '<w:pStyle w:val="Dieu"/>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = paragraph("a", styled) + paragraph("b", styled + none) + paragraph("c", styled)
    assert printed(body, numbering, styles) == ["Điều 1. a", "b", "Điều 2. c"]


def test_an_override_may_redraw_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + number(1, 0, override)
    assert printed(numbered("x", 1) + numbered("y", 1), numbering) == ["a) x", "b) y"]


def test_a_list_defined_through_a_list_style_is_found() -> None:
    linked = abstract(0, '<w:styleLink w:val="L"/>', level(0, "decimal", "%1."))
    link = abstract(1, '<w:numStyleLink w:val="L"/>')
    assert printed(numbered("x", 1), linked + link + number(1, 1)) == ["1. x"]


@pytest.mark.parametrize(
    ("drawn", "written"),
    [("-", "-"), ("–", "-"), ("+", "+"), ("\uf02d", "-"), ("\uf0b7", "•"), ("\uf0d8", "•"), ("o", "•"), ("*", "*")],
)
def test_bullets_are_written_as_a_reader_would(drawn: str, written: str) -> None:
    assert bullet(drawn) == written


def test_an_unknown_list_gives_no_label() -> None:
    assert printed(numbered("x", 9), "") == ["x"]


@given(st.integers(1, 3999))
def test_roman_numbers_count_back(value: int) -> None:
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    digits = [worth[sign] for sign in roman(value)]
    assert sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True)) == value


def test_letters_go_on_doubled_after_z_as_word_does() -> None:
    assert [formatted(value, "lowerLetter") for value in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]
