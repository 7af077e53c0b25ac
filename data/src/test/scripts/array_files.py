"""Writes the arrays, as NumPy saves them, of dev.trine.dataset.npy.NpyTest and NpzTest.

    pip install numpy==2.4.6  # with which the files were made
    python3 array_files.py ../resources/dev/trine/dataset/npy

A line of arrays.tsv is the name of an array, its shape, its elements in row-major order, and the file in base 64.
"""

import base64
import io
import sys

import numpy as np

FOLDER = sys.argv[1]
SHAPE = (3, 2, 2)
VALUES = {
    "b1": [0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0],
    "u1": [0, 1, 2, 127, 128, 200, 254, 255, 3, 4, 5, 6],
    "u2": [0, 1, 2, 127, 128, 255, 256, 32767, 32768, 65534, 65535, 7],
    "u4": [0, 1, 2, 127, 128, 255, 256, 65535, 65536, 2147483646, 2147483647, 7],
    "u8": [0, 1, 2, 127, 128, 255, 256, 65535, 65536, 2147483646, 2147483647, 7],
    "i1": [0, 1, -1, 127, -128, 5, -6, 7, 8, 9, 10, 11],
    "i2": [0, 1, -1, 127, -128, 32767, -32768, 7, 8, 9, 10, 11],
    "i4": [0, 1, -1, 127, -128, 32767, -32768, 2147483647, -2147483648, 9, 10, 11],
    "i8": [0, 1, -1, 127, -128, 32767, -32768, 2147483647, -2147483648, 9, 10, 11],
    "f2": [0, 1, -1, 0.5, 65504, -65504, 2.0**-14, 2.0**-24, -3 * 2.0**-24, 0.333251953125, np.inf, np.nan],
    "f4": [0, 1, -1, 0.5, 3.4028234663852886e38, 2.0**-149, 0.25, 0.1, -0.1, 1e-20, -np.inf, np.nan],
    "f8": [0, 1, -1, 0.5, 1e30, 1e-30, 0.25, 0.1, -0.1, 1e300, -np.inf, np.nan],
}


def saved(array, version=(1, 0)):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version)
    return file.getvalue()


def line(out, name, array, file):
    with np.errstate(over="ignore"):
        elements = [repr(float(v)) for v in array.astype(np.float32 if array.dtype.kind == "f" else np.float64).ravel()]
    shape = ",".join(map(str, array.shape))
    out.write("\t".join([name, shape, ",".join(elements), base64.b64encode(file).decode()]) + "\n")


with open(FOLDER + "/arrays.tsv", "w") as out:
    for kind, values in VALUES.items():
        for endian in "<>" if kind[1] != "1" else "|":
            array = np.array(values, endian + kind).reshape(SHAPE)
            line(out, endian + kind + " C", array, saved(array))
            line(out, endian + kind + " Fortran", array, saved(np.asfortranarray(array)))
    plain = np.arange(12, dtype="<f4").reshape(4, 3)
    for version in ((1, 0), (2, 0), (3, 0)):
        line(out, "version %d.%d" % version, plain, saved(plain, version))
    line(out, "one dimension", plain.ravel(), saved(plain.ravel()))

with open(FOLDER + "/refused.tsv", "w") as out:
    for name, array in {
        "pickled Python objects": np.array([{}, None], object),
        "records of several fields": np.zeros(2, [("a", "<f4"), ("b", "<i4")]),
        "text": np.array(["a", "bc"]),
        "text ": np.array([b"a", b"bc"]),
        "bytes of no type": np.zeros(2, "V3"),
        "complex numbers": np.zeros(2, "c8"),
        "times": np.zeros(2, "M8[s]"),
        "no numbers that can be read here": np.zeros(2, np.longdouble),
        "at least one example": np.zeros((0, 3), "<f4"),
        "no extent of 0": np.zeros((3, 0), "<f4"),
        "expected [examples, …]": np.float32(3),
    }.items():
        file = io.BytesIO()
        np.save(file, array)
        out.write(name.strip() + "\t" + base64.b64encode(file.getvalue()).decode() + "\n")

x = np.arange(24, dtype=np.uint8).reshape(4, 3, 2)
y = np.array([2, 0, 1, 2], np.int64)
np.savez(FOLDER + "/stored.npz", images=x, labels=y)
np.savez_compressed(FOLDER + "/deflated.npz", x_train=x, y_train=np.array([[0.5], [1.5], [-2], [4]]), y=y, X=x.astype(np.float32) / 4)
