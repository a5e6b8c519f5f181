"""QR codes and barcodes as pictures, by the libraries of the extra `codes`."""

import io

from reportgen.errors import Problem, TemplateError
from reportgen.template.values.picture import Picture

_MOST_QR = 2953  # bytes that the largest QR code holds


def qr_picture(text: str, *, width_mm: float = 25.0, alt: str = "") -> Picture:
    """Return a QR code of a text (at most 2,953 bytes); a TemplateError where it is too long or the library is missing."""
    try:
        import segno
    except ImportError as error:
        raise _missing("a QR code") from error
    if not text or len(text.encode()) > _MOST_QR:
        raise _refused(f"a QR code holds 1 to {_MOST_QR:,} bytes, and this text has {len(text.encode()):,}")
    out = io.BytesIO()
    segno.make(text, error="m" if len(text.encode()) < 2000 else "l", micro=False).save(
        out, kind="png", scale=10, border=2
    )
    return Picture.of(out.getvalue(), width_mm=width_mm, alt=alt or f"二维码：{text[:60]}")


def barcode_picture(text: str, *, kind: str = "code128", width_mm: float = 50.0, alt: str = "") -> Picture:
    """Return a barcode; `kind` is code128, code39, ean13, ean8, upca, isbn13 … TemplateError where the text does not fit."""
    try:
        import barcode
        from barcode.errors import BarcodeError
        from barcode.writer import ImageWriter
    except ImportError as error:
        raise _missing("a barcode") from error
    if kind not in barcode.PROVIDED_BARCODES:
        raise _refused(f"no barcode of kind {kind!r}; there are {', '.join(barcode.PROVIDED_BARCODES)}")
    out = io.BytesIO()
    try:
        barcode.get(kind, text, writer=ImageWriter()).write(out, {"write_text": True, "quiet_zone": 2.0})
    except (BarcodeError, ValueError, KeyError, IndexError) as error:
        raise _refused(f"{text!r} is not a text for a barcode of kind {kind}: {error}") from error
    return Picture.of(out.getvalue(), width_mm=width_mm, alt=alt or f"条形码：{text}")


def _missing(what: str) -> TemplateError:
    return TemplateError([Problem("code", None, None, f"{what} needs a library", "pip install 'reportgen[codes]'")])


def _refused(what: str) -> TemplateError:
    return TemplateError([Problem("code", None, None, what, "give another text")])
