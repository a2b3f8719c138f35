#!/bin/bash
# run.sh bench|bench-quick BUILD PEERS: measure whole processes beside other
# tools.  Data, programs and figures are kept in BUILD/bench or BUILD/bench-quick;
# PEERS is where install.sh has put the other tools, those that are missing are
# named.  RUNS (5) is how often each is run.
#
# bench writes docs/benchmarks.md and the table of README.md, bench-quick writes
# to stdout.  How it is measured: see report.sh, which tells the reader too.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
mode=$1 build=$PWD/$2 peers=$3
bench=$PWD/tests/bench data=$build/$mode
PATH=$build/bin:$build/helper:$peers/bin:$PATH
LC_ALL=C
export PATH LC_ALL
mkdir -p "$data" || exit 1
rm -f "$data"/answer* "$data"/results
. "$bench/data.sh"
. "$bench/peers.sh"
. "$bench/measure.sh"
. "$bench/pipes.sh"

full() {
	local set kernels='evtools:plain evtools:avx2'
	local cheap='duckdb:1 duckdb:2 clickhouse:1 clickhouse:2 polars:1 polars:2'
	local all="$cheap jq gojq jaq miller"

	RUNS=${RUNS:-5}
	find_peers evtools wc cat duckdb clickhouse polars jq gojq jaq miller \
		angle-grinder yajl yyjson simdjson
	for set in tracking meetup flights visitors keys; do
		data_make $set 1
	done
	# The words of lists.
	# shellcheck disable=SC2086
	{
		for set in tracking meetup; do
			row check $set wc cat $kernels simdjson yyjson yajl \
				duckdb:1 clickhouse:1 jq gojq jaq miller
		done
		row origin flights $kernels $all
		row country meetup $kernels $all
		row last visitors $all
		row tumbling tracking $all
		row top tracking angle-grinder $all
		row keys keys $cheap
	}
	three_stages
	pass_through
	long_record
	first_bytes
}

quick() {
	local set pair='duckdb:1 clickhouse:1'

	RUNS=${RUNS:-3}
	find_peers evtools wc cat duckdb clickhouse jq miller yyjson simdjson
	for set in tracking meetup flights visitors keys; do
		data_make $set 10
	done
	# shellcheck disable=SC2086
	{
		for set in tracking meetup; do
			row check $set wc cat evtools:plain evtools:avx2 \
				simdjson yyjson $pair jq miller
		done
		row origin flights $pair jq miller
		row country meetup $pair
		row last visitors $pair
		row tumbling tracking $pair
		row top tracking $pair jq miller
		row keys keys $pair
	}
	three_stages
	pass_through
	first_bytes
}

note load "$(cut -d ' ' -f 1 /proc/loadavg)"
build_peers
case $mode in
bench) full ;;
bench-quick) quick ;;
esac
. "$bench/report.sh"
