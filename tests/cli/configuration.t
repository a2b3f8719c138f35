#!/bin/sh
# The configuration file at the top: every setting of every tool stands there,
# in force or as a comment with its default.
. "${0%/*}/lib.sh"

file=$top/configuration.yml
tools=$(for source in "$top"/cmd/*.c; do basename "$source" .c; done)

# The section of a tool, without its comments; commented settings are set.
section() {
	awk -v name="$1:" '
		/^[^ #]/ { inside = $0 == name }
		inside && !/^#/ { sub(/^  # /, "  "); sub(/ +# .*/, ""); print }' "$file"
}

# Settings in force, `tool name`.
in_force() {
	awk '/^[^ #]/ { tool = $1 } /^  [a-z]/ && tool ~ /^ev/ { print tool, $1 }' \
	    "$file" | tr -d :
}

check 'what the demonstration needs is in force, nothing else' 0 in_force <<'OUT'
evgen model
evgen number
evtopn key
OUT

for tool in $tools; do
	$tool -c none -C | sed 's/:.*//' >settings

	check "$tool: all of its settings stand in its section, in order" 0 "
	    section $tool | sed '/^\$/d; s/:.*//' | diff settings -" </dev/null

	in_force | sed -n "s/^$tool \(.*\)/^  \1:/p" >forced

	check "$tool: those in comments have their defaults" 0 "
	    section $tool | grep -v -f forced >$tool.yml
	    $tool -c none -C >defaults; $tool -c $tool.yml -C | diff defaults -" </dev/null
done

check 'the file is good' 0 '(cd "$top" && evconf check 2>&1)' </dev/null

check 'scripts find what they need' 0 "
    for path in netcat.host netcat.port elasticsearch.host \
        elasticsearch.port elasticsearch.index log.folder; do
	evconf get \$path \"\$file\" || echo \$path is missing
    done" <<'OUT'
127.0.0.1
9999
127.0.0.1
9200
tracking_events
log
OUT

done_testing
