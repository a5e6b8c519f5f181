"""The tenth year of a company, in English: offices, products, long numbers in English forms. All is invented."""

# ruff: noqa: E501

from pathlib import Path
from typing import Any

from tests.packs.suite.writing import fact, figure, heading, photo, table, text, write_pack

_BOOKS, _REPORT = "books", "report"
FACTS = [
    {
        "id": "years",
        "label": "Anniversary",
        "kind": "count",
        "value": 10,
        "unit": "years",
        "words": "tenth year",
        "source": _BOOKS,
    },
    fact("sales0", "Sales in the first year", "4.2", "million euros", "2014", source=_BOOKS),
    fact("sales", "Sales", "187.5", "million euros", "2023", source=_BOOKS),
    fact("staff0", "Employees in the first year", "36", "people", "2014", source=_REPORT),
    fact("staff", "Employees", "1284", "people", "2023", source=_REPORT),
    fact("sites", "Sites", "9", "sites", "2023", source=_REPORT, kind="count"),
    fact("export", "Export share", "63.5", "%", "2023", source=_BOOKS, kind="share"),
    fact("patents", "Patents", "212", "patents", "2023", source=_REPORT),
    fact("research", "Research spending", "14.8", "million euros", "2023", source=_BOOKS),
    fact("energy", "Renewable share of energy", "71", "%", "2023", source=_REPORT, kind="share", bound="gt"),
    fact("units", "Units shipped", "482350", "units", "2023", source=_BOOKS),
    fact("repair", "Units repaired", "58", "thousand units", "2023", source=_REPORT, bound="approx_below"),
    fact("training", "Training per employee", "41", "hours", "2023", source=_REPORT),
    fact("goal", "Sales goal", "300", "million euros", "2030", source=_BOOKS, kind="target", status="target"),
    fact("goal_staff", "Employees goal", "1800", "people", "2030", source=_REPORT, kind="target", status="target"),
]
_SITES = (
    ("Harrow Mill", 312, 61.4, 14), ("Stonebridge", 246, 38.9, 11), ("Lowford", 187, 27.5, 9), ("Eastmere", 141, 20.3, 8), ("Calder Quay", 118, 14.2, 6),
    ("Thornwick", 97, 10.8, 5), ("Ashby Lock", 78, 7.1, 4), ("Marsh End", 61, 4.6, 4), ("Fennel Hill", 44, 2.7, 3),
)  # fmt: skip
PHOTOS = [
    ("p1", "The first hall at Harrow Mill", "first hall"), ("p2", "Assembly at Stonebridge", "assembly"),
    ("p3", "The test field at Lowford", "test field"), ("p4", "Calder Quay in the morning", "Calder Quay"),
]  # fmt: skip


def _sites() -> str:
    return (
        "Site,Employees (people),Output (EURm),Lines\n"
        + "\n".join(f"{name},{staff},{output},{lines}" for name, staff, output, lines in _SITES)
        + "\n"
    )


def _sales() -> str:
    rows = ((2018, "48.7"), (2019, "61.3"), (2020, "82.4"), (2021, "114.9"), (2022, "151.3"), (2023, "187.5"))
    return "Year,Sales (EURm)\n" + "\n".join(f"{year},{value}" for year, value in rows) + "\n"


def _sections() -> list[dict[str, Any]]:
    return [
        {"id": "S1", "heading": "Ten years in numbers", "message": "A workshop has become a group with nine sites", "blocks": [
            text("Harrow Tools began in a rented hall beside the old mill. In its tenth year the group makes pumps, valves and measuring devices for water works on three continents, and its sales have grown in every year since the first (see {{ ref('fig-sales') }})."),
            figure("fig-sales"),
            text("Sales rose from {{ f.sales0 }} in {{ f.sales0 | when }} to {{ f.sales }} in {{ f.sales | when }}. The number of employees grew over the same years from {{ f.staff0 }} to {{ f.staff }} (see {{ ref('fig-staff') }}), and the group now works at {{ f.sites }}."),
            figure("fig-staff"),
            text("Growth has been paid for from the business itself. The group has no long-term debt, and the owners have left most of each year's profit in the company for new halls, machines and training."),
            photo("p1"),
        ]},
        {"id": "S2", "heading": "Products and customers", "message": "Three product lines serve water works on three continents", "blocks": [
            heading("Three product lines"),
            text("Pumps remain the largest line, followed by valves and measuring devices. Every product can be opened, cleaned and repaired with common tools, which customers in remote places value more than any single technical figure."),
            heading("Service before sale"),
            text("In {{ f.units | when }} the group shipped {{ f.units }} and repaired {{ f.repair }}. Field teams visit each large customer at least once a year, and what they learn goes straight into the next version of a product."),
            photo("p2"),
            heading("Markets"),
            text("Exports account for {{ f.export }} of sales. The group sells through its own offices where it can, and through partners who have worked with it for many years where it cannot. No single customer is large enough to endanger the business."),
        ]},
        {"id": "S3", "heading": "Research and people", "message": "Research spending and training have grown with sales", "blocks": [
            text("Research spending reached {{ f.research }} in {{ f.research | when }}, and the group holds {{ f.patents }}. Engineers and fitters work side by side in small teams, so that a drawing is tested on the bench before it becomes a plan."),
            photo("p3"),
            text("Each employee received {{ f.training }} of training during the year. Apprentices rotate through all sites, and half of today's team leaders began as apprentices. The works council takes part in all decisions about shifts, tools and safety."),
        ]},
        {"id": "S4", "heading": "Sites", "message": "Nine sites share one way of working", "blocks": [
            text("All sites use the same planning system, the same quality rules and the same spare parts. {{ ref('tab-sites') }} lists them by number of employees."),
            table("tab-sites"),
            text("New sites are opened only where skilled people live and where the river, the railway or the harbour is near. Each begins as a small repair shop and grows with its customers, which keeps the risk of every step low."),
            photo("p4"),
            heading("One way of working"),
            text("A team that solves a problem writes it down on one page and shares it with all others. In this way a better clamp found at one site reached every line of the group within a few weeks, without a meeting and without a form."),
            text("Machines are bought in small series of equal kind, so that spare parts, training and programs serve everywhere. Old machines are not scrapped but move to the training halls, where apprentices take them apart and put them together again."),
        ]},
        {"id": "S5", "heading": "Energy and environment", "message": "Most of the energy is renewable", "blocks": [
            text("Renewable sources cover {{ f.energy }} of the energy that the group uses. Roofs carry solar cells, the two oldest halls are heated by the river, and the delivery fleet runs on electricity on all routes between the sites."),
            heading("Water"),
            text("The test fields use the same water again and again. Rain from the roofs is collected for cleaning and cooling, and what leaves a site is at least as clean as what came in. Neighbours can read the measured values at the gate of each site."),
            text("Packaging is made of wood and paper only. Customers send crates back with the next delivery, and most crates make the journey many times before they are repaired for the last time."),
        ]},
        {"id": "S7", "heading": "Suppliers and neighbours", "message": "Most parts come from nearby", "blocks": [
            text("Most castings, seals and cables come from firms within a day's drive. Contracts run for several years, prices follow the cost of material, and bills are paid within two weeks. In return suppliers tell the group early when something will be late."),
            heading("Schools and clubs"),
            text("Each site has a school as its partner. Pupils visit the halls, build a small pump in their holidays and may keep it. Teachers come along, and more than one of them has stayed for a summer to learn how a drawing becomes a casting."),
            text("The group supports the fire brigades and the water clubs of its towns with devices, boats and time. Employees who help in an emergency are paid as if they were at work, and nobody has to ask for it beforehand."),
            heading("Open days"),
            text("Once a year all halls are open. Visitors see the test fields, speak with the apprentices and look into the books of the works council. What they ask is written down, and the answers stand at the gate until the next open day."),
            text("Complaints are answered within three days by somebody who can decide. Noise, light and traffic were the usual subjects in the first years; since the night deliveries have stopped, hardly any complaint has come in."),
        ]},
        {"id": "S6", "heading": "The next years", "message": "The group plans to grow from its own strength", "blocks": [
            text("By {{ f.goal | when }} the group aims at sales of {{ f.goal }} and {{ f.goal_staff }} (see {{ ref('fig-goal') }}). The plan rests on repair, measuring devices and two new sites, and on nothing that must be borrowed."),
            figure("fig-goal"),
            text("The owners have decided to stay independent. Shares will not be sold, and a foundation for training will receive a fixed part of the profit of each year. The main figures are listed in the annex (see {{ ref('tab-all') }})."),
        ]},
    ]  # fmt: skip


def _report() -> dict[str, Any]:
    figures = [
        {"id": "fig-sales", "kind": "column", "data": "sales", "head": "Sales", "caption": "Sales of the group by year", "message": "Sales have grown"},
        {"id": "fig-staff", "kind": "then_now", "head": "Employees", "unit": "people", "facts": ["staff0", "staff", "goal_staff"], "highlight": "staff", "caption": "Employees in the first year, today and as planned", "message": "The workforce has grown"},
        {"id": "fig-goal", "kind": "progress", "head": "Sales goal", "unit": "million euros", "facts": ["sales", "goal"], "highlight": "sales", "caption": "Sales today and the goal", "message": "The goal is in sight"},
        {"id": "bar-energy", "kind": "share_bar", "head": "Renewable energy", "unit": "%", "facts": ["energy"], "caption": "Renewable share"},
    ]  # fmt: skip
    labels = {one["id"]: one["label"] for one in FACTS}
    keys = ("sales", "staff", "sites", "export", "patents", "research", "energy", "units", "training")
    rows = [[labels[key], f"{{{{ f.{key} | cell }}}}", f"{{{{ f.{key} | when }}}}"] for key in keys]
    columns = [{"head": "Figure"}, {"head": "Value", "align": "right"}, {"head": "Year"}]
    tables = [
        {"id": "tab-sites", "caption": "Sites of the group", "data": "sites"},
        {"id": "tab-all", "caption": "Main figures of the group", "columns": columns, "rows": rows},
    ]  # fmt: skip
    annex = {"title": "Main figures", "blocks": [table("tab-all")]}
    return {"sections": _sections(), "figures": figures, "tables": tables, "annex": annex}


SLIDES: list[dict[str, Any]] = [
    {"layout": "cover", "title": "Ten years of Harrow Tools", "kicker": "Report on the {{ f.years }}", "lead": "A workshop becomes a group"},
    {"layout": "agenda", "section": "S1", "kicker": "Contents", "title": "Seven parts about ten years", "notes": "Explain the order in one minute: numbers, products, people, sites, energy, neighbours, plans."},
    {"layout": "key_numbers", "section": "S1", "kicker": "Ten years", "title": "Sales reached {{ f.sales }}", "heroes": [{"label": "Sales", "fact": "sales", "note": "{{ f.sales | when }}"}, {"label": "Employees", "fact": "staff", "note": "{{ f.staff | when }}"}],
     "cards": [{"label": "Sites", "fact": "sites", "note": "{{ f.sites | when }}"}, {"label": "Export share", "fact": "export", "note": "{{ f.export | when }}"}, {"label": "Patents", "fact": "patents", "note": "{{ f.patents | when }}"}], "notes": "Begin with sales, then the employees, then the three figures below."},
    {"layout": "chart_full", "section": "S1", "kicker": "Ten years", "title": "Sales have grown in every year shown", "head": "Sales", "unit": "(EURm)", "figure": "fig-sales", "lead": "From {{ f.sales0 }} to {{ f.sales }}", "notes": "Read the first and the last column; the others show the way."},
    {"layout": "chart_takeaway", "section": "S1", "kicker": "Ten years", "title": "The workforce grew from {{ f.staff0 }} to {{ f.staff }}", "head": "Employees", "unit": "(people)", "figure": "fig-staff", "items": [{"head": "First year", "text": "{{ f.staff0 }}"}, {"head": "Today", "text": "{{ f.staff }}"}, {"head": "Goal", "text": "{{ f.goal_staff }}"}], "notes": "Three columns: the beginning, today, the goal for the coming years."},
    {"layout": "cards_3_4", "section": "S2", "kicker": "Products", "title": "Three product lines that can be repaired", "cards": [{"label": "Pumps", "lines": ["The largest line", "Opened with common tools"]}, {"label": "Valves", "lines": ["For old and new pipes", "Parts for twenty years"]}, {"label": "Devices", "lines": ["Measure flow and quality", "Read from afar"]}], "lead": "Field teams visit each large customer every year", "notes": "Describe each line in one sentence."},
    {"layout": "big_number", "section": "S2", "kicker": "Products", "title": "The group shipped {{ f.units }}", "heroes": [{"label": "Units shipped", "fact": "units", "note": "{{ f.units | when }}"}], "items": [{"head": "Repair", "text": "Every unit can be opened"}, {"head": "Markets", "text": "Own offices and old partners"}, {"head": "Service", "text": "Visits once a year"}], "notes": "Give the number first, then the three reasons."},
    {"layout": "number_grid", "section": "S3", "kicker": "Research and people", "title": "Research spending reached {{ f.research }}", "cards": [{"label": "Research spending", "fact": "research", "note": "{{ f.research | when }}"}, {"label": "Patents", "fact": "patents", "note": "{{ f.patents | when }}"}, {"label": "Training", "fact": "training", "note": "per employee"}], "lead": "Engineers and fitters work side by side", "notes": "Read the three numbers, then the sentence below."},
    {"layout": "table", "section": "S4", "kicker": "Sites", "title": "Nine sites share one way of working", "table": "tab-sites", "notes": "Do not read the table; name the largest and the newest site."},
    {"layout": "photo_grid", "section": "S4", "kicker": "Sites", "title": "Four views of the group", "photos": ["p1", "p2", "p3", "p4"], "notes": "One sentence for each photo."},
    {"layout": "two_charts", "section": "S5", "kicker": "Energy", "title": "Renewable sources cover {{ f.energy }}", "heroes": [{"label": "Renewable energy", "fact": "energy", "figure": "bar-energy", "note": "{{ f.energy | when }}"}, {"label": "Units repaired", "fact": "repair", "note": "{{ f.repair | when }}"}], "lead": "Roofs carry solar cells, and the river heats two halls", "notes": "Energy at the left, repair at the right."},
    {"layout": "quote", "section": "S5", "kicker": "A customer", "title": "What a customer says", "lead": "When a valve fails at night, somebody answers who knows our works.", "head": "A water engineer (invented)", "date": "Customers' day", "notes": "An invented quotation."},
    {"layout": "roadmap", "section": "S6", "kicker": "The next years", "title": "Goal for {{ f.goal | when }}: sales of {{ f.goal }}", "heroes": [{"label": "Sales", "fact": "goal", "figure": "fig-goal", "note": "today {{ f.sales }}"}, {"label": "Employees", "fact": "goal_staff", "note": "today {{ f.staff }}"}], "lead": "Growth from the group's own strength", "roles": [{"head": "Repair", "text": "a business of its own"}, {"head": "Devices", "text": "a second pillar"}, {"head": "Sites", "text": "two new ones"}], "notes": "First the two goals, then the three means."},
    {"layout": "next_steps", "section": "S6", "kicker": "The next years", "title": "Three steps towards the goal", "items": [{"head": "First", "text": "Open the training foundation"}, {"head": "Then", "text": "Build the device hall at Lowford"}, {"head": "Later", "text": "Open two new sites by the river"}], "notes": "In the order of time."},
    {"layout": "closing", "section": "S6", "kicker": "Notes", "title": "Sources and definitions", "items": [{"head": "Sources", "text": "Books and reports of the group, all invented"}, {"head": "Sales", "text": "Net sales of the group"}, {"head": "Employees", "text": "At the end of the year"}], "notes": "For questions only."},
]  # fmt: skip


def make_pack(folder: Path) -> Path:
    """Write the pack into a folder that does not exist yet, and return it."""
    pack = {
        "id": "harrow-10", "edition": "1", "title": "Ten years of Harrow Tools", "title_lines": ["Ten years", "of Harrow Tools"], "language": "en",
        "occasion": "Report on the {{ f.years }}", "subtitle": "A workshop becomes a group", "report_subtitle": "Report on the {{ f.years }}",
        "short_title": "Harrow Tools", "organisation": "Harrow Tools, Board of Directors", "date": "May 2024", "theme": "B", "numeral": "years",
        "source_label": "Source", "allowed_numbers": ["May 2024", "three continents", "twenty years", "two weeks", "three days"], "band": ["sales", "staff", "export"],
        "sources": {_BOOKS: {"label": "Books of the group (invented)"}, _REPORT: {"label": "Annual report (invented)"}},
        "data": [{"id": "sites", "file": "tables/sites.csv", "source": _REPORT}, {"id": "sales", "file": "tables/sales.csv", "source": _BOOKS}],
    }  # fmt: skip
    return write_pack(folder, pack, FACTS, _report(), SLIDES, {"sites": _sites(), "sales": _sales()}, PHOTOS)
