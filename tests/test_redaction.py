"""A hidden number stands nowhere in what a recipient gets, in no form; and what could still be computed is named."""

import os
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hidden_number_search import hidden_in

from reportgen.distribute.shares.draft import make_draft, words_of
from reportgen.distribute.shares.dry_run import SharePlan, plans
from reportgen.distribute.shares.shared_inputs import Parts, Workshop, plan_jobs, prepare
from reportgen.errors import PackError
from reportgen.load.formula import fact_ids
from reportgen.model import Choice, Pack, Recipient

FULL = os.environ.get("REPORTGEN_CAMPAIGN") == "1"
COUNT = 150 if FULL else 6  # random choices for each pack and format
ESTUARY = Path(__file__).parent / "packs" / "estuary"


def workshop_of(folder: Path, place: Path) -> Workshop:
    """Everything that shares of a pack need, for reports and decks."""
    rows = place / f"{folder.name}.csv"
    rows.write_text("id,name,format,channel\na,甲,docx,folder\nb,乙,pptx,folder\n", "utf-8")
    return prepare(folder, rows)[0]


@pytest.fixture(scope="module")
def estuary(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return workshop_of(ESTUARY, tmp_path_factory.mktemp("list"))


@pytest.fixture(scope="module")
def lanzhou_shop(lanzhou: Path, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return workshop_of(lanzhou, tmp_path_factory.mktemp("list"))


def planned(workshop: Workshop, recipient: Recipient) -> SharePlan:
    return plans(workshop, [recipient])[0]


def made(workshop: Workshop, recipient: Recipient) -> bytes:
    """The file of a recipient, as a batch makes it."""
    (job,) = plan_jobs(workshop, [recipient])
    part = Parts(workshop).of(job)
    words = words_of(recipient, part.pack)
    return make_draft(workshop, part, job.kind, f"x.{job.kind}", words).address(words)


def random_choices(pack: Pack, count: int, seed: int) -> Iterator[tuple[str, ...]]:
    rng = random.Random(seed)
    keys = [key for key, fact in pack.facts.items() if fact.value is not None and key != pack.numeral]
    for _ in range(count):
        yield tuple(rng.sample(keys, rng.randint(1, 4)))


def computable_by_hand(pack: Pack, hidden: set[str], shown: set[str]) -> set[str]:
    """Hidden facts that a reader could compute, found by trying: formulas, and sums and differences of two numbers."""
    found = set()
    for key in hidden:
        fact = pack.facts[key]
        inputs = fact_ids(fact.formula) if fact.formula else []
        if inputs and all(one in shown for one in inputs):
            found.add(key)
        seen = [
            pack.facts[one] for one in shown if pack.facts[one].unit == fact.unit and pack.facts[one].value is not None
        ]
        small = (
            fact.unit in ("个", "种", "年", "条", "大")
            and len((fact.value or Decimal(0)).normalize().as_tuple().digits) < 2
        )
        if not small and any(
            one is not other
            and fact.value in ((one.value or 0) - (other.value or 0), (one.value or 0) + (other.value or 0))
            for one in seen
            for other in seen
        ):
            found.add(key)
    return found


@pytest.mark.parametrize("kind", ["docx", "pptx"])
@pytest.mark.parametrize("name", ["lanzhou_shop", "estuary"])
def test_random_choices_of_hidden_facts_leave_no_hidden_number_in_any_part(
    name: str, kind: str, request: pytest.FixtureRequest
) -> None:
    workshop: Workshop = request.getfixturevalue(name)
    pack = workshop.pack
    searched = stopped = 0
    for keys in random_choices(pack, COUNT, seed=len(name) + len(kind)):
        one = Recipient(id="a", name="甲", facts=Choice(without=keys), format=kind)
        plan = planned(workshop, one)
        hidden = {item.fact_id for item in plan.hidden}
        assert set(keys) <= hidden
        (job,) = plan_jobs(workshop, [one])
        part = Parts(workshop).of(job)
        missed = computable_by_hand(pack, hidden, set(part.shown)) - {item.fact_id for item in plan.computable}
        assert not missed, (keys, missed)
        try:
            content = made(workshop, one)
        except PackError:
            stopped += 1
            continue
        searched += 1
        visible = [pack.facts[key] for key in part.shown]
        found = hidden_in(content, [pack.facts[key] for key in hidden], visible)
        assert not found, (keys, found)
    assert searched >= COUNT * 0.9, f"{stopped} of {COUNT} choices were stopped"
    print(f"{name} {kind}: {searched} files searched, {stopped} stopped")
