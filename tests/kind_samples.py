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
_ITEMS = {"items": [{"head": "甲", "text": "一"}, {"head": "乙", "text": "二"}]}
_CARDS = {"cards": [{"label": "甲", "text": "一"}, {"label": "乙", "text": "二"}]}
LAYOUTS = {  # the content of a slide, beside its title and notes
    "cover": {"lead": "季度汇报", "date": "2026年8月"},
    "agenda": _ITEMS, "section": {"lead": "第一部分"}, "key_numbers": _CARDS, "key_numbers_pair": _ITEMS, "key_numbers_rows": _ITEMS,
    "big_number": _ITEMS, "number_grid": _CARDS, "ranking": _CARDS, "regions": _CARDS, "chart_takeaway": _ITEMS,
    "chart_full": {"figure": "x"}, "chart_pair": {"figures": ["x", "y"]}, "two_charts": {"figures": ["x", "y"]},
    "table": {"columns": ["名称", "说明"], "rows": [["甲", "一"]]},
    "comparison": {"columns": ["名称", "此前", "现在", "变化"], "rows": [["甲", "一", "二", "升"]]},
    "then_now": {"items": [{"head": "办理", "text": "窗口\n网上"}]},
    "tiers": {"tiers": [{"label": "一级", "number": "甲"}]},
    "timeline": _ITEMS, "cards_3_4": _CARDS,
    "photo": {"photos": ["a"]}, "photo_facts": {"photos": ["a"], **_CARDS}, "photo_grid": {"photos": ["a", "b"]},
    "quote": {"lead": "稳中求进"}, "roadmap": _ITEMS,
    "tasks": {"columns": ["任务", "单位", "时间"], "rows": [["甲", "一", "二"]]},
    "next_steps": _ITEMS, "closing": _ITEMS,
}  # fmt: skip
