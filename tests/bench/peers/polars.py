"""polars.py QUESTION [FILE [THREADS]]: polars, which scans declared columns."""
import json
import os
import sys

os.environ["POLARS_MAX_THREADS"] = sys.argv[3] if len(sys.argv) > 3 else "1"
import polars as pl  # noqa: E402, it reads the variable once

question = sys.argv[1]
if question == "version":
    print("polars", pl.__version__)
    sys.exit()


def scan(**columns):
    return pl.scan_ndjson(sys.argv[2], schema=columns)


def visits():
    return scan(Id=pl.Int64, Url=pl.String, Timestamp=pl.Int64)


QUERIES = {
    "origin": lambda: scan(origin=pl.String, passengers=pl.Int64)
    .group_by("origin").agg(pl.col("passengers").sum()),
    "country": lambda: scan(
        guests=pl.Int64, group=pl.Struct({"group_country": pl.String}))
    .group_by(pl.col("group").struct.field("group_country"))
    .agg(pl.col("guests").sum()),
    "last": lambda: visits()
    .group_by("Id").agg(
        pl.col("Url").sort_by("Timestamp", descending=True,
                              maintain_order=True).head(5)),
    "tumbling": lambda: visits()
    .group_by(pl.col("Timestamp") // 60 * 60, "Url").agg(pl.len()),
    "top": lambda: visits()
    .group_by("Url").agg(pl.len()).sort("len", descending=True).head(10),
    "keys": lambda: scan(key=pl.Int64, value=pl.Int64)
    .group_by("key").agg(pl.col("value").sum()),
}
if question not in QUERIES:
    sys.exit(64)
for row in QUERIES[question]().collect(engine="streaming").iter_rows():
    print(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
