"""A second program opens what was written, with as many pages as it should have."""

import shutil
import subprocess

import pypdfium2
import pytest

from lantoa.documents.writing.plan import write_plan
from lantoa.documents.writing.tests.samples import sample_plan

pytestmark = pytest.mark.pure
soffice = shutil.which("soffice")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    if not soffice:
        pytest.skip("LibreOffice (soffice) is not installed: the printed pages were not looked at")
    folder = tmp_path_factory.mktemp("print")
    write_plan(sample_plan(), folder / "plan.docx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        soffice,
        "--headless",
        profile,
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "plan.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(folder / "plan.pdf") as pdf:
        return [(page.get_size(), page.get_textpage().get_text_range().split()) for page in pdf]


def test_the_plan_prints_on_standing_pages_and_its_appendix_on_a_lying_one(pages):
    assert [width < height for (width, height), _ in pages] == [True, True, False]


def test_pages_are_numbered_from_the_second_on(pages):
    assert [words[0] for _, words in pages] == ["UBND", "2", "PHỤ"]
