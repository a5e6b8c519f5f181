"""Telling the owner that a run failed: a mail, and a post to a webhook. In: words; out: sent, or why not."""

import json
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from reportgen.distribute.send.mail import MailSettings, send_plain
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import OutputError

_SECONDS = 20


def notifier(owner: str, secrets: Secrets) -> Callable[[str, str], None]:
    """Return what tells the owner by all ways that are set: an address in schedule.yaml, REPORTGEN_OWNER_HOOK."""

    def tell(subject: str, text: str) -> None:
        faults = []
        for way in (_by_mail if owner else None, _by_hook if secrets.get("REPORTGEN_OWNER_HOOK") else None):
            try:
                if way is not None:
                    way(owner, secrets, subject, text)
            except Exception as error:  # one way that fails leaves the other
                faults.append(f"{type(error).__name__}: {error}")
        if faults:
            raise OutputError(secrets.hide("; ".join(faults)))

    return tell


def _by_mail(owner: str, secrets: Secrets, subject: str, text: str) -> None:
    settings = MailSettings.of(secrets)
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = settings.sender, owner, subject
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain="reportgen.invalid")
    message.set_content(text, cte="base64")
    send_plain(settings, owner, message)


def _by_hook(owner: str, secrets: Secrets, subject: str, text: str) -> None:
    """Post in the words of WeCom, DingTalk (msgtype, text.content) and Feishu (msg_type, content.text) at once."""
    del owner
    words = f"{subject}\n{text}"
    body = {"msgtype": "text", "text": {"content": words}, "msg_type": "text", "content": {"text": words}}
    request = urllib.request.Request(
        secrets.get("REPORTGEN_OWNER_HOOK"), json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_SECONDS):
        pass
