#!/bin/bash
# es.sh BUILD: how fast records come into an OpenSearch, by evsink-es, by a
# plain loop of curl over bulk files that were made before, and by the bulk
# helper of the Python client; written as Markdown to docs/bench-es.md.
#
# The cluster is started for it, and each run writes a fresh index.  Runs take
# turns, RUNS of each, and the figures are medians of them: what one machine
# does at one time.  curl has nothing to do but to send, one request after
# another, so its loop is what this cluster takes of one client.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$PWD/${1:-build}
PATH=$build/bin:$build/helper:$PATH
RUNS=${RUNS:-5} COUNT=${COUNT:-1000000}
data=$build/bench-es
export EV_SERVICES=$data/services
bulk_bytes=$((5 << 20))

mkdir -p "$data"
. scripts/setup.sh
setup curl venv
trap 'scripts/services stop >/dev/null' EXIT

# Pairs of lines, in files of no more than bulk_bytes.
split_bulks() {
	rm -rf "$data/bulks"
	mkdir "$data/bulks"
	evsink-es -i bench --dry-run "$data/events" |
		awk -v max="$bulk_bytes" -v folder="$data/bulks" '
		NR % 2 { action = $0; next }
		{
			bytes = length(action) + length($0) + 2
			if (file == "" || sum + bytes > max) {
				if (file != "")
					close(file)
				file = sprintf("%s/%04d", folder, ++files)
				sum = 0
			}
			sum += bytes
			print action > file
			print > file
		}'
}

python_client() {
	[ -x "$data/venv/bin/pip" ] || python3 -m venv "$data/venv"
	"$data/venv/bin/pip" install -q --disable-pip-version-check \
		elasticsearch opensearch-py
}

# Each way to bring them in, as a command for sh.
way() {
	case $1 in
	curl)
		echo "for file in '$data'/bulks/*; do
		    curl -sS -o '$data/answer' --data-binary @\"\$file\" \
		        -H 'Content-Type: application/x-ndjson' $url/_bulk || exit
		done"
		;;
	evsink-es)
		echo "exec evsink-es -q -u $url -i bench '$data/events'"
		;;
	python)
		echo "exec '$data/venv/bin/python' tests/bench/es.py \
		    $url bench $bulk_bytes '$data/events'"
		;;
	esac
}

fresh_index() {
	curl -sS -o "$data/answer" -X DELETE "$url/bench"
	curl -fsS -o "$data/answer" -X PUT "$url/bench" \
		-H 'Content-Type: application/json' \
		-d '{"settings":{"number_of_replicas":0}}'
}

# One run of the way $1; its measures are added to the file of its name.
run_once() {
	local stored
	fresh_index
	measure "$data/took" sh -c "$(way "$1")"
	curl -fsS -o "$data/answer" -X POST "$url/bench/_refresh"
	stored=$(curl -fsS "$url/bench/_count" | jq .count)
	if [ "$stored" -ne "$COUNT" ]; then
		echo "es.sh: $1 has stored $stored of $COUNT records" >&2
		return 1
	fi
	cat "$data/took" >>"$data/$1.took"
}

# The median of the column $2 of what the way $1 took.
median() {
	awk -v column="$2" '{ print $column }' "$data/$1.took" | sort -n |
		sed -n "$(((RUNS + 1) / 2))p"
}

# A row of the table.
row() {
	awk -v name="$2" -v count="$COUNT" -v cpu="$(median "$1" 1)" \
	    -v wall="$(median "$1" 2)" -v rss="$(median "$1" 3)" \
	    -v curl_cpu="$(median curl 1)" -v curl_wall="$(median curl 2)" \
	    'BEGIN {
		printf("| %s | %.0f | %.2f | %.2f | %.2f | %.1f |\n", name,
		    count * 1e6 / wall, curl_wall / wall, cpu / 1e6,
		    cpu / curl_cpu, rss / 1024)
	}'
}

report() {
	cat <<END
# Into OpenSearch: what \`make bench-es\` measured

$COUNT tracking events (\`evgen -m tracking -s 1\`, $(stat -c %s "$data/events") bytes)
into an index of one shard without replicas, bulks of 5 MiB; medians of $RUNS
runs that took turns, a fresh index for each. CPU is user and system time of
the client alone; memory its largest process.

- $(date -u +%Y-%m-%d); $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, which client and cluster share; $(uname -sr); load at the start $load
- OpenSearch $(curl -fsS "$url" | jq -r .version.number), heap of 1 GiB
- $(curl --version | head -n 1 | cut -d ' ' -f 1-3)
- $client

| way | documents/s | of curl | CPU s | of curl | MiB |
|---|---:|---:|---:|---:|---:|
END
	row curl 'a loop of `curl --data-binary` over prepared files'
	row evsink-es '`evsink-es -i bench`'
	row python 'the Python client, `helpers.bulk`'
}

load=$(cut -d ' ' -f 1 /proc/loadavg)
evgen -m tracking -s 1 -n "$COUNT" >"$data/events"
split_bulks
python_client
scripts/services start -p 0 -m 1g search
url=http://127.0.0.1:$(cat "$EV_SERVICES/search/port")
client=$("$data/venv/bin/python" tests/bench/es.py "$url")

rm -f "$data"/*.took
# The first run warms the cluster up and is not counted.
run_once curl
rm -f "$data/curl.took"
for ((run = 0; run < RUNS; run++)); do
	for name in curl evsink-es python; do
		run_once "$name"
	done
done
mkdir -p docs
report | tee "$data/report"
mv "$data/report" docs/bench-es.md
