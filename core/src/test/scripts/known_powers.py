"""Writes known_powers.csv, named by its one argument: x, y and x^y to 50 digits, by Python's decimal
arithmetic, for numbers of single precision.

    python3 known_powers.py ../resources/dev/trine/expression/function/known_powers.csv
"""

import struct
import sys
from decimal import MAX_EMAX, MIN_EMIN, Decimal, getcontext

getcontext().prec = 50
getcontext().Emax = MAX_EMAX
getcontext().Emin = MIN_EMIN


def single(x):
    return struct.unpack("f", struct.pack("f", x))[0]


BASES = [1.4e-45, 1e-40, 1.1754943508222875e-38, 1e-20, 1e-5, 0.1, 0.5, 0.7, 0.70710677, 0.70710683]
BASES += [0.99, 0.99999, 0.99999994, 1, 1.0000001, 1.00001, 1.01, 1.4142135, 1.4142137, 1.5, 2, 2.7182817]
BASES += [3, 10, 1e3, 1e10, 1e20, 1e38, 3.4028234663852886e38]
EXPONENTS = [1e-30, 1e-5, 0.1, 0.3333333, 0.5, 0.75, 1, 1.5, 2, 2.2, 3, 4.7, 7, 10, 20.5, 31, 64, 100]
EXPONENTS += [127, 1000, 12345.678, 1e5, 8388607, 16777216, 1e9]

with open(sys.argv[1], "w") as out:
    for base in BASES:
        for size in EXPONENTS:
            for exponent in (size, -size):
                for sign in (1, -1):
                    x = single(sign * base)
                    y = single(exponent)
                    if sign < 0 and y != int(y):
                        continue
                    magnitude = Decimal(abs(x)) ** Decimal(y)
                    negative = sign < 0 and int(y) % 2 == 1
                    out.write("%r,%r,%s\n" % (x, y, format(-magnitude if negative else magnitude, ".20E")))
