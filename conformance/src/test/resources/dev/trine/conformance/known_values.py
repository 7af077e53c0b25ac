#!/usr/bin/env python3
"""Writes known_activations.csv and known_losses.csv beside itself: what the reference must compute, from the definitions, to a
thousand digits. What lies below 1e-308 is written as 0, as double precision rounds it. Needs mpmath; run by hand."""
import os
import struct
from mpmath import mp, mpf

mp.dps = 1000
HERE = os.path.dirname(os.path.abspath(__file__))


def single(x):
    """The nearest number of single precision."""
    return struct.unpack("f", struct.pack("f", x))[0]


MAGNITUDES = [3.4028234663852886e38, 1e38, 1e30, 1e10, 1e-5, 1e-10, 1e-30, 1.1754943508222875e-38, 1e-40, 1.4e-45]
STEPS = [0.25, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 50, 87, 88.5, 90, 100, 105, 128, 200, 1000, 1e4]
POSITIVE = [single(x) for x in MAGNITUDES + STEPS]
ALL = POSITIVE + [-x for x in POSITIVE]
UP_TO_ONE = [single(x) for x in [0.01, 0.5, 0.99, 1 - 2**-10, 1 - 2**-24, 1e-10, 1e-30, 1e-40]] + [1]


def sigmoid(x):
    return 1 / (1 + mp.exp(-x)) if x > -3000 else mp.exp(x)


def gelu_tanh(x):
    return mp.tanh(mp.sqrt(2 / mp.pi) * (x + mpf("0.044715") * x**3))


def gelu_derivative(x):
    t = gelu_tanh(x)
    return (1 + t) / 2 + x / 2 * (1 - t * t) * mp.sqrt(2 / mp.pi) * (1 + 3 * mpf("0.044715") * x * x)


def silu_derivative(x):
    s = sigmoid(x)
    return s + x * s * (1 - s)


# Of an activation, or the derivative in a gradient by what it is computed from.
FUNCTIONS = {
    "ELU": (lambda x: x if x > 0 else mp.expm1(x), ALL),
    "SIGMOID": (sigmoid, ALL),
    "TANH": (mp.tanh, ALL),
    "SOFTPLUS": (lambda x: mp.log1p(mp.exp(x)) if x < 3000 else x, ALL),
    "GELU": (lambda x: x / 2 * (1 + gelu_tanh(x)), ALL),
    "SILU": (lambda x: x * sigmoid(x), ALL),
    "ELU_GRADIENT": (lambda y: mpf(1) if y > 0 else y + 1, [-x for x in UP_TO_ONE] + POSITIVE),
    "SIGMOID_GRADIENT": (lambda y: y * (1 - y), UP_TO_ONE),
    "TANH_GRADIENT": (lambda y: 1 - y * y, UP_TO_ONE + [-x for x in UP_TO_ONE]),
    "SOFTPLUS_GRADIENT": (lambda y: -mp.expm1(-y), POSITIVE),
    "GELU_GRADIENT": (gelu_derivative, ALL),
    "SILU_GRADIENT": (silu_derivative, ALL),
}

# Scores, the last of them the label's.
ROWS = (
    [[v, v] for v in (0, 1e-30, 1, 1e8, 1e14, 1e16, 1e30, 3e38)]
    + [[-v, -v, -v] for v in (1e14, 3e38)]
    + [[0, 1e-30], [1e30, -1e30], [1e14, 1e14 + 2**24], [1e14 + 2**24, 1e14], [1.5e38, -1.5e38], [100, 99, 98]]
    + [[-10000, -10001, -10002], [30, 0], [1e4, 0], [0, 1e4]]
)


def written(x):
    return repr(float(x)) if abs(x) >= mpf("1e-308") else "0.0"


with open(os.path.join(HERE, "known_activations.csv"), "w") as file:
    for op, (function, arguments) in FUNCTIONS.items():
        for x in arguments:
            file.write(f"{op},{x!r},{written(function(mpf(x)))}\n")

with open(os.path.join(HERE, "known_losses.csv"), "w") as file:
    for row in ROWS:
        scores = [single(x) for x in row]
        largest = mpf(max(scores))
        total = sum(mp.exp(x - largest) for x in scores)
        file.write(f"{' '.join(map(repr, scores))},{written(mp.log(total) + largest - scores[-1])}\n")
