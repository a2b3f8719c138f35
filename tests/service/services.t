#!/bin/sh
# scripts/services with the real ones.
. "${0%/*}/../cli/lib.sh"

services=$top/scripts/services
EV_SERVICES="$work/a place"
export EV_SERVICES
trap '"$services" stop >/dev/null 2>&1; rm -rf "$work"' EXIT
# The user postgres must get at its folder.
chmod 755 "$work"

url() {
	echo "http://127.0.0.1:$(cat "$EV_SERVICES/$1/port")"
}

for service in search elastic kafka registry postgres kinesis; do
	check "$service serves, and is found a second time" 0 '
		"$services" start -p 0 $service >log &&
		    echo "$(tail -n 1 log), ran already" >expected_log &&
		    "$services" start $service | cmp - expected_log' </dev/null
	case $service in
	search)
		check 'search keeps what it has over a restart' 0 '
			curl -fs -o answer -X PUT "$(url search)/people/_doc/1" \
			    -H "Content-Type: application/json" -d "{\"name\":\"Ada\"}"
			port=$(cat "$EV_SERVICES/search/port")
			"$services" stop search
			"$services" start -p $port search >log
			curl -fs "$(url search)/people/_doc/1" | jq -c ._source' \
			<<'OUT'
search: stopped
{"name":"Ada"}
OUT
		;;
	elastic)
		check 'elastic asks who is there' 0 '
			secret=$(cat "$EV_SERVICES/elastic/password")
			for user in elastic:$secret elastic:wrong; do
				curl -s -o answer -w "%{http_code}\n" -u "$user" \
				    "$(url elastic)/_cluster/health"
			done' <<'OUT'
200
401
OUT
		;;
	postgres)
		check 'postgres has a database and a user' 0 '
			psql -Atc "select current_user, current_database()" \
			    "postgres://evtools@127.0.0.1:$(cat \
			    "$EV_SERVICES/postgres/port")/evtools"' <<'OUT'
evtools|evtools
OUT
		;;
	esac
	check "$service stops" 0 '"$services" stop $service' <<OUT
$service: stopped
OUT
done

check 'a setting reaches the server' 0 '
	"$services" start -p 0 -s thread_pool.write.queue_size=7 search >log
	curl -fs "$(url search)/_nodes/thread_pool" |
	    jq ".nodes[].thread_pool.write.queue_size"' <<'OUT'
7
OUT

done_testing
