"""A template reaches nothing through the values that it is given: no pickle, no file, no other document."""

import datetime
import io
import pickle
from decimal import Decimal
from pathlib import Path

import pytest
from test_engine import word

from reportgen import Picture
from reportgen.compat.docxtpl import DocxTemplate, InlineImage
from reportgen.errors import TemplateError
from reportgen.model import Fact
from reportgen.template import Template, render_text

FACT = Fact(id="a", label="人口", kind="count", value=3, unit="人")


class Planted:
    """What a hostile pickle would run."""

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return setattr, (Planted, "ran", True)  # type: ignore[return-value]


def refused(source: str, data: dict[str, object]) -> None:
    with pytest.raises(TemplateError, match="unsafe"):
        render_text(source, data, "report.yaml")
    with pytest.raises(TemplateError, match="unsafe"):
        Template.open(word([[source]])).render(data)


@pytest.mark.parametrize(
    "source",
    [
        "{{ f.parse_raw(text.encode('latin-1'), proto='pickle', allow_pickle=True) }}",
        "{{ f['parse_raw'](text.encode('latin-1'), proto='pickle', allow_pickle=True) }}",
        "{{ (f|attr('parse_raw'))(text.encode('latin-1'), proto='pickle', allow_pickle=True) }}",
        "{{ f.parse_file('/etc/hostname') }}", "{{ f.model_validate_json('{}') }}", "{{ f.model_construct() }}",
        "{{ '{0.parse_file}'.format(f) }}", "{{ f.model_copy(update={'value': 9}) }}",
    ],
)  # fmt: skip
def test_a_fact_loads_no_pickle_and_reads_no_file(source: str) -> None:
    refused(source, {"f": FACT, "text": pickle.dumps(Planted()).decode("latin-1")})
    assert not hasattr(Planted, "ran")


@pytest.mark.parametrize(
    "source", ["{{ p.read_text() }}", "{{ p.unlink() }}", "{{ p.parent.iterdir() }}", "{{ p.open() }}"]
)
def test_a_path_is_a_name_and_no_way_to_the_file(source: str, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("secret", "utf-8")
    refused(source, {"p": path})
    assert path.read_text("utf-8") == "secret"
    assert render_text("{{ p.name }} {{ p.with_suffix('.pdf').name }}", {"p": path}, "x") == "secret.txt secret.pdf"


def test_a_picture_a_stream_and_a_document_of_the_data_open_nothing_else(tmp_path: Path) -> None:
    picture = Picture.of((Path(__file__).parents[1] / "docs" / "lanzhou-12.png").read_bytes(), alt="图")
    refused("{{ p.of('/etc/hostname') }}", {"p": picture})
    refused("{{ s.read() }}", {"s": io.BytesIO(b"secret")})
    template = DocxTemplate(io.BytesIO(word([["x"]])))
    image = InlineImage(template, str(Path(__file__).parents[1] / "docs" / "lanzhou-12.png"))
    refused(f"{{{{ i.tpl.save('{tmp_path}/planted.docx') }}}}", {"i": image})
    assert not list(tmp_path.iterdir())


def test_values_keep_the_attributes_and_methods_that_are_data() -> None:
    data = {"f": FACT, "d": datetime.date(2026, 8, 20), "m": {"copy": "份"}}
    assert (
        render_text("{{ f.label }} {{ d.strftime('%Y') }} {{ m.copy }} {{ 'a'.upper() }}", data, "x")
        == "人口 2026 份 A"
    )


@pytest.mark.parametrize(
    "source", ["{{ '{:f}'.format(n)|length }}", "{{ '%d'|format(n)|length }}", "{{ '%d' % n }}", "{{ n|int }}"]
)
def test_the_digits_of_a_huge_decimal_are_counted_before_they_are_made(source: str) -> None:
    for number in (Decimal("1e999999999"), Decimal("1e99999999")):
        with pytest.raises(TemplateError, match="REPORTGEN_MAX_TEXT"):
            render_text(source, {"n": number}, "report.yaml")
