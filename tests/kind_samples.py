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
LAYOUTS = {  # the content of a slide, beside its title and notes
    "cover": {"lead": "季度汇报", "date": "2026年8月"},
    "agenda": {"items": [{"head": "人口"}, {"head": "产业"}]},
    "section": {"lead": "第一部分"},
    "key_numbers": {"cards": [{"label": "甲", "text": "一"}, {"label": "乙", "text": "二"}]},
    "key_numbers_pair": {"cards": [{"label": "甲", "text": "一"}, {"label": "乙", "text": "二"}]},
    "key_numbers_rows": {"cards": [{"label": "甲", "text": "一"}, {"label": "乙", "text": "二"}]},
    "chart_takeaway": {"lead": "总体平稳", "items": [{"head": "甲", "text": "一"}]},
    "two_charts": {"items": [{"head": "甲", "text": "一"}]},
    "table": {"columns": ["名称", "说明"], "rows": [["甲", "一"]]},
    "photo": {"lead": "现场"},
    "photo_grid": {"lead": "现场"},
    "timeline": {"items": [{"head": "第一步", "text": "启动"}]},
    "then_now": {"items": [{"head": "办理", "text": "窗口\n网上"}]},
    "tiers": {"tiers": [{"label": "一级", "number": "甲"}]},
    "cards_3_4": {"cards": [{"label": name, "text": "一"} for name in "甲乙丙"]},
    "quote": {"lead": "稳中求进"},
    "roadmap": {"items": [{"head": "第一步", "text": "启动"}]},
    "closing": {"items": [{"head": "下一步", "text": "落实"}]},
}
