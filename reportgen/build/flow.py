"""The flow: load, preflight, draw, fill, check, write. In: a pack folder; out: an edition, all of it or nothing."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.build.author_faults import check_report, check_slides, placed
from reportgen.build.author_places import at_author
from reportgen.build.finishing import finished
from reportgen.build.mapping import Mapped, Printing, build_hash, mapped
from reportgen.build.page_numbers import fill_report
from reportgen.build.place import EditionPlace
from reportgen.build.said import entries_of, snapshot_of
from reportgen.build.views.deck import storyboard
from reportgen.build.views.drawings import draw_figures, native_charts, photo_pictures
from reportgen.build.views.report import report_view
from reportgen.build.views.texts import TextRenderer
from reportgen.charts import DrawingCache
from reportgen.check.facts import check_facts
from reportgen.check.files import check_file
from reportgen.check.numbers.audit import audit
from reportgen.check.output.formats import as_json
from reportgen.check.pack import check_pack, check_sources
from reportgen.check.shared.freshness import check_ageing_words, check_freshness
from reportgen.check.suppress import suppressed
from reportgen.documents.reading.file_reader import words_of_passages
from reportgen.edition.history import history_under
from reportgen.errors import InputError, PackError, Problem
from reportgen.files import OnChange, cache_folder, refuse_folder, template_path
from reportgen.findings import Finding
from reportgen.load import load_pack
from reportgen.model import Pack, Slide
from reportgen.model.recipients.file_names import printable_name
from reportgen.template import Document, Picture, Template

STAGES = ("load", "preflight", "draw", "fill", "check", "write")
if TYPE_CHECKING:
    from reportgen.build.finishing import FinishDeck, FinishReport

_Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build made: where, which files, what the checks found, and the seconds of each stage."""

    edition_dir: Path
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    seconds: dict[str, float] = field(default_factory=dict)


class Stages:
    """Tells the progress and takes the time of each stage."""

    def __init__(self, progress: _Progress) -> None:
        self.progress = progress
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        self.progress(name)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


def build_pack(
    pack_dir: Path,
    *,
    only: str | None = None,
    output: Path | None = None,
    edition: str | None = None,
    theme: str | None = None,
    strict: bool = False,
    settings: Mapping[str, str] | None = None,
    on_change: OnChange = "stop",
    finish_report: "FinishReport | None" = None,
    finish_deck: "FinishDeck | None" = None,
    now: Callable[[], datetime] = datetime.now,
    progress: _Progress = lambda stage: None,
) -> BuildResult:
    """Build report and deck of a pack; raises a ReportgenError before anything is written when the input is wrong.

    Files of the edition that somebody changed stop the build; with `on_change` "keep" the edition is written beside the old one,
    with "force" over it, with backups. `finish_report` and `finish_deck` get the documents of python-docx and python-pptx.
    """
    stage = Stages(progress)
    with stage("load"):
        root = output or Path("output")
        pack = _with_theme(load_pack(pack_dir, settings, history_under(root, edition)), theme)
        place = EditionPlace.find(root / pack.id, pack.edition if edition is None else edition, only, on_change, now)
        refuse_folder(place.folder, pack_dir)
    with stage("preflight"):
        cache = cache_folder()
        templates = _templates(pack, pack_dir, only, cache and cache / "templates")
        check_slides(pack, pack_dir, templates["deck"][1] if "deck" in templates else None)
    with stage("draw"):
        texts = TextRenderer(pack)
        drawings, gave_way = _draw(pack, templates, cache)
    with stage("fill"):
        filled = _filled(pack, pack_dir, texts, templates, {**drawings, **photo_pictures(pack, pack_dir)})
        inputs = _inputs(pack, pack_dir, templates)
    with stage("check"):
        made = mapped(pack, place.edition, build_hash(inputs), finished(filled, finish_report, finish_deck))
        numbers = audit(pack, made.found)
        found = findings_of(pack, made, [*check_facts(pack), *numbers.findings])
        lasting = [*gave_way, *at_author(pack, pack_dir, made, found)]
        findings = [*lasting, *_freshness(pack, made.documents, now().date())]
    if any(finding.level in _STOPS[strict] for finding in findings):
        place = place.rejected()
    with stage("write"):
        files = _files(made.documents, drawings)
        files["check.json"] = as_json(lasting, documents_of(files)).encode()  # of any day: same input, same bytes
        said = snapshot_of(pack, place.edition, made.found, entries_of(pack, made, numbers))
        names = place.write(pack, files, said, inputs, (pack_dir, *(path for path, _ in templates.values())))
    return BuildResult(place.folder, names, tuple(findings), stage.seconds)


def _draw(
    pack: Pack, templates: dict[str, tuple[Path, Template]], cache: Path | None
) -> tuple[dict[str, Picture], list[Finding]]:
    return draw_figures(pack, DrawingCache(cache and cache / "figures")) if "report" in templates else ({}, [])


def _files(documents: Mapping[str, Document], drawings: Mapping[str, Picture]) -> dict[str, bytes]:
    """The Office files, and the figures beside them."""
    files = {f"{kind}.{_ENDINGS[kind]}": document.to_bytes() for kind, document in documents.items()}
    for key, picture in drawings.items():
        files[f"figures/{key}.png"] = picture.content
        if picture.svg:
            files[f"figures/{key}.svg"] = picture.svg
    return files


_ENDINGS = {"report": "docx", "deck": "pptx"}
_STOPS = {False: ("error",), True: ("error", "warning")}


def findings_of(pack: Pack, made: Mapped, numbers: Iterable[Finding]) -> list[Finding]:
    """Return what the checks say of the finished files and of the pack behind them."""
    texts = {name: words_of_passages(found) for name, found in made.found.items()}
    shown = [(f"{kind}.{_ENDINGS[kind]}", item.fact_id) for kind, doc in made.documents.items() for item in doc.shown]
    checked = [item for name, members in made.opened.items() for item in check_file(name, members)]
    ageing = check_ageing_words(pack, texts)
    return suppressed(
        [*checked, *check_sources(pack), *check_pack(pack, shown, texts), *ageing, *numbers],
        pack.suppress,
        made.documents,
    )


def _freshness(pack: Pack, documents: dict[str, Document], today: date) -> list[Finding]:
    """What is too old today; apart from the other findings, for it changes with the day."""
    return list(check_freshness(pack, {item.fact_id for doc in documents.values() for item in doc.shown}, today))


def documents_of(files: Mapping[str, bytes]) -> list[str]:
    """Return the names of the Office files."""
    return [name for name in files if name.endswith((".docx", ".pptx"))]


def _with_theme(pack: Pack, theme: str | None) -> Pack:
    return pack if theme is None else pack.model_copy(update={"theme": theme})


def _templates(pack: Pack, pack_dir: Path, only: str | None, cache: Path | None) -> dict[str, tuple[Path, Template]]:
    paths = {kind: find_template(kind, pack, pack_dir) for kind in _kinds(pack, pack_dir, only)}
    return {kind: (path, Template.open(path, cache=cache)) for kind, path in paths.items()}


def _kinds(pack: Pack, pack_dir: Path, only: str | None) -> list[str]:
    """What the pack makes: a report of its sections, a deck of its slides."""
    content = {"report": pack.sections, "deck": pack.slides}
    kinds = [kind for kind, parts in content.items() if parts and only in (None, kind)]
    if not kinds:
        what = f"the pack has nothing for a {only or 'report or a deck'}"
        hint = "add `sections` in report.yaml, or `slides` in deck.yaml"
        raise PackError([Problem(str(pack_dir), None, None, what, hint)])
    return kinds


def find_template(kind: str, pack: Pack, pack_dir: Path, own: str | None = None) -> Path:
    """Return the template of a report or deck: one of its own, that of the pack, or that of reportgen."""
    path = template_path(kind, pack.theme, own or getattr(pack.templates, kind), pack_dir, pack.language)
    if not path.is_file():
        hint = "check `templates` in pack.yaml"
        raise PackError([Problem(str(path), None, None, "this template is not there", hint)])
    return path


def draw_all(pack: Pack, pack_dir: Path, *, figures: bool = True) -> dict[str, Picture]:
    """Return the pictures of a pack by id: figures of the report, from the cache where they are, and photos."""
    cache = cache_folder()
    drawings, _ = draw_figures(pack, DrawingCache(cache and cache / "figures")) if figures else ({}, [])
    return {**drawings, **photo_pictures(pack, pack_dir)}


def _filled(pack: Pack, pack_dir: Path, texts: TextRenderer, templates: dict, pictures: dict) -> dict[str, Document]:  # type: ignore[type-arg]
    """Report and deck; what is wrong in a text of the pack is told at its place in the files of the author."""
    try:
        filled = _fill(pack, texts, templates, pictures)
    except InputError as error:

        def fill_slide(slide: Slide) -> object:
            return _fill(pack.model_copy(update={"slides": (slide,)}), texts, {"deck": templates["deck"]}, pictures)

        raise placed(pack, pack_dir, error, fill_slide if "deck" in templates else None) from error
    if "report" in templates:
        check_report(
            pack, pack_dir, templates["report"][1], texts
        )  # after tags that cannot be filled: they may be misspelt
    return filled


def _fill(pack: Pack, texts: TextRenderer, templates: dict, pictures: dict) -> dict[str, Document]:  # type: ignore[type-arg]
    documents = {}
    if "report" in templates:
        view = report_view(pack, texts, pictures, {})
        documents["report"] = fill_report(templates["report"][1], view, pack)
    if "deck" in templates:
        slides = storyboard(pack, texts, native_charts(pack), pictures, templates["deck"][1])
        data = {"meta": _meta(pack, texts), "deck": {"short_title": pack.short_title}}
        documents["deck"] = templates["deck"][1].render(data, slides)
    return documents


def _meta(pack: Pack, texts: TextRenderer) -> dict[str, str]:
    return dict(report_view(pack.model_copy(update={"sections": (), "annex": None}), texts, {}, {})["meta"])


def documents_of_pack(pack: Pack, pack_dir: Path) -> dict[str, Document]:
    """Return report and deck as the pack prints them, without writing anything."""
    return _printed(pack, pack_dir, None)[0]


def print_pack(pack: Pack, pack_dir: Path, edition: str, only: str | None = None) -> Printing:
    """Return what a build would write now; nothing is written or checked."""
    filled, drawings, inputs = _printed(pack, pack_dir, only)
    return Printing(pack, mapped(pack, edition, build_hash(inputs), filled), inputs, _files({}, drawings))


def _printed(
    pack: Pack, pack_dir: Path, only: str | None
) -> tuple[dict[str, Document], dict[str, Picture], dict[str, str]]:
    cache = cache_folder()
    templates = _templates(pack, pack_dir, only, cache and cache / "templates")
    drawings, _ = _draw(pack, templates, cache)
    filled = _filled(pack, pack_dir, TextRenderer(pack), templates, {**drawings, **photo_pictures(pack, pack_dir)})
    return filled, drawings, _inputs(pack, pack_dir, templates)


def _inputs(pack: Pack, pack_dir: Path, templates: dict[str, tuple[Path, Template]]) -> dict[str, str]:
    """The hash of every input, by a name that does not depend on where the pack lies."""
    inputs = {
        printable_name(f"{pack_dir.name}/{path.relative_to(pack_dir).as_posix()}"): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(pack_dir.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    for path, _ in templates.values():
        inputs[f"templates/{path.name}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return inputs | {f"history/{edition}": digest for edition, digest in pack.past.items()}
