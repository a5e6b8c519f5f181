"""Ten mistakes in the use of the public names; a type checker in strict mode finds each. Never run."""

from pathlib import Path

from reportgen import ChartData, Document, Link, Picture, RichText, Template, fill

RichText("a", bolt=True)  # 1: no such keyword
RichText("a", size="large")  # 2: a size is a number
Picture.of(12)  # 3: not a source
Picture.of(b"", width_mm="30")  # 4: a length is a number
Link("text")  # 5: the address is missing
Template.open(Path("t.docx")).render(["row"])  # 6: data is a mapping
Template.open(Path("t.docx")).render({}, missing="ignore")  # 7: no such way
text: str = Template.open(Path("t.docx")).render({}).to_bytes()  # 8: bytes
ChartData(["a"], [1])  # 9: series are a mapping
fill("t.docx", {}, 3)  # 10: not an output
print(text, Document)
