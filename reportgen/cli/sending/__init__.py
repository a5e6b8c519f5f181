"""Commands that make and send the parts of recipients."""
