"""duckdb.py QUESTION [FILE [THREADS]]: DuckDB, which reads declared columns."""
import json
import sys

import duckdb

question = sys.argv[1]
if question == "version":
    print("DuckDB", duckdb.__version__)
    sys.exit()


def read(columns):
    return (f"read_json('{sys.argv[2]}', format = 'newline_delimited', "
            f"columns = {{{columns}}})")


VISITS = read("Id: 'BIGINT', Url: 'VARCHAR', Timestamp: 'BIGINT'")
QUERIES = {
    "check": f"select count(json) from read_ndjson_objects('{sys.argv[2]}')",
    "origin": f"""select origin, sum(passengers)::bigint
        from {read("origin: 'VARCHAR', passengers: 'BIGINT'")} group by 1""",
    "country": f"""select "group".group_country, sum(guests)::bigint
        from {read("guests: 'BIGINT', "
                   "'group': 'STRUCT(group_country VARCHAR)'")} group by 1""",
    # Of equal times the one that came first: the line's number decides.
    "last": f"""select Id, arg_max(Url, Timestamp * 1073741824 - line, 5)
        from (select *, row_number() over () as line from {VISITS})
        group by 1""",
    "tumbling": f"""select Timestamp // 60 * 60, Url, count(*)
        from {VISITS} group by 1, 2""",
    "top": f"""select Url, count(*) from {VISITS}
        group by 1 order by 2 desc limit 10""",
    "keys": f"""select key, sum(value)::bigint
        from {read("key: 'BIGINT', value: 'BIGINT'")} group by 1""",
}
if question not in QUERIES:
    sys.exit(64)
threads = sys.argv[3] if len(sys.argv) > 3 else "1"
connection = duckdb.connect()
connection.execute(f"set threads = {threads}")
result = connection.execute(QUERIES[question])
while rows := result.fetchmany(10000):
    for row in rows:
        print(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
