"""A mail as words and files: the plain part (else what a reader sees of the HTML), without what it quotes, and the
first few files of kinds that are kept."""

import re
from dataclasses import dataclass, field
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree
from lxml import html as lxml_html

from lantoa.feedback import attachments
from lantoa.feedback.accepting import CONSENT, Given
from lantoa.feedback.attachments import Attachment
from lantoa.feedback.enums import Source
from lantoa.feedback.models.case import SUBJECT_LIMIT, TEXT_LIMIT
from lantoa.vietnamese.text import nfc, squeeze

MOST_FILES = 10
MOST_BYTES = 25 * 1024 * 1024  # of all files together
_QUOTED = re.compile(
    r"^(?:>|-{2,}\s*(?:Original Message|Thư gốc|Forwarded message|Tin nhắn (?:gốc|được chuyển tiếp)))"
    r"|^(?:On .{5,200} wrote:|Vào .{5,200} đã viết:)\s*$",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^(?:(?:re|fw|fwd|tl|trả lời|chuyển tiếp)\s*:\s*)+", re.IGNORECASE)
_CODE = re.compile(r"\[?PA-[0-9A-Z]{4}-[0-9A-Z]{4}\]?:?\s*", re.IGNORECASE)


@dataclass(slots=True)
class Letter:
    """A mail read."""

    message_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    files: list[Attachment] = field(default_factory=list)
    dropped: int = 0

    def given(self) -> Given:
        """What `accepting` takes; files that were not kept are named, so that nobody waits for them to be read."""
        text = self.text[:TEXT_LIMIT]
        if self.dropped:
            text = (
                f"{text}\n\n(Thư còn {self.dropped} tệp không giữ: quá {MOST_FILES} tệp, quá lớn hoặc không đọc được.)"
            )
        title = _CODE.sub("", _REPLY.sub("", self.subject)).strip()
        return Given(
            source=Source.EMAIL,
            subject=title[:SUBJECT_LIMIT],
            text=text if text.strip() else title,
            name=self.sender_name,
            email=self.sender,
            consent=CONSENT,
            address=f"mail:{self.sender}",  # the limit of one address holds for mail, too
        )


def read_letter(message: EmailMessage) -> Letter:
    """The letter in a message; what is broken in it is left out."""
    name, address = parseaddr(_header(message, "from"))
    letter = Letter(
        message_id=squeeze(_header(message, "message-id"))[:255],
        sender=address.strip().lower()[:254],
        sender_name=squeeze(name)[:120],
        subject=squeeze(_header(message, "subject")),
        text=_text(message),
    )
    _add_files(letter, message)
    return letter


def _header(message: EmailMessage, name: str) -> str:
    try:
        return nfc(str(message.get(name) or "")).replace("\0", " ")
    except Exception:  # whatever the parser of a malformed header raises
        return ""


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    said = _content(part)
    if part.get_content_subtype() == "html":
        said = _words_of_html(said)
    return without_quotes(nfc(said.replace("\0", " ")))


def _content(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, AttributeError):  # a character set that nobody knows
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _words_of_html(markup: str) -> str:
    """What a reader sees, a line a block; scripts and styles are no words."""
    try:
        tree: Any = lxml_html.document_fromstring(markup or "<p></p>")
    except (etree.ParserError, ValueError):
        return ""
    for gone in tree.xpath("//script|//style|//head|//blockquote"):
        gone.drop_tree()
    for block in tree.xpath("//p|//div|//br|//li|//tr|//h1|//h2|//h3"):
        block.tail = "\n" + (block.tail or "")
    return re.sub(r"\n\s*\n+", "\n\n", str(tree.text_content())).strip()


def without_quotes(text: str) -> str:
    """The letter's own words: what stands before the first quotation."""
    lines = text.splitlines()
    end = next((place for place, line in enumerate(lines) if _QUOTED.match(line.strip())), len(lines))
    own = "\n".join(lines[:end]).strip()
    return own or text.strip()


def _add_files(letter: Letter, message: EmailMessage) -> None:
    """Keep the first files that can be kept; count the others."""
    total = 0
    for part in message.iter_attachments():
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data:
            letter.dropped += 1
            continue
        total += len(data)
        kept = _kept(part, data) if len(letter.files) < MOST_FILES and total <= MOST_BYTES else None
        if kept is None:
            letter.dropped += 1
        else:
            letter.files.append(kept)


def _kept(part: MIMEPart, data: bytes) -> Attachment | None:
    try:
        name = squeeze((part.get_filename() or "tệp").replace("\0", " "))[:200]
    except Exception:  # a malformed name
        name = "tệp"
    file = SimpleUploadedFile(name or "tệp", data)
    try:
        return attachments.voice(file) if attachments.voice_type(data)[0] else attachments.document_or_photo(file)
    except ValidationError:
        return None
