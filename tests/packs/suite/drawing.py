"""Photos for packs: skies, hills, water and houses, drawn by a script; some lie on their side, as a camera says."""

from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

_SKIES = (((96, 142, 186), (226, 232, 236)), ((214, 150, 110), (248, 226, 190)), ((70, 96, 140), (176, 196, 214)))
_LANDS = ((74, 110, 84), (96, 120, 70), (110, 96, 82))
_TURNED = 6  # the value of EXIF for a camera held upright


def draw_photo(path: Path, seed: int, *, upright: bool = False) -> None:
    """Draw a landscape of 1500 × 1000 pixels; an upright one is stored on its side with the word of EXIF for it."""
    random = Random(seed)
    width, height = (1000, 1500) if upright else (1500, 1000)
    image = Image.new("RGB", (width, height))
    pen = ImageDraw.Draw(image)
    top, bottom = random.choice(_SKIES)
    for y in range(height):
        share = y / height
        pen.line((0, y, width, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    land = random.choice(_LANDS)
    for layer in range(3):
        _hill(
            pen, random, (width, height), 0.5 + 0.12 * layer, tuple(round(part * (1.2 - 0.25 * layer)) for part in land)
        )
    if seed % 2:
        _houses(pen, random, width, height)
    else:
        pen.rectangle((0, round(height * 0.82), width, height), (92, 128, 150))
    if upright:
        exif = image.getexif()
        exif[0x0112] = _TURNED
        image.rotate(90, expand=True).save(path, "JPEG", quality=72, exif=exif)
    else:
        image.save(path, "JPEG", quality=72)


def _hill(
    pen: ImageDraw.ImageDraw, random: Random, size: tuple[int, int], level: float, colour: tuple[int, ...]
) -> None:
    width, height = size
    points = [(x, height * (level - random.random() * 0.12)) for x in range(0, width + 150, 150)]
    pen.polygon([(0, height), *points, (width, height)], fill=colour)


def _houses(pen: ImageDraw.ImageDraw, random: Random, width: int, height: int) -> None:
    x = 60
    while x < width - 120:
        wide, high = random.randint(50, 110), random.randint(120, 380)
        pen.rectangle((x, height * 0.86 - high, x + wide, height * 0.86), (198, 196, 190))
        for row in range(int(high // 40)):
            pen.rectangle(
                (x + 14, height * 0.86 - high + 16 + row * 40, x + wide - 14, height * 0.86 - high + 30 + row * 40),
                (86, 96, 110),
            )
        x += wide + random.randint(14, 60)
