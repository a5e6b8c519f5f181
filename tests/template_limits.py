"""Templates that ask for all memory or for ever, filled one after another in a process that may have neither.

Run as a script with a folder: it prints one JSON object of case to [seconds, error or ""].
"""

import json
import sys
import time

GREEDY = {
    "center": "{{ 'x'|center(10**10) }}",
    "format": "{{ '%999999999d'|format(1) }}",
    "format operator": "{{ '%999999999d' % 1 }}",
    "format precision": "{{ '%.999999999f'|format(1.5) }}",
    "format star": "{{ '%*d'|format(10**9, 1) }}",
    "format by name": "{{ '%(a)999999999d'|format(a=1) }}",
    "product": "{{ 'x' * 10**10 }}",
    "product of a list": "{{ ([1] * 10**10)|length }}",
    "product of a tuple": "{{ (10**9 * (1, 2))|length }}",
    "method center": "{{ 'x'.center(10**10) }}",
    "method ljust": "{{ 'x'.ljust(10**10) }}",
    "method rjust": "{{ x.rjust(10**10) }}",
    "method zfill": "{{ 'x'.zfill(10**10) }}",
    "method in a variable": "{% set pad = 'x'.ljust %}{{ pad(10**10) }}",
    "method expandtabs": "{{ ('\\t' * 1000).expandtabs(10**9) }}",
    "method replace": "{{ ('x' * 10**6).replace('x', 'y' * 10**6) }}",
    "method replace nothing": "{{ ('x' * 10**6).replace('', 'y' * 10**6) }}",
    "method join": "{{ ('y' * 10**6).join('x' * 10**6) }}",
    "method join of markup": "{{ (('y' * 10**6)|escape).join('x' * 10**6) }}",
    "method translate": "{{ ('x' * 10**6).translate({120: 'y' * 10**6}) }}",
    "method format": "{{ '{:>9999999999}'.format(1) }}",
    "method format nested": "{{ '{:>{w}}'.format(1, w=10**10) }}",
    "method format precision": "{{ '{:.999999999f}'.format(1.5) }}",
    "method format_map": "{{ '{a:>9999999999}'.format_map({'a': 1}) }}",
    "method format of a subscript": "{{ '{:>9999999999}'['format'](1) }}",
    "method format many": "{{ ('{0}' * 10**6).format('x' * 10**6) }}",
    "bytes": "{{ 'x'.encode().center(10**10) }}",
    "bytes format": "{{ 'x%999999999d'.encode() % 1 }}",
    "to_bytes": "{{ (1).to_bytes(10**10, 'big') }}",
    "power": "{{ 9**(9**9) }}",
    "power of powers": "{{ ((((2**1000)**1000)**1000)**1000) > 1 }}",
    "product of numbers": "{% set n = namespace(v=2) %}{% for i in range(60) %}{% set n.v = n.v * n.v %}{% endfor %}",
    "filter indent": "{{ 'a\\nb'|indent(10**10) }}",
    "filter indent text": "{{ ('a\\n' * 10**6)|indent('x' * 10**6) }}",
    "filter wordwrap": "{{ ('a ' * 10**6)|wordwrap(1, wrapstring='x' * 10**6) }}",
    "filter replace": "{{ ('x' * 10**6)|replace('x', 'y' * 10**6) }}",
    "filter join": "{{ ('x' * 10**6)|join('y' * 10**6) }}",
    "filter map center": "{{ range(90000)|map('center', 10**6)|list|length }}",
    "filter map center deep": "{{ [1]|map('center', 10**10)|join }}",
    "filter batch": "{{ [1]|batch(10**10, 0)|list|length }}",
    "filter slice": "{{ [1]|slice(10**10)|list|length }}",
    "filter tojson": "{{ [[1]]|tojson(10**10) }}",
    "filter round": "{{ 1.5|round(10**9, 'floor') }}",
    "filter sum of lists": "{{ range(90000)|map('list')|sum(start=[])|length }}",
    "filter striptags": "{{ ('<!---->' * 10**6)|striptags }}",
    "filter urlize": "{{ ('http://a.example ' * 10**5)|urlize(target='x' * 10**5) }}",
    "filter tojson again": "{% set n = namespace(v='\\\\') %}{% for i in range(60) %}{% set n.v = n.v|tojson %}{% endfor %}",
    "filter thousands": "{{ '1e999999999'|thousands }}",
    "filter decimals": "{{ 1|decimals(10**9) }}",
    "filter pad": "{{ 'x'|pad_left(10**10) }}",
    "filter mask": "{{ ('x' * 10**6)|mask(1, 1, 'y' * 10**6) }}",
    "list of a text": "{{ ('x' * 10**7)|list|length }}",
    "split": "{{ ('x ' * 4 * 10**6).split()|length }}",
    "concatenation": "{% set n = namespace(v='x') %}{% for i in range(60) %}{% set n.v = n.v ~ n.v %}{% endfor %}",
    "sum": "{% set n = namespace(v='x') %}{% for i in range(60) %}{% set n.v = n.v + n.v %}{% endfor %}",
    "sum of lists": "{% set n = namespace(v=[1]) %}{% for i in range(60) %}{% set n.v = n.v + n.v %}{% endfor %}",
    "set blocks": (
        "{% set n = namespace(v='xx') %}{% for i in range(60) %}"
        "{% set n.v %}{{ n.v }}{{ n.v }}{% endset %}{% endfor %}"
    ),
    "many large texts": "{% for i in range(1000) %}{% set v = 'x' * 9 * 10**6 %}{% endfor %}",
    "range": "{{ range(10**10)|list|length }}",
    "range product": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "range of ranges": (
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}"
    ),
    "recursion": "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
    "recursion in breadth": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "recursive loop": "{% for i in [1, 2] recursive %}{{ loop([1, 2]) if loop.depth < 60 }}{% endfor %}",
}  # fmt: skip


def confine() -> None:
    """Leave this process two gigabytes of addresses."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))


def run() -> None:
    from test_engine import word

    from reportgen.errors import TemplateError
    from reportgen.template import Template, render_text

    def part(source: str) -> None:
        Template.open(word([[source]])).render({"x": "x"})

    def text(source: str) -> None:
        render_text(source, {"x": "x"}, "report.yaml")

    found = {}
    for kind, fill in (("part", part), ("text", text)):
        for name, source in GREEDY.items():
            start = time.process_time()
            try:
                fill(source)
                said = ""
            except TemplateError as error:
                said = str(error)
            except BaseException as error:
                said = f"TRACEBACK {type(error).__name__}: {error}"
            found[f"{kind}: {name}"] = [time.process_time() - start, said]
    print(json.dumps(found))


if __name__ == "__main__":
    confine()
    run()
