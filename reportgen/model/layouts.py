"""The layouts of the shipped decks by name, in the order in which a talk uses them."""

from typing import Literal, get_args

Layout = Literal[
    "cover", "agenda", "section",
    "key_numbers", "key_numbers_pair", "key_numbers_rows", "big_number", "number_grid", "ranking", "regions",
    "chart_takeaway", "chart_full", "chart_pair", "two_charts",
    "table", "comparison", "then_now", "tiers", "timeline", "cards_3_4",
    "photo", "photo_facts", "photo_grid", "quote",
    "roadmap", "tasks", "next_steps", "closing",
]  # fmt: skip
LAYOUTS: tuple[str, ...] = get_args(Layout)
