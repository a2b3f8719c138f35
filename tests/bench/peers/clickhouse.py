"""clickhouse.py QUESTION [FILE [THREADS]]: ClickHouse in a process (chdb)."""
import sys

from chdb import session

question = sys.argv[1]
chdb = session.Session()
if question == "version":
    print("ClickHouse", str(chdb.query("select version()")).strip().strip('"'))
    sys.exit()


def read(columns):
    return f"file('{sys.argv[2]}', JSONEachRow, '{columns}')"


VISITS = read("Id Int64, Url String, Timestamp Int64")
QUERIES = {
    "check": f"""select countIf(isValidJSON(line))
        from file('{sys.argv[2]}', LineAsString, 'line String')""",
    "origin": f"""select origin, sum(passengers)
        from {read("origin String, passengers Int64")} group by 1""",
    "country": f"""select tupleElement(`group`, 'group_country') as country,
        sum(guests)
        from {read("guests Int64, `group` Tuple(group_country String)")}
        group by country""",
    # Of equal times the one that came first: the line's number decides.
    "last": f"""select Id, groupArray(Url) from
        (select Id, Url from (select *, rowNumberInAllBlocks() as line
            from {VISITS}) order by Timestamp desc, line limit 5 by Id)
        group by Id""",
    "tumbling": f"""select intDiv(Timestamp, 60) * 60, Url, count()
        from {VISITS} group by 1, 2""",
    "top": f"""select Url, count() as n from {VISITS}
        group by Url order by n desc limit 10""",
    "keys": f"""select key, sum(value)
        from {read("key Int64, value Int64")} group by 1""",
}
if question not in QUERIES:
    sys.exit(64)
threads = int(sys.argv[3]) if len(sys.argv) > 3 else 1
settings = f"""settings max_threads = {threads}, max_parsing_threads = {threads},
    input_format_parallel_parsing = {int(threads > 1)},
    output_format_json_quote_64bit_integers = 0,
    output_format_json_escape_forward_slashes = 0"""
answer = chdb.query(f"{QUERIES[question]} {settings}", "JSONCompactEachRow")
sys.stdout.buffer.write(answer.bytes())
