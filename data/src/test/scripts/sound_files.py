"""Writes the sounds of dev.trine.dataset.sound.SoundFolderTest, and what they hold.

    pip install numpy==2.4.6 scipy==1.17.1  # with which the file was made
    python3 sound_files.py ../resources/dev/trine/dataset/sound

A line of sounds.tsv is a name, the mean of the channels of each frame, and a file of 8,000 frames a second in base 64. SciPy
writes all but the one of 24 bits, which the standard library does.
"""

import base64
import io
import sys
import wave

import numpy as np
from scipy.io import wavfile

TIME = np.arange(9) / 9
WAVE = np.stack([np.sin(7 * TIME), np.cos(11 * TIME) * 0.5], 1)


def line(out, name, samples, data):
    mean = samples if samples.ndim == 1 else samples.mean(1)
    numbers = ",".join(repr(float(v)) for v in mean)
    out.write("\t".join([name, numbers, base64.b64encode(data).decode()]) + "\n")


def scipy(samples):
    to = io.BytesIO()
    wavfile.write(to, 8000, samples)
    return to.getvalue()


def wave24(samples):
    to = io.BytesIO()
    with wave.open(to, "wb") as file:
        file.setparams((samples.shape[1], 3, 8000, 0, "NONE", ""))
        file.writeframes(b"".join(int(v).to_bytes(3, "little", signed=True) for v in samples.ravel()))
    return to.getvalue()


with open(sys.argv[1] + "/sounds.tsv", "w") as out:
    bytes8 = np.round(WAVE * 127 + 128).astype(np.uint8)
    line(out, "8 bits", (bytes8.astype(float) - 128) / 128, scipy(bytes8))
    for bits in (16, 32):
        whole = np.round(WAVE * (2.0 ** (bits - 1) - 1)).astype("int%d" % bits)
        whole[0, 0] = -(2 ** (bits - 1))
        line(out, "%d bits" % bits, whole / 2.0 ** (bits - 1), scipy(whole))
    whole = np.round(WAVE * (2**23 - 1)).astype(np.int32)
    whole[0, 0] = -(2**23)
    line(out, "24 bits", whole / 2.0**23, wave24(whole))
    line(out, "float", WAVE.astype(np.float32), scipy(WAVE.astype(np.float32)))
    one = np.round(WAVE[:, 0] * 32767).astype(np.int16)
    line(out, "one channel", one / 2.0**15, scipy(one))
