"""The coefficients of the polynomials in dev.trine.expression.function.

Each is the minimax polynomial of a weighted error, found by the exchange algorithm of Remez in 50
digits. Coefficients become single-precision numbers one at a time, the lowest power first; those
that are still free are fitted anew after each. Needs mpmath.

    python3 minimax.py
"""

import struct

from mpmath import cos, erf, erfc, exp, expm1, log, lu_solve, matrix, mp, mpf, pi, sin, sqrt

mp.dps = 50


def single(x):
    return mpf(struct.unpack("f", struct.pack("f", float(x)))[0])


def value(coefficients, x):
    total = mpf(0)
    for c in reversed(coefficients):
        total = total * x + c
    return total


def remez(f, weight, low, high, fixed, free):
    """The coefficients behind the fixed ones that make max |weight·(polynomial − f)| smallest."""
    grid = [low + (high - low) * mpf(i) / 1500 for i in range(1501)]
    grid = [x for x in grid if abs(x) > (high - low) / 4000]
    # What is left to fit is a polynomial of its own, with another weight.
    order = len(fixed)
    fs = [(f(x) - value(fixed, x)) / x**order for x in grid]
    ws = [abs(weight(x) * x**order) for x in grid]
    center = (len(grid) - 1) / 2
    nodes = [int(center - center * cos(pi * i / free)) for i in range(free + 1)]
    for _ in range(30):
        a = matrix(free + 1, free + 1)
        b = matrix(free + 1, 1)
        for row, i in enumerate(nodes):
            for k in range(free):
                a[row, k] = ws[i] * grid[i] ** k
            a[row, free] = (-1) ** row
            b[row] = ws[i] * fs[i]
        solution = lu_solve(a, b)
        coefficients = [solution[k] for k in range(free)]
        errors = [w * (value(coefficients, x) - y) for x, y, w in zip(grid, fs, ws)]
        extrema = []
        for i, e in enumerate(errors):
            if extrema and (errors[extrema[-1]] > 0) == (e > 0):
                if abs(e) > abs(errors[extrema[-1]]):
                    extrema[-1] = i
            else:
                extrema.append(i)
        while len(extrema) > free + 1:
            smaller_end = 0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1
            extrema.pop(smaller_end)
        worst = max(abs(e) for e in errors)
        if len(extrema) < free + 1 or worst <= abs(solution[free]) * mpf("1.0001"):
            break
        nodes = extrema
    return fixed + coefficients


def singles(name, f, weight, low, high, degree, fixed=()):
    fixed = [mpf(c) for c in fixed]
    while len(fixed) <= degree:
        coefficients = remez(f, weight, mpf(low), mpf(high), fixed, degree + 1 - len(fixed))
        fixed.append(single(coefficients[len(fixed)]))
    grid = [mpf(low) + (mpf(high) - mpf(low)) * i / 1999 for i in range(2000)]
    worst = max(abs(weight(x) * (value(fixed, x) - f(x))) for x in grid)
    print("%s: weighted error 2^%.2f, highest power first" % (name, log(worst, 2)))
    for c in reversed(fixed):
        print("    %s" % text(c))


def text(c):
    """The shortest decimals that give this single-precision number."""
    for digits in range(1, 18):
        decimals = "%.*e" % (digits, float(c))
        if single(float(decimals)) == c:
            return decimals
    raise ValueError(c)


def series(x, terms, closed):
    """A quotient by its power series where its closed form would cancel."""
    if abs(x) > mpf("1e-6"):
        return closed(x)
    return value(terms, x)


# e^r − 1 = r + r²·p(r) for |r| ≤ ln 2 / 2, p(0) = ½; the error is relative to e^r − 1.
half = log(2) / 2 * mpf("1.001")
factorials = [mpf(1) / c for c in (2, 6, 24, 120, 720)]
singles(
    "exp",
    lambda r: series(r, factorials, lambda r: (exp(r) - 1 - r) / r**2),
    lambda r: series(r, [0, 1], lambda r: r**2 / (exp(r) - 1)),
    -half, half, 5, [mpf("0.5")],
)

# The same of lower degree; the error is relative to e^r.
singles(
    "lowered exp",
    lambda r: series(r, factorials, lambda r: (exp(r) - 1 - r) / r**2),
    lambda r: r**2 / exp(r),
    -half, half, 4, [mpf("0.5")],
)

# The same for |r| ≤ ln 2, p(0) free.
singles(
    "squared exp",
    lambda r: series(r, factorials, lambda r: (exp(r) - 1 - r) / r**2),
    lambda r: r**2 / exp(r),
    -2 * half, 2 * half, 6,
)

# ln(1 + f) = f + f²·p(f) for 1 + f from √½ to √2, p(0) = −½; relative to ln(1 + f).
singles(
    "log",
    lambda f: series(f, [mpf(-1) / 2, mpf(1) / 3, mpf(-1) / 4], lambda f: (log(1 + f) - f) / f**2),
    lambda f: series(f, [0, 1], lambda f: f**2 / log(1 + f)),
    sqrt(mpf(1) / 2) - 1, sqrt(2) - 1, 9, [mpf("-0.5")],
)

# ln(1 + f) = s + s³·(1/12 + s²·p(s²)) with s = 2f/(2 + f), 1 + f from √½ to √2; relative to it.
bound = (2 * (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2


def log_rest(z):
    s = sqrt(z)
    terms = [mpf(1) / 80, mpf(1) / 448, mpf(1) / 2304]
    return series(z, terms, lambda z: ((log(2 + s) - log(2 - s)) / s - 1 - z / 12) / z**2)


singles("log in two parts", log_rest, lambda z: z**2, 0, bound, 3)

# −ln(1 − erf x) = x·(c + p(x)) for x from 0 to 4, c = 2/√π rounded; the error is that of erf x,
# relative.
slope = single(2 / sqrt(pi))


def erf_exponent(x):
    if x < mpf("1e-8"):
        return 2 / sqrt(pi) - slope + 2 / pi * x
    return -log(erfc(x)) / x - slope


print("erf: c = %s" % text(slope))
singles(
    "erf",
    erf_exponent,
    lambda x: sqrt(pi) / 2 if x == 0 else x * erfc(x) / erf(x),
    0, 4, 10,
)

# sin r = r + r·z·p(z), cos r = 1 − z/2 + z²·p(z) with z = r², |r| ≤ π/4; relative to them.
quarter = (pi / 4 * mpf("1.01")) ** 2
singles(
    "sin",
    lambda z: series(z, [mpf(-1) / 6, mpf(1) / 120], lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z),
    lambda z: 1 if z == 0 else z * sqrt(z) / sin(sqrt(z)),
    0, quarter, 3,
)
singles(
    "cos",
    lambda z: series(z, [mpf(1) / 24, mpf(-1) / 720], lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2),
    lambda z: z**2 / cos(sqrt(z)),
    0, quarter, 2,
)

# tanh x = s/(s + gap), s = x·(1 + c·x² + d·x⁴) with the zeros ±iπ and ±2iπ; gap = (1 − x·p(x))⁴ for
# x from 0 to 9.02; the error is that of tanh x, relative.
c = single(5 / (4 * pi**2))
d = single(1 / (4 * pi**4))


def tanh_s(x):
    return x * (1 + c * x**2 + d * x**4)


def tanh_root(x):
    return mpf(1) if x == 0 else (2 * tanh_s(x) / expm1(2 * x)) ** (mpf(1) / 4)


print("tanh: d = %s, c = %s" % (text(d), text(c)))
singles(
    "tanh",
    lambda x: mpf(1) / 4 if x == 0 else (1 - tanh_root(x)) / x,
    lambda x: 4 * x * tanh_root(x) ** 3 / (tanh_s(x) + tanh_root(x) ** 4),
    0, mpf("9.02"), 6,
)
