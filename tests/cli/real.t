#!/bin/sh
# Recorded data from npm's vega-datasets; what is right, jq says here.
. "${0%/*}/lib.sh"

if ! reason=$("$top/scripts/real-data.sh"); then
	echo "1..0 # SKIP $reason"
	exit 0
fi
flights=$top/build/real/flights-20k.json
quakes=$top/build/real/earthquakes.json

jq -c '.[]' "$flights" >want
check 'an array is unwrapped' 0 'evvalidate --unwrap "$flights"' <want

jq -c '[to_entries | group_by(.value.origin)[] |
    { origin: .[0].value.origin, count: length, first: .[0].key }] |
    sort_by(-.count, .first) | .[:10] | to_entries[] |
    { rank: (.key + 1), origin: .value.origin, count: .value.count }' \
    "$flights" >want
check 'the ten airports that most flights leave' 0 '
	evvalidate --unwrap "$flights" | evtopn -k origin' <want

# By integers: jq has doubles.
jq -c '[to_entries | group_by(.value.origin)[] |
    { first: .[0].key, origin: .[0].value.origin, n: length,
      micros: (map(.value.delay * 1000000) | add) }] | sort_by(.first)[] |
    { origin, n, delay: ((.micros - .micros % .n) / .n / 1000000) }' \
    "$flights" >want
check 'the average delay of the flights from each airport' 0 '
	evvalidate --unwrap "$flights" |
	    evaggregate -k origin -a n=count -a delay=avg:delay:6 |
	    jq -c .' <want

jq -c 'group_by(.date[:10])[] |
    (.[0].date[:10] | strptime("%Y/%m/%d") | mktime) as $day |
    { window_start: ($day | todate), window_end: ($day + 86400 | todate),
      count: length }' "$flights" >want
check 'the flights of each day' 0 '
	evvalidate --unwrap "$flights" |
	    evaggregate -t "date:%Y/%m/%d %H:%M" -w tumbling:1d -l 100d' <want

jq -c '[.features[] | select(.properties.mag != null)] |
    group_by(.properties.time / 86400000 | floor)[] |
    (.[0].properties.time / 86400000 | floor * 86400) as $day |
    (map(.properties.mag) | max) as $mag |
    map(select(.properties.mag == $mag)) |
    { window_start: ($day | todate), window_end: ($day + 86400 | todate),
      $mag, place: .[0].properties.place }' "$quakes" >want
check 'the strongest earthquake of each day' 0 '
	evvalidate --unwrap=features "$quakes" |
	    evaggregate -t properties.time -w tumbling:1d -l 8d \
	        -a mag=max:properties.mag \
	        -a place=argmax:properties.place:properties.mag |
	    jq -c .' <want

done_testing
