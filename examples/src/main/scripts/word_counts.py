#!/usr/bin/env python3
"""Counts the words of texts in the public domain: what is bundled as autocorrect/words.txt.gz.

    word_counts.py FOLDER words.txt.gz

The folder has these texts, one a file, named *.txt, in folders below it as one likes:

- books of Project Gutenberg (https://www.gutenberg.org), by their numbers: 11, 16, 43, 46, 84, 98, 103, 120, 145, 174,
  175, 236, 244, 345, 394, 514, 844, 1184, 1259, 1342, 1400, 1661, 2097, 2542, 2591, 2641, 2701, 3070, 3300, 3748, 5827,
  12388, 16389, 20203, 25344, 28054, 31251, 43429, 43790, 64317, 67979; all are in the public domain in the USA;
- works of the government of the USA, which have no copyright there (17 U.S.C. 105): the addresses of its presidents on the
  state of the union, 1945 to 2006, and at their inaugurations, 1789 to 2021, as NLTK packages them (state_union, inaugural);
  the report of the 9/11 Commission (2004), and reports of the General Accounting Office as the Open American National
  Corpus has them (911report, government/Gen_Account_Office).

A word is letters without capitals among others; one that was seen without a capital in two texts or more, or with one in
twelve, three times in all, is kept, for what is rarer is often a name, dialect, or a slip. The commonest 30,000 are written,
"word count" a line.
"""
import collections
import gzip
import pathlib
import re
import sys

BEGIN = re.compile(r"\*\*\*? ?START OF.*?\*\*\*|\*END\*?THE SMALL PRINT.*", re.I)
END = re.compile(r"\*\*\* ?END OF|End of (the )?Project Gutenberg", re.I)
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
MOST = 30_000


def text(file):
    """What is between the lines that Project Gutenberg puts around a book."""
    content = file.read_text(encoding="utf-8", errors="replace")
    begin = BEGIN.search(content)
    content = content[begin.end():] if begin else content
    end = END.search(content)
    return content[: end.start()] if end else content


def main(folder, out):
    counts, small_in, any_in = (collections.Counter() for _ in range(3))
    for file in sorted(pathlib.Path(folder).rglob("*.txt")):
        words = [word for word in WORD.findall(text(file)) if word.isalpha()]
        words = [word for word in words if word in (word.lower(), word.capitalize())]
        counts.update(word.lower() for word in words)
        small_in.update({word for word in words if word.islower()})
        any_in.update({word.lower() for word in words})
    kept = [
        word
        for word, count in counts.items()
        if count >= 3
        and (small_in[word] >= 2 or any_in[word] >= 12)
        and (len(word) > 1 or word in "ai")
        and re.search("[aeiouy]", word)
    ]
    kept.sort(key=lambda word: (-counts[word], word))
    lines = "".join(f"{word} {counts[word]}\n" for word in kept[:MOST])
    pathlib.Path(out).write_bytes(gzip.compress(lines.encode("ascii"), 9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:])
