"""Texts of a pack: the short way of plain facts says what Jinja says."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import TemplateError
from reportgen.model import Fact
from reportgen.template.language.environment import prose_environment
from reportgen.template.render.prose import _facts_alone, render_text

FACTS: Mapping[str, Fact] = {
    "pop": Fact(id="pop", label="常住人口", value=Decimal(70), unit="万人", kind="level", bound="approx_below"),
    "items": Fact(id="items", label="项目", value=Decimal(7), unit="个", kind="count", items=("甲", "乙")),
}
PIECES = st.sampled_from(
    ["{{ f.pop }}", "{{f.pop}}", "{{ f.pop | cell }}", "{{ f.items | number }}", "{{ f.keys }}", "人口", "\n", "\r\n", "{", "}", "%", " "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=6).map("".join))
def test_what_the_short_way_prints_jinja_prints_too(text: str) -> None:
    short = _facts_alone(text, {"f": FACTS})
    if short is not None:
        assert short == prose_environment().from_string(text).render(f=FACTS)


def test_a_fact_that_is_missing_is_reported_with_near_names() -> None:
    with pytest.raises(TemplateError, match="did you mean pop"):
        render_text("人口{{ f.pup }}", {"f": FACTS}, "report.yaml:3")


def test_a_form_that_a_fact_does_not_have_is_an_error_at_its_place() -> None:
    with pytest.raises(TemplateError, match=r"report\.yaml:3"):
        render_text("{{ f.pop | listing_ }}", {"f": FACTS}, "report.yaml:3")
