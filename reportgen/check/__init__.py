"""Checks of finished files. In: bytes of a .docx or .pptx; out: findings."""
