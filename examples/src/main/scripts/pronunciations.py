#!/usr/bin/env python3
"""Takes the 8,000 commonest words from the CMU Pronouncing Dictionary: what is bundled as pronounce/dict.txt.gz.

    pronunciations.py dict.txt words.txt.gz dict.txt.gz

Takes the dictionary as it is distributed (http://www.speech.cs.cmu.edu/cgi-bin/cmudict), and the words that word_counts.py
made, commonest first. Of each word that has more than one letter the first pronunciation is written, as it stands.
"""
import gzip
import pathlib
import sys

COUNT = 8_000


def main(dictionary, words, out):
    pronounced = {}
    for line in pathlib.Path(dictionary).read_text(encoding="latin-1").splitlines():
        word = line.split(" ", 1)[0]
        if word.isalpha() and len(word) > 1:
            pronounced.setdefault(word.lower(), line)
    common = [line.split()[0] for line in gzip.open(words, "rt")]
    chosen = [word for word in common if word in pronounced][:COUNT]
    lines = "".join(pronounced[word] + "\n" for word in sorted(chosen))
    pathlib.Path(out).write_bytes(gzip.compress(lines.encode("latin-1"), 9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
