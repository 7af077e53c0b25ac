"""Writes log-mel features that NumPy computed, for dev.trine.examples.speech.LogMelTest.

    pip install numpy==2.4.6  # with which the file was made
    python3 log_mel_values.py > ../resources/dev/trine/examples/speech/log_mel_values.csv

A line for each frame, a column for each band, of 0.1 s of the sound that `sound` says.
"""

import numpy as np

RATE, FRAME, HOP, SIZE, BANDS, RANGE = 8000, 200, 80, 512, 40, 60
n = np.arange(RATE // 10)
sound = (0.3 * np.sin(2 * np.pi * 440 * n / RATE) + 0.1 * np.cos(2 * np.pi * 15 * n * n / RATE)).astype(np.float32)

window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)
frames = np.stack([sound[t : t + FRAME] * window for t in range(0, len(sound) - FRAME + 1, HOP)])
power = np.abs(np.fft.rfft(frames, SIZE)) ** 2
edges = 700 * (10 ** (np.linspace(0, 2595 * np.log10(1 + RATE / 2 / 700), BANDS + 2) / 2595) - 1)
filters = np.stack(
    [np.interp(np.fft.rfftfreq(SIZE, 1 / RATE), edges[b : b + 3], [0, 1, 0]) for b in range(BANDS)]
)
decibels = 10 * np.log10(power @ filters.T + 1e-10)
for row in np.maximum(0, 1 + (decibels - decibels.max()) / RANGE):
    print(",".join("%.7f" % x for x in row))
