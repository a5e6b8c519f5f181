"""A sample of each kind that a newcomer may add: what it takes, and what it refuses."""

CHANNELS = {  # an address that is right, and one that is wrong
    "folder": ("offices/hall", "../hall"),
    "mail": ("office@dept.example", "office@"),
    "chat": ("wecom-office", "https://chat.example/hook"),
}
