# shellcheck shell=bash
# peers.sh: sourced; finds the peers, and compares their answers with ours.
#
# A peer is a file in peers/, called with a question and a file of data; behind a
# colon a peer's name may have an argument: duckdb:2 is `duckdb.py QUESTION FILE
# 2`.  The peers that are C are built into $data/bin.

# Those that would take minutes are asked about a thirtieth of the data.
slow=' jq gojq jaq miller '

is_slow() {
	[[ $slow == *" $1 "* ]]
}

# The file that the peer $1 reads of the data set $2.
file_of() {
	if is_slow "$1"; then echo "$data/$2.cut"; else echo "$data/$2"; fi
}

# Set `command` to what asks the peer $1 the question $2 about the file $3.
command_of() {
	local name=${1%%:*} argument=()
	[[ $1 == *:* ]] && argument=("${1#*:}")
	if [ -e "$bench/peers/$name.sh" ]; then
		command=("$bench/peers/$name.sh")
	elif [ -e "$bench/peers/$name.py" ]; then
		# -I: or `import` finds the file itself.
		command=("$peers/venv/bin/python" -I "$bench/peers/$name.py")
	else
		command=("$data/bin/$name")
	fi
	command+=("$2" "${3:-}" "${argument[@]}")
}

# Build the peers of C; those whose library is missing are not there.
build_peers() {
	local log=$data/build.log
	mkdir -p "$data/bin"
	{
		cc -O2 -o "$data/bin/yajl" "$bench/peers/yajl.c" -lyajl
		cc -O2 -I"$peers/yyjson" -o "$data/bin/yyjson" \
			"$bench/peers/yyjson.c" "$peers/yyjson/yyjson.c"
		c++ -O2 -o "$data/bin/simdjson" "$bench/peers/simdjson.cpp" \
			-lsimdjson
	} >"$log" 2>&1
}

# Put the peers of $1... that can be had into `present`, and note the version of
# each, or that it is missing.
find_peers() {
	local peer version
	present=' '
	for peer; do
		command_of "$peer" version
		if version=$("${command[@]}" 2>/dev/null); then
			present+="$peer "
			note version "$peer" "$version"
		else
			note missing "$peer"
		fi
	done
}

is_present() {
	[[ $present == *" ${1%%:*} "* ]]
}

# Print the answer of the peer $1 to the question $2 about the file $3, sorted
# where its order says nothing.  An answer to `check` is a count, or the lines.
answer() {
	local sort=(sort)
	[ "$2" = top ] && sort=(cat)
	command_of "$1" "$2" "$3"
	if [ "$2" = check ]; then
		"${command[@]}" | tr -d '[]' |
			awk 'END { print (NR == 1 ? $1 : NR) }'
	else
		"${command[@]}" | jq -cf "$bench/normal.jq" | "${sort[@]}"
	fi
}

# Does the peer $1 answer the question $2 about the data set $3 as we do?
agrees() {
	local file ours
	file=$(file_of "$1" "$3")
	ours=$data/answer.$2-${file##*/}
	[ -e "$ours" ] || answer evtools "$2" "$file" >"$ours"
	answer "$1" "$2" "$file" >"$data/answer" 2>"$data/answer.err" &&
		cmp -s "$ours" "$data/answer"
}
