"""Telling the owner that a run failed: a mail, and a post to a webhook. In: words; out: sent, or why not."""

import json
import re
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from functools import partial

from reportgen.distribute.send.mail import MailSettings, send_plain
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import OutputError
from reportgen.installed import program_version

_SECONDS = 20
_HOOK = "REPORTGEN_OWNER_HOOK"
_VARIABLE = re.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?")


def notifier(owner: str, secrets: Secrets, hook: str = "") -> Callable[[str, str], None]:
    """Return what tells the owner by all ways that are set: an address in schedule.yaml, REPORTGEN_OWNER_HOOK, a webhook."""

    own = secrets.get(_HOOK)
    ways: list[tuple[str, Callable[[str, str], None]]] = [
        (owner, partial(_by_mail, owner, secrets)),
        (own, partial(_post, own, "failure")),
        (hook, partial(call_hook, hook, secrets, "failure")),
    ]

    def tell(subject: str, text: str) -> None:
        faults = []
        for is_set, way in ways:
            try:
                if is_set:
                    way(subject, text)
            except Exception as error:  # one way that fails leaves the others
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


def is_hook(given: str) -> bool:
    """Return whether a text is a webhook: the URL of a web address, or $NAME of an environment variable that holds one."""
    return bool(_VARIABLE.fullmatch(given)) or (given.startswith(("https://", "http://")) and not given.endswith("://"))


def call_hook(hook: str, secrets: Secrets, event: str, subject: str, text: str) -> None:
    """Post an event to a webhook; an OutputError says why that was not possible, without its address."""
    named = _VARIABLE.fullmatch(hook)
    url = secrets.get(named[1]) if named else hook
    if not url.startswith(("https://", "http://")):
        raise OutputError(f"{hook if named else 'the webhook'}: holds no URL; set it to one that begins with https://")
    try:
        _post(url, event, subject, text)
    except (OSError, ValueError) as error:
        raise OutputError(f"the webhook of {event} did not accept the notice: {type(error).__name__}") from error


def _post(url: str, event: str, subject: str, text: str) -> None:
    """Post in the words of WeCom, DingTalk (msgtype, text.content) and Feishu (msg_type, content.text) at once."""
    words = f"{subject}\n{text}"
    body = {
        "event": event, "subject": subject, "lines": text.splitlines(), "program": program_version(),
        "msgtype": "text", "text": {"content": words}, "msg_type": "text", "content": {"text": words},
    }  # fmt: skip
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_SECONDS):
        pass
