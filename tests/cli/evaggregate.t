#!/bin/sh
. "${0%/*}/lib.sh"

cat >flights <<'IN'
{"origin":"es","passengers":50,"delay":1.5}
{"origin":"de","passengers":7,"delay":-2}
{"origin":"es","passengers":30,"delay":0.25}
IN

check 'records are counted by key, in the order of the keys' 0 \
	'evaggregate -k origin flights' <<'OUT'
{"origin":"es","count":2}
{"origin":"de","count":1}
OUT

done_testing
