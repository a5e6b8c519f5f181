"""Numbers of workbooks whose formats are not read."""

from decimal import Decimal


class Unformatted(Decimal):
    """A number whose format is not known: 0.45 may be shown as 45%."""
