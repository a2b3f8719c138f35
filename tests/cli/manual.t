#!/bin/sh
# The examples of the manual pages run, each page in a directory of its own:
#
#	.Dl $ command		ends with status 0
#	.Bd -literal		a line `$ command`, and below it what it prints,
#				up to the next one or to .Ed
#	.\" status: N		the status of the commands that follow
#	.\" file: NAME		the next .Bd is the content of this file
#
# Besides there are the project's configuration.yml and data/, and the inputs
# below.
. "${0%/*}/lib.sh"

cat >visits.ndjson <<'IN'
{"Id": 1, "Url": "/", "Timestamp": 1640652643} 
{"Id": 1, "Url": "/news", "Timestamp": 1640652644} 
{"Id": 2, "Url": "/", "Timestamp": 1640652705} 
IN
cat >quakes.ndjson <<'IN'
{"place":"Chile","magnitude":8.3}
{"place":"Japan","magnitude":7.80}
{"place":"Nevada","magnitude":0.1}
IN
cat >rsvps.ndjson <<'IN'
{"rsvp_id":1,"mtime":1640652643002,"event":{"event_id":"a","event_name":"Chess"}}
{"rsvp_id":2,"mtime":1640652643000,"event":{"event_id":"b","event_name":"Go"}}
{"rsvp_id":1,"mtime":1640652643001,"event":{"event_id":"b","event_name":"Go"}}
IN
cat >flights.ndjson <<'IN'
{"flightNumber":"foo1","planeType":"SMALL","passengers":50,"landedAt":129871239,"origin":"es"}
{"flightNumber":"foo2","planeType":"BIG","passengers":301,"landedAt":129871240,"origin":"fr"}
{"flightNumber":"foo3","planeType":"BIG","passengers":200,"landedAt":129871301,"origin":"es"}
IN

# Take a page apart: N.command, N.status, and N.stdout where output is shown.
take_apart() {
	awk '
	function text(line) {
		gsub(/\\\(aq/, "\047", line); gsub(/\\\(dq/, "\"", line)
		gsub(/\\-/, "-", line); gsub(/\\&/, "", line)
		gsub(/\\e/, "\\", line)
		return line
	}
	function command(line) {
		printf "%s\n", text(substr(line, 3)) >(++count ".command")
		print status + 0 >(count ".status")
	}
	/^\.\\" status: / { status = $3 }
	/^\.\\" file: / { file = $3 }
	/^\.Dl \$ / { command(substr($0, 5)) }
	/^\.Ed/ { shown = file = "" }
	/^\.Bd -literal/ { literal = 1; next }
	/^\./ { literal = 0; next }
	!literal { next }
	/^\$ / { command($0); shown = count ".stdout"; printf "" >shown; next }
	file != "" { print text($0) >file }
	shown != "" { print text($0) >shown }' "$1"
}

for page in "$top"/man/*.[157]; do
	page_name=$(basename "$page")
	mkdir "$page_name"
	cp ./*.ndjson "$top/configuration.yml" "$page_name"
	ln -s "$top/data" "$page_name/data"
	(cd "$page_name" && take_apart "$page")

	number=1
	while [ -f "$page_name/$number.command" ]; do
		example=$page_name/$number
		to=/dev/null
		[ -f "$example.stdout" ] && to=printed
		[ -f "$example.stdout" ] || : >"$example.stdout"
		check "$page_name: $(cat "$example.command")" "$(cat "$example.status")" "
		    (cd $page_name && timeout 60 sh ./$number.command >$to </dev/null)
		    got=\$?; [ $to = /dev/null ] || cat $page_name/printed; (exit \$got)" \
		    <"$example.stdout"
		number=$((number + 1))
	done
done

done_testing
