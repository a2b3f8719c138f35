# shellcheck shell=sh
# A cluster that fails as it is told (tests/helper/esfault.c), for tests of
# evsink-es; source it after lib.sh.

# Serve with the faults "$@" until stop_cluster; set $url.
start_cluster() {
	rm -rf cluster port
	mkdir cluster
	mkfifo port
	esfault -d cluster "$@" >port &
	cluster=$!
	# It is a FIFO: one line goes through it.
	# shellcheck disable=SC2094
	read -r port <port && url=http://127.0.0.1:$port
}

# Its documents, ledger and counts are then in the folder cluster.
stop_cluster() {
	kill "$cluster"
	wait "$cluster"
}

# The figure $1 of what it counted.
count_of() {
	jq ".$1" cluster/counts
}

# What it has: the documents, in an order of their own.
stored() {
	jq -c ._source cluster/documents | LC_ALL=C sort
}

# Is every record of the file $1 stored once, or in the file rejects with a
# reason, and nothing else stored?
is_exactly_once() {
	touch rejects
	jq -e -s 'all(.reason | startswith("status-"))' rejects >/dev/null &&
		LC_ALL=C sort "$1" >want &&
		{ stored; jq -r .record rejects; } | LC_ALL=C sort |
		cmp - want
}

# Has each key of the file $1 the newest of its records?  A key whose newest
# one was refused is left out: an older one may have made way for it.
has_newest() {
	touch rejects
	jq -c '.record | fromjson' rejects >refused
	jq -c -n --slurpfile refused refused '
	    ($refused | map({key: "\(.n)", value: true}) | from_entries) as $no |
	    reduce inputs as $it ({}; .["\($it.key)"] = $it) |
	    .[] | select($no["\(.n)"] | not)' "$1" | LC_ALL=C sort >want
	stored | LC_ALL=C comm -23 want - >lacking
	[ ! -s lacking ]
}

# $1 records with a number that only grows, of $2 keys.
numbered() {
	awk -v count="$1" -v keys="$2" 'BEGIN {
		for (n = 1; n <= count; n++)
			printf("{\"n\":%d,\"key\":%d,\"text\":\"%0100d\"}\n", n,
			    n * 7919 % keys, n)
	}'
}

# Small bulks, so that there are many, and little patience.
sink() {
	evsink-es -i t -u "$url" --timeout 1s --bulk-size 16K --concurrency 4 \
		"$@"
}
