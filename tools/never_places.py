"""Which of the words on standard input would be taken for a place if no word were ruled out: candidates for `never`.

    python tools/never_places.py < words.txt

One line for each such word: the word, then the inhabitants, kind and name of the largest place that bears it or sounds
like it. The groups under `never` in vocabulary/languages/en/places.yaml were made so: common words (spaCy's stop words
among them), titles, peoples, common given names and surnames written down from general knowledge, cut by this script to
those that matter. Names of cities from about 200,000 inhabitants, of countries, of well-known provinces and of
curated places were then taken out by hand where the place is better known than the person ("Austin", "Farah").
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from rashomon.link import Gazetteer


def unruled(folder: Path) -> Gazetteer:
    """A copy of the default gazetteer that rules no word out."""
    path = folder / "gazetteer.sqlite"
    shutil.copy(Gazetteer.open().path, path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("delete from never")
        db.commit()
    return Gazetteer.open(path)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        gazetteer = unruled(Path(folder))
        for word in sorted(set(sys.stdin.read().split())):
            name = word.capitalize()
            if gazetteer.knows(name):
                largest = (gazetteer.named(name) or gazetteer.sounding(name))[0]
                print(word, largest.population, largest.kind, largest.name, sep="\t")


main()
