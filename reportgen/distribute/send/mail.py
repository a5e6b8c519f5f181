"""Delivery by mail: one SMTP connection for many messages, TLS, a rate, a size limit. In: parcel, bytes; out: an answer.

The last dot of a message is the point of no return: before it the server must forget the message, after it only the answer
tells. A connection that ends before the dot is surely not sent; one that ends after it is in doubt.
"""

import smtplib
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import Literal

from reportgen.distribute.batch_manifest import BatchManifest, Parcel
from reportgen.distribute.send.channel import Acceptance, InDoubt, NotSent, PointOfNoReturn, Surroundings
from reportgen.distribute.send.message import MailTexts, message_for
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import InputError, Problem
from reportgen.model.recipients.addresses import mail_fault

Security = Literal["tls", "starttls", "none"]
_PORTS = {"tls": 465, "starttls": 587, "none": 25}
_DOT = b"\r\n.\r\n"


@dataclass(frozen=True)
class MailSettings:
    """The mail server and how to use it; from the environment, so that no file holds the password."""

    host: str
    port: int
    sender: str
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    a_minute: float = 60
    max_megabytes: float = 20
    timeout: float = 30

    @classmethod
    def of(cls, secrets: Secrets) -> "MailSettings":
        """Return the settings that the environment has; an InputError names all that are missing or wrong."""
        problems: list[Problem] = []

        def number(name: str, default: float) -> float:
            text = secrets.get(f"REPORTGEN_SMTP_{name}") or str(default)
            try:
                value = float(text)
            except ValueError:
                value = 0
            if not 0 < value < 1e6:
                hint = f"such as {default:g}"
                problems.append(Problem(f"REPORTGEN_SMTP_{name}", None, None, "is not a number above 0", hint))
            return value

        security = secrets.get("REPORTGEN_SMTP_SECURITY", "starttls")
        host, sender = secrets.get("REPORTGEN_SMTP_HOST"), secrets.get("REPORTGEN_SMTP_FROM")
        if security not in _PORTS:
            problems.append(Problem("REPORTGEN_SMTP_SECURITY", None, None, "is unknown", "tls, starttls or none"))
        if not host:
            problems.append(Problem("REPORTGEN_SMTP_HOST", None, None, "is not set", "the name of the mail server"))
        if mail_fault(parseaddr(sender)[1]):
            hint = "such as 办公室 <office@dept.example>"
            problems.append(Problem("REPORTGEN_SMTP_FROM", None, None, "is not a valid e-mail address", hint))
        settings = cls(
            host, int(number("PORT", _PORTS.get(security, 25))), sender, security, secrets.get("REPORTGEN_SMTP_USER"),
            secrets.get("REPORTGEN_SMTP_PASSWORD"), number("A_MINUTE", 60), number("MAX_MB", 20), number("TIMEOUT", 30),
        )  # fmt: skip
        if problems:
            raise InputError(problems)
        return settings


class MailChannel:
    """Sends messages over one connection, which is opened when the first one goes."""

    repeatable = False

    def __init__(
        self,
        settings: MailSettings,
        batch: BatchManifest,
        secrets: Secrets,
        texts: Mapping[str, MailTexts] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings, self.batch, self.secrets = settings, batch, secrets
        self.texts = texts or {}
        self.sleep, self.clock = sleep, clock
        self._smtp: smtplib.SMTP | None = None
        self._next = 0.0

    def where(self, parcel: Parcel) -> str:
        """Return the addresses."""
        copies = f", copy to {', '.join(parcel.cc)}" if parcel.cc else ""
        return f"{parcel.address}{copies} by {self.settings.host}" + (
            f":{port}" if (port := self.settings.port) else ""
        )

    def send(self, parcel: Parcel, content: bytes, round_: int, no_return: PointOfNoReturn) -> Acceptance:
        """Send one message."""
        date = formatdate(localtime=True)
        texts = self.texts.get(parcel.language) or MailTexts.of(None, parcel.language)
        message = message_for(parcel, content, self.batch, texts, self.settings.sender, round_, date)
        wire = _on_the_wire(message)
        self._wait_for_the_rate()
        try:
            smtp = self._connected()
            self._check_size(smtp, len(wire))
            refused = self._envelope(smtp, parcel, len(wire))
            code, text = smtp.docmd("DATA")
            if code != 354:
                raise _refusal(code, text, "the message")
            smtp.send(wire)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise self._not_sent(error) from None
        except NotSent:
            self._reset()
            raise
        return self._hand_over(smtp, message["Message-ID"], refused, no_return)

    def close(self) -> None:
        """End the connection."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                if smtp.sock is not None:
                    smtp.sock.settimeout(2)  # a server that hangs must not hold the end up
                smtp.quit()
            except (smtplib.SMTPException, OSError):
                smtp.close()

    def _hand_over(
        self, smtp: smtplib.SMTP, reference: str, refused: list[str], no_return: PointOfNoReturn
    ) -> Acceptance:
        no_return()
        try:
            smtp.send(_DOT)
            code, text = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            smtp.close()
            self._smtp = None
            raise InDoubt(f"the server did not answer after the last dot ({type(error).__name__})") from None
        if code != 250:
            self._reset()
            raise _refusal(code, text, "the message")
        note = f"refused as copies: {', '.join(refused)}" if refused else ""
        return Acceptance(reference, note)

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = connect(self.settings)
        return self._smtp

    def _check_size(self, smtp: smtplib.SMTP, size: int) -> None:
        limit = self.settings.max_megabytes * 1e6
        told = smtp.esmtp_features.get("size", "")
        if told.isdigit() and int(told):
            limit = min(limit, int(told))
        if size > limit:
            raise NotSent(f"the message has {size / 1e6:.1f} MB, and {limit / 1e6:.1f} MB may go; send it by folder")

    def _envelope(self, smtp: smtplib.SMTP, parcel: Parcel, size: int) -> list[str]:
        """Tell sender and receivers; the recipient itself must be taken, a copy may be refused."""
        options = [f"SIZE={size}"] if smtp.has_extn("size") else []
        code, text = smtp.mail(parseaddr(self.settings.sender)[1], options)
        if code != 250:
            raise _refusal(code, text, "the sender")
        code, text = smtp.rcpt(parcel.address)
        if code not in (250, 251):
            raise _refusal(code, text, parcel.address)
        return [copy for copy in parcel.cc if smtp.rcpt(copy)[0] not in (250, 251)]

    def _reset(self) -> None:
        """Make the connection fit for the next message, or end it."""
        try:
            if self._smtp is not None and self._smtp.rset()[0] == 250:
                return
        except (smtplib.SMTPException, OSError):
            pass
        self.close()

    def _not_sent(self, error: Exception) -> NotSent:
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return NotSent("the server refused user or password; see REPORTGEN_SMTP_USER and REPORTGEN_SMTP_PASSWORD")
        if isinstance(error, ssl.SSLCertVerificationError):
            return NotSent(f"the certificate of {self.settings.host} is not to be trusted: {error.verify_message}")
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return NotSent(f"{self.settings.host} does not offer TLS or login; see REPORTGEN_SMTP_SECURITY")
        return NotSent(self.secrets.hide(f"{self.settings.host}: {type(error).__name__}: {error}"), passing=True)

    def _wait_for_the_rate(self) -> None:
        wait = self._next - self.clock()
        if wait > 0:
            self.sleep(wait)
        self._next = max(self.clock(), self._next) + 60 / self.settings.a_minute


def connect(settings: MailSettings) -> smtplib.SMTP:
    """Return a connection that is encrypted and logged in as the settings say."""
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if settings.security == "tls":
        smtp = smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.timeout, context=context)
    else:
        smtp = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)
    try:
        smtp.ehlo()
        if settings.security == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo()
        if settings.user:
            smtp.login(settings.user, settings.password)
    except (smtplib.SMTPException, OSError):
        smtp.close()
        raise
    return smtp


def send_plain(settings: MailSettings, address: str, message: EmailMessage) -> None:
    """Send one message without a receipt, such as a notice."""
    smtp = connect(settings)
    try:
        smtp.sendmail(parseaddr(settings.sender)[1], [address], message.as_bytes())
    finally:
        smtp.close()


def _on_the_wire(message: EmailMessage) -> bytes:
    """The message as SMTP has it, but for the last dot."""
    lines = message.as_bytes().splitlines()
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)


def _refusal(code: int, text: bytes, what: str) -> NotSent:
    return NotSent(
        f"the server refused {what}: {code} {text.decode(errors='replace')[:200]}", passing=400 <= code < 500
    )


def channel(around: Surroundings) -> MailChannel:
    """Return the channel of a batch; a dry run names no server where none is set. Raises an InputError for settings that are wrong."""
    there = bool(around.secrets.get("REPORTGEN_SMTP_HOST"))
    unset = MailSettings("a server yet to be named (REPORTGEN_SMTP_HOST)", 0, "")
    settings = MailSettings.of(around.secrets) if around.send or there else unset
    languages = sorted({parcel.language for parcel in around.batch.parcels})
    texts = {language: MailTexts.of(around.pack_dir, language) for language in languages}
    return MailChannel(settings, around.batch, around.secrets, texts)
