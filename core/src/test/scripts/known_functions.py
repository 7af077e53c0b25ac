"""Writes known_functions.csv, named by its one argument: values of the functions in
dev.trine.expression.function from their definitions, to 200 digits. Needs mpmath.

    python3 known_functions.py ../resources/dev/trine/expression/function/known_functions.csv
"""

import struct
import sys

from mpmath import cos, erf, exp, expm1, log, log1p, mp, mpf, pi, sin, sqrt, tanh

mp.dps = 200


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


SIZES = [1.4e-45, 1e-40, 1.1754943508222875e-38, 1e-30, 1e-10, 1e-5, 0.01, 0.1, 0.3, 0.5, 0.7, 1]
SIZES += [1.5, 2, 2.6, 3, 4, 5, 6, 7.5, 8, 9, 10, 12, 16, 17, 20, 30, 50, 80, 87, 88.5, 90, 95, 100]
SIZES += [103, 1e3, 1e5]
POSITIVE = [single(x) for x in SIZES]
ALL = POSITIVE + [-x for x in POSITIVE]


def sigmoid(x):
    return 1 / (1 + exp(-mpf(x)))


def gelu_argument(x):
    return sqrt(2 / pi) * (x + mpf("0.044715") * x**3)


def gelu_derivative(x):
    t = tanh(gelu_argument(x))
    inner = sqrt(2 / pi) * (1 + 3 * mpf("0.044715") * x**2)
    return (1 + t) / 2 + x / 2 * (1 - t * t) * inner


SELU_SCALE = mpf("1.0507009873554804934193349852946")
SELU_DEPTH = SELU_SCALE * mpf("1.6732632423543772848170429916717")


def mish_derivative(x):
    t = tanh(log1p(exp(x)))
    return t + x * (1 - t * t) * sigmoid(x)


FUNCTIONS = {
    "Exp": (exp, ALL),
    "ExpMinusOne": (expm1, ALL),
    "Log": (log, POSITIVE + [1e20, 3e38]),
    "LogOnePlus": (log1p, POSITIVE + [-x for x in POSITIVE if x < 1] + [3e38]),
    "Tanh": (tanh, ALL),
    "Sigmoid": (sigmoid, ALL),
    "Erf": (erf, ALL),
    "Sin": (sin, ALL),
    "Cos": (cos, ALL),
    "Elu": (lambda x: x if x > 0 else expm1(x), ALL),
    "Softplus": (lambda x: log1p(exp(x)) if x < 200 else x, ALL),
    "Gelu": (lambda x: x / 2 * (1 + tanh(gelu_argument(x))) if abs(x) < 12 else max(x, 0), ALL),
    "Silu": (lambda x: x * sigmoid(x), ALL),
    "GeluDerivative": (lambda x: gelu_derivative(x) if abs(x) < 12 else mpf(x > 0), ALL),
    "SiluDerivative": (lambda x: sigmoid(x) + x * sigmoid(x) * sigmoid(-x), ALL),
    "Selu": (lambda x: SELU_SCALE * x if x > 0 else SELU_DEPTH * expm1(x), ALL),
    "SeluDerivative": (lambda y: SELU_SCALE if y > 0 else y + SELU_DEPTH, ALL),
    "Mish": (lambda x: x * tanh(log1p(exp(x))) if x < 200 else x, ALL),
    "MishDerivative": (lambda x: mish_derivative(x) if x < 200 else mpf(1), ALL),
    "HardSigmoid": (lambda x: min(max((x + 3) / 6, mpf(0)), mpf(1)), ALL),
}

with open(sys.argv[1], "w") as out:
    for name, (function, xs) in FUNCTIONS.items():
        for x in xs:
            value = function(mpf(single(x)))
            text = mp.nstr(value, 17) if abs(value) < mpf(2) ** 1023 else "Infinity"
            out.write("%s,%s,%s\n" % (name, repr(single(x)), text))
