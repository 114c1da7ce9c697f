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
