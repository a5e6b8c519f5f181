"""The mail message of a parcel: subject, text and HTML from a template, with the file under its Chinese name."""

import hashlib
import html
import mimetypes
import posixpath
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from reportgen.distribute.batch_manifest import BatchManifest, Parcel
from reportgen.errors import PackError, Problem
from reportgen.template import render_text

_SUBJECT = "{{ title }}（第{{ edition }}版）：{{ name }}"
_TEXT = """{{ name }}：

现送上《{{ title }}》中与贵单位有关的部分，见附件“{{ file }}”。

收到后请回复确认。对文件内的数据如有疑问，请联系{{ organisation }}，邮箱{{ contact }}。

{{ organisation }}
{{ day }}
"""
_HTML = """<!DOCTYPE html>
<html lang="zh-CN"><body style="font-family: 'Microsoft YaHei', 'PingFang SC', sans-serif; line-height: 1.7">
<p>{{ name }}：</p>
<p>现送上《{{ title }}》中与贵单位有关的部分，见附件“{{ file }}”。</p>
<p>收到后请回复确认。对文件内的数据如有疑问，请联系{{ organisation }}，邮箱{{ contact }}。</p>
<p>{{ organisation }}<br>{{ day }}</p>
</body></html>
"""
_SUBJECT_EN = "{{ title }} (edition {{ edition }}): {{ name }}"
_TEXT_EN = """To {{ name }}

Please find attached the part of “{{ title }}” that concerns you: “{{ file }}”.

Please confirm receipt by reply. For questions about the numbers, contact {{ organisation }} at {{ contact }}.

{{ organisation }}
{{ day }}
"""
_HTML_EN = """<!DOCTYPE html>
<html lang="en"><body style="font-family: 'Segoe UI', Arial, sans-serif; line-height: 1.5">
<p>To {{ name }}</p>
<p>Please find attached the part of “{{ title }}” that concerns you: “{{ file }}”.</p>
<p>Please confirm receipt by reply. For questions about the numbers, contact {{ organisation }} at {{ contact }}.</p>
<p>{{ organisation }}<br>{{ day }}</p>
</body></html>
"""
_KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pdf": "application/pdf",
}


class _WholeNames(EmailPolicy):
    """Keeps a file name in one parameter: the pieces (filename*0*) that RFC 2231 allows are lost on several clients."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header as bytes; those of parts are not broken before 990 characters."""
        policy = SMTP.clone(max_line_length=990) if name.lower().startswith("content-") else SMTP
        return policy.fold_binary(name, value)


@dataclass(frozen=True)
class MailTexts:
    """The templates of subject, text and HTML; mail-subject.txt, mail.txt, mail.html of a pack replace them."""

    subject: str = _SUBJECT
    text: str = _TEXT
    html: str = _HTML

    @classmethod
    def of(cls, folder: Path | None, language: str = "zh") -> "MailTexts":
        """Return the templates of a pack for a language, and those of reportgen where it has none."""
        found = {} if language.startswith("zh") else {"subject": _SUBJECT_EN, "text": _TEXT_EN, "html": _HTML_EN}
        if folder is None:
            return cls(**found)
        own = folder / language
        for key, name in (("subject", "mail-subject.txt"), ("text", "mail.txt"), ("html", "mail.html")):
            path = (own if own.is_dir() else folder) / name
            if path.is_file():
                try:
                    found[key] = path.read_text("utf-8")
                except (OSError, UnicodeDecodeError) as error:
                    problem = Problem(str(path), None, None, f"cannot be read: {error}", "save it as UTF-8")
                    raise PackError([problem]) from error
        return cls(**found)


def _day(date: str, language: str) -> str:
    """The day of a Date header in words; the header as it is where it is not a date."""
    try:
        day = parsedate_to_datetime(date)
    except ValueError:
        return date
    return f"{day.year}年{day.month}月{day.day}日" if language.startswith("zh") else f"{day.day} {day:%B %Y}"


def message_for(
    parcel: Parcel, content: bytes, batch: BatchManifest, texts: MailTexts, sender: str, round_: int, date: str
) -> EmailMessage:
    """Return the message of a parcel; the same parcel has the same Message-ID, by which a double can be known."""
    name = posixpath.basename(parcel.file)
    digest = hashlib.sha256(content).hexdigest()
    title, organisation = batch.words_for(parcel.language)
    values = {
        "name": parcel.name, "title": title, "edition": batch.edition, "organisation": organisation,
        "file": name, "sha256": digest, "contact": parseaddr(sender)[1], "day": _day(date, parcel.language),
    }  # fmt: skip
    message = EmailMessage(policy=_WholeNames(linesep="\r\n"))
    message["From"] = sender
    message["To"] = parcel.address
    if parcel.cc:
        message["Cc"] = ", ".join(parcel.cc)
    message["Subject"] = " ".join(render_text(texts.subject, values, "mail-subject.txt").split())
    message["Date"] = date
    message["Message-ID"] = message_id(parcel, batch, digest, round_, sender)
    message.set_content(render_text(texts.text, values, "mail.txt"), cte="base64")
    escaped = {key: html.escape(value) for key, value in values.items()}
    message.add_alternative(render_text(texts.html, escaped, "mail.html"), subtype="html", cte="base64")
    ending = posixpath.splitext(name)[1].lower()
    kind = _KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    main, sub = kind.split("/", 1)
    message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    attachment = list(message.iter_attachments())[-1]
    attachment.set_param("name", name, charset="utf-8")  # some clients read the name of the content type only
    return message


def message_id(parcel: Parcel, batch: BatchManifest, digest: str, round_: int, sender: str) -> str:
    """Return the Message-ID of a parcel."""
    text = "\0".join((batch.pack, batch.edition, parcel.recipient, parcel.address, digest, str(round_)))
    domain = sender.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{hashlib.sha256(text.encode()).hexdigest()[:40]}@{domain}>"
