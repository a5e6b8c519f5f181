"""A sample of each kind that a newcomer may add: what it takes, and what it refuses."""

CHANNELS = {  # an address that is right, and one that is wrong
    "folder": ("offices/hall", "../hall"),
    "mail": ("office@dept.example", "office@"),
    "chat": ("wecom-office", "https://chat.example/hook"),
}
SOURCES = {  # what a layer says of a source, and what it may not say
    "file": ({"file": "stats.csv"}, {"file": "stats.csv", "url": "https://stats.example/a.json"}),
    "sqlite": ({"sqlite": "stats.db", "query": "select id, value from t"}, {"sqlite": "stats.db"}),
    "database": ({"database": "STATS", "query": "select id, value from t"}, {"database": "STATS"}),
    "url": ({"url": "https://stats.example/a.json"}, {"url": ""}),
}
FORMATS = {  # a file with the fact `pop` of 70; None where a library writes it
    ".csv": b"id,value\npop,70\n",
    ".tsv": b"id\tvalue\npop\t70\n",
    ".json": b'[{"id": "pop", "value": 70}]',
    ".xlsx": None, ".xlsm": None, ".xls": None, ".xlsb": None, ".ods": None, ".et": None,
}  # fmt: skip
