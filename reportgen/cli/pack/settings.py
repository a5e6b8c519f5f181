"""The option --set of commands: values of facts."""

from reportgen.errors import PackError, Problem


def settings_of(words: list[str]) -> dict[str, str]:
    """Return fact ids and values from words such as id=72万人."""
    wrong = [word for word in words if not word.partition("=")[0].strip() or "=" not in word]
    if wrong:
        raise PackError(
            [
                Problem("--set", None, None, f"expects ID=VALUE (got {word!r})", "for example --set pop=72万人")
                for word in wrong
            ]
        )
    return {key.strip(): value for key, _, value in (word.partition("=") for word in words)}
