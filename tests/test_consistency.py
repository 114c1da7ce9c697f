"""What no single app can see: templates nobody uses, models without a migration, names that came apart."""

import re
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "lantoa"
# Folders whose templates are found by name by Django or a library, not by a line of ours.
FOUND_BY_OTHERS = ("django/", "account/", "mfa/", "socialaccount/", "allauth/", "usersessions/", "ui/forms/")
FOUND_BY_NAME = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html", "429.html"}


def _templates() -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for folder in sorted(HOUSE.glob("*/templates"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _everything_written() -> str:
    files = [*HOUSE.rglob("*.py"), *HOUSE.rglob("*.html"), *HOUSE.rglob("*.txt")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if "tests" not in path.parts)


@pytest.mark.pure
def test_every_template_is_used():
    written = _everything_written()
    unused = [
        name
        for name in _templates()
        if not name.startswith(FOUND_BY_OTHERS)
        and name not in FOUND_BY_NAME
        and not re.search(r"""["']""" + re.escape(name) + r"""["']""", written)
        and not _is_message(name, written)
        and not _is_one_of_a_kind(name, written)
    ]
    assert not unused, f"No line names these templates: {unused}"


def _is_message(name: str, written: str) -> bool:
    """Mails are named without their ending: `accounts/email/invitation` for `…_subject.txt` and `…_body.txt`."""
    stem = re.sub(r"_(subject|body|message)\.(txt|html)$", "", name)
    return stem != name and stem in written


def _is_one_of_a_kind(name: str, written: str) -> bool:
    """One of a folder's, named by its part: `f"plans/rows/_{kind}.html"`, where `"task"` is written somewhere; the
    same in a template by `"plans/rows/"|add:`."""
    folder, _, file = name.rpartition("/")
    stem = file.rsplit(".", 1)[0]
    names_folder = re.search(rf'"{folder}/(_?\{{|"\|add:)', written)
    return names_folder is not None and (f'"{stem}"' in written or f'"{stem.lstrip("_")}"' in written)


@pytest.mark.pure
@pytest.mark.parametrize("name", [name for name in _templates() if name.endswith(".html")])
def test_every_template_compiles(name: str):
    get_template(name)


@pytest.mark.pure
def test_an_unknown_tag_does_not_compile():
    with pytest.raises(TemplateSyntaxError):
        Template("{% no_such_tag %}").render(Context())


@pytest.mark.django_db
def test_every_model_has_its_migration():
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(f"Run `lantoa makemigrations APP` and name the migration well:\n{said.getvalue()}")


@pytest.mark.pure
def test_every_file_is_in_composed_unicode():
    loose = [
        path.relative_to(ROOT).as_posix()
        for ending in ("*.py", "*.html", "*.css", "*.js", "*.md", "*.po", "*.csv", "*.txt")
        for path in HOUSE.rglob(ending)
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]
    assert not loose, f"Save these in NFC; a test that needs decomposed text writes it with \\u: {loose}"


# One word for one state, one way to speak to people (docs/look.md, "Words of a report", "Manner"): an older word → what
# is said today.
OLD_WORDS = {
    r"(?:đã|chưa|nhắc|hạn) nộp(?! hồ sơ| giấy)": "đã gửi, chưa gửi, đôn đốc, hạn gửi",
    r"nộp muộn": "gửi muộn",
    r"chờ duyệt để gửi|chờ thủ trưởng duyệt": "đã trình, chờ duyệt",
    r"báo cáo nhận được|→ nhận được|[\">]nhận được[\"<]": "gửi đến đơn vị",
    r"không phải (?:làm|nộp) báo cáo": "không phải gửi báo cáo",
    r"anh(?:/|, | )chị(?! em)|ông(?:/|, )bà|\bquý vị": "ông (bà), đầu thư Ông (Bà)",
}
SPOKEN = ("*.py", "*.html", "*.txt", "*.js")


def _what_people_read() -> dict[str, str]:
    """Every file whose words reach people, but for the reading of other people's documents and samples of those."""
    files = [path for ending in SPOKEN for path in sorted(HOUSE.rglob(ending))]
    files += [ROOT / name for name in ("CHANGELOG.md", "README.md", "docs/huong-dan.md", "docs/van-hanh.md")]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in files
        if not {"tests", "reading", "texts", "migrations"} & set(path.relative_to(ROOT).parts)
    }


@pytest.mark.pure
def test_states_of_a_report_are_called_by_one_word():
    old = [
        f"{name}: “{found[0]}”, say: {instead}"
        for name, text in _what_people_read().items()
        for pattern, instead in OLD_WORDS.items()
        for found in re.finditer(pattern, text, re.IGNORECASE)
    ]
    assert not old, "Words of docs/look.md, “Manner” and “Words of a report”:\n" + "\n".join(old)
