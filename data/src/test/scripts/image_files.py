"""Writes the images, and what Pillow reads of them, of dev.trine.dataset.image.ImageFolderTest.

    pip install numpy==2.4.6 pillow==12.3.0  # with which the file was made
    python3 image_files.py ../resources/dev/trine/dataset/image

A line of images.tsv is a name, the name's ending, the colour, height and width to resize to, the values, unrounded, and
the file in base 64. Means over areas are made without interpolation: by repeating pixels to a common multiple.
"""

import base64
import io
import sys

import numpy as np
from PIL import Image

RANDOM = np.random.default_rng(1)
LUMA = np.array([0.299, 0.587, 0.114])


def axis(values, to, dimension):
    size = values.shape[dimension]
    if to < size:
        repeated = np.moveaxis(np.repeat(values, to, dimension), dimension, 0)
        return np.moveaxis(repeated.reshape(to, size, *repeated.shape[1:]).mean(1), 0, dimension)
    if to == size:
        return values
    swapped = np.moveaxis(values, dimension, 0)
    flat = swapped.reshape(size, -1).astype(np.float32)
    resized = np.array(Image.fromarray(flat).resize((flat.shape[1], to), Image.BILINEAR))
    return np.moveaxis(resized.reshape(to, *swapped.shape[1:]), 0, dimension)


def file(image, kind, **options):
    to = io.BytesIO()
    image.save(to, kind, **options)
    return to.getvalue()


def line(out, name, ending, data, size=None):
    image = Image.open(io.BytesIO(data))
    if image.mode.startswith("I"):
        grey = np.array(image).astype(float) * 255 / 65535
        rgb = np.stack([grey] * 3, -1)
    else:
        rgb = np.array(image.convert("RGBA" if image.mode == "P" else image.mode).convert("RGB")).astype(float)
    for colour, values in (("RGB", rgb), ("GREY", (rgb @ LUMA)[..., None])):
        height, width = size or values.shape[:2]
        resized = axis(axis(values, height, 0), width, 1)
        numbers = ",".join("%.3f" % v for v in resized.ravel())
        out.write("\t".join([name, ending, colour, str(height), str(width), numbers, base64.b64encode(data).decode()]) + "\n")


def noise(*shape):
    return RANDOM.integers(0, 256, shape, dtype=np.uint8)


SMOOTH = np.stack([np.add.outer(np.arange(16) * 6, np.arange(24) * 5) + c for c in (0, 20, 40)], -1).astype(np.uint8)

with open(sys.argv[1] + "/images.tsv", "w") as out:
    rgb = Image.fromarray(noise(3, 4, 3))
    line(out, "rgb", ".png", file(rgb, "png"))
    line(out, "named in capitals", ".PNG", file(rgb, "png"))
    line(out, "rgb with transparency", ".png", file(Image.fromarray(noise(3, 4, 4)), "png"))
    line(out, "grey", ".png", file(Image.fromarray(noise(3, 4)), "png"))
    line(out, "grey with transparency", ".png", file(Image.fromarray(noise(3, 4, 2), "LA"), "png"))
    line(out, "grey of 16 bits", ".png", file(Image.fromarray(RANDOM.integers(0, 65536, (3, 4), dtype=np.uint16)), "png"))
    line(out, "black and white", ".png", file(Image.fromarray(noise(3, 9)).convert("1"), "png"))
    line(out, "palette", ".png", file(rgb.quantize(5), "png"))
    line(out, "grey of 4 bits", ".png", file(Image.fromarray(noise(3, 4) // 16).quantize(16), "png", bits=4))
    line(out, "jpeg", ".jpg", file(Image.fromarray(SMOOTH), "jpeg", quality=95, subsampling=0))
    line(out, "progressive jpeg", ".jpeg", file(Image.fromarray(SMOOTH), "jpeg", quality=95, progressive=True, subsampling=0))
    line(out, "grey jpeg", ".jpg", file(Image.fromarray(SMOOTH[..., 0]), "jpeg", quality=95))
    larger = file(Image.fromarray(noise(7, 10, 3)), "png")
    line(out, "smaller", ".png", larger, (3, 4))
    line(out, "larger", ".png", larger, (11, 25))
    line(out, "lower and wider", ".png", larger, (2, 13))
    line(out, "one pixel", ".png", larger, (1, 1))
    line(out, "of one pixel", ".png", file(Image.fromarray(noise(1, 1, 3)), "png"), (2, 3))
