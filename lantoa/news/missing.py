"""What keeps an article from being submitted: one sentence each, saying what to do."""

from django.utils import timezone

from lantoa.ledger.enums import FileKind
from lantoa.news.cleaning import plain_text
from lantoa.news.models import Article, Category

SHORTEST = 30  # characters of text below which nothing has been written yet

OVER = "Hạn đăng của bài đã qua nên không đăng được nữa. Trả lại hoặc rút về để đổi hạn, hoặc bỏ hạn."


def is_over(article: Article) -> bool:
    """Whether the day of an article that readers have not seen yet has passed."""
    return not article.published_at and article.expires_at is not None and article.expires_at <= timezone.now()


def _too_short(text: str) -> str:
    if not text:
        return "Bài chưa có nội dung. Viết nội dung rồi trình lại."
    if len(text) < SHORTEST:
        return f"Nội dung mới có {len(text)} ký tự, ít nhất {SHORTEST}. Viết thêm rồi trình lại."
    return ""


def what_is_missing(article: Article) -> list[str]:
    """Sentences that block a submission, in the order of the form."""
    said = []
    if not article.title:
        said.append("Bài chưa có tiêu đề. Ghi tiêu đề rồi trình lại.")
    if short := _too_short(plain_text(article.body)):
        said.append(short)
    if article.category_id is None and Category.objects.filter(is_active=True).exists():
        said.append("Bài chưa chọn chuyên mục. Chọn chuyên mục rồi trình lại.")
    silent = [row for row in article.files.all() if row.kind == FileKind.PHOTO and not (row.alt or row.is_decorative)]
    if silent:
        named = ", ".join(f"“{row.name}”" for row in silent[:3]) + (" …" if len(silent) > 3 else "")
        said.append(f"Ảnh {named} chưa có mô tả cho người không nhìn thấy. Ghi mô tả hoặc đánh dấu là ảnh trang trí.")
    if is_over(article):
        said.append(OVER)
    elif article.expires_at and article.publish_at and article.expires_at <= article.publish_at:
        said.append("Ngày hết hạn đăng phải sau giờ hẹn đăng. Sửa một trong hai.")
    return said
