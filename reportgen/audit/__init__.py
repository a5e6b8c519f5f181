"""The audit: every number in finished files is a fact, as the pack has it. In: bytes and a Pack; out: findings, showings."""
