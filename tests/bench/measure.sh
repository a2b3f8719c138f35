# shellcheck shell=bash
# measure.sh: sourced; measures a question's peers in turns.
#
# What is measured becomes lines of $data/results, by tabs:
#	run ROW PEER CPU WALL RSS BYTES     of one run, in us, us, KiB
#	start ROW PEER CPU                  on one line of the data
#	value NAME NUMBER                   of what is no peer
#	version PEER TEXT, missing PEER, differs ROW PEER, load NUMBER

note() {
	local IFS=$'\t'
	echo "$*" >>"$data/results"
}

say() {
	echo "$(date +%T) $*" >&2
}

# Run the rest of the arguments; its figures are left in `took`.
timed() {
	measure "$data/took" "$@" >/dev/null 2>"$data/took.err" || {
		say "failed: $*: $(head -n 1 "$data/took.err")"
		return 1
	}
	took=$(tr ' ' '\t' <"$data/took")
}

# row QUESTION DATA PEER...: ask ours and each peer that is there and agrees.
row() {
	local question=$1 set=$2 name=$1-$2 peer round file asked=()
	shift 2
	say "$name"
	cat "$data/$set" >/dev/null
	for peer in evtools "$@"; do
		is_present "$peer" || continue
		agrees "$peer" "$question" "$set"
		case $? in
		0)
			asked+=("$peer")
			starts "$peer" "$question" "$set"
			;;
		64) ;; # it has no answer, by its file in peers/
		*)
			say "$name: $peer answers otherwise"
			note differs "$name" "$peer"
			;;
		esac
	done
	for ((round = 0; round < RUNS; round++)); do
		for peer in "${asked[@]}"; do
			is_slow "$peer" && [ $round -ge 3 ] && continue
			file=$(file_of "$peer" "$set")
			command_of "$peer" "$question" "$file"
			timed "${command[@]}" && note run "$name" "$peer" \
				"$took" "$(stat -c %s "$file")"
		done
	done
}

# What the peer $1 takes to ask the question $2 of one line of the data set $3.
starts() {
	local round
	command_of "$1" "$2" "$data/$3.one"
	for ((round = 0; round < 3; round++)); do
		timed "${command[@]}" &&
			note start "$2-$3" "$1" "${took%%$'\t'*}"
	done
}
