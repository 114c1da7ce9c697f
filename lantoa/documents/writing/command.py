"""What stands behind `lantoa write_plan FILE.json -o FILE.docx`."""

import json
from pathlib import Path
from typing import Any, NoReturn

from lantoa.documents.writing.contract import plan_from_contract
from lantoa.documents.writing.plan import write_plan
from lantoa.documents.writing.refusal import UnusableInput

_LARGEST = 20_000_000  # bytes; the JSON of a long plan has about 100,000


def write_plan_file(json_path: Path | str, out_path: Path | str) -> None:
    """Write the plan that `json_path` holds to `out_path` as .docx; UnusableInput says why where it cannot be done.

    The old file at `out_path` stays until the new one is complete.
    """
    source, target = Path(json_path), Path(out_path)
    plan = plan_from_contract(_load(source))
    try:
        write_plan(plan, target)
    except OSError as error:
        raise UnusableInput(f"Không ghi được tệp {target}: {_reason(error)}") from error


def _load(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST:
            raise UnusableInput(f"Tệp {path} quá lớn (trên 20 MB) để là dữ liệu của một kế hoạch.")
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(text, parse_constant=_refuse_constant)
    except OSError as error:
        raise UnusableInput(f"Không đọc được tệp {path}: {_reason(error)}") from error
    except UnicodeDecodeError as error:
        raise UnusableInput(f"Tệp {path} không phải văn bản UTF-8; hãy lưu lại tệp JSON theo mã UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise UnusableInput(f"Tệp {path} không phải JSON hợp lệ{_where(error)}.") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f": lỗi ở dòng {error.lineno}, cột {error.colno}"
    return ""


def _reason(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "tệp hoặc thư mục không tồn tại.",
        PermissionError: "không có quyền.",
        IsADirectoryError: "đó là một thư mục.",
        NotADirectoryError: "đường dẫn đi qua một tệp không phải thư mục.",
    }
    return reasons.get(type(error), f"hệ thống báo “{error.strerror}”.")
