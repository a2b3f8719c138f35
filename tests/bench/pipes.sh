# shellcheck shell=bash
# pipes.sh: sourced; what is measured of the tools without a peer: pipelines,
# the memory that a long record takes, the start.

# The wall time of three stages in a pipe, over that of the slowest alone.
three_stages() {
	local i round slowest wall stages=(
		'evvalidate -c none'
		'evaggregate -c none -k Url -a n=count -t Timestamp -w tumbling:1m -l 5s'
		'evtopn -c none -k Url -b n'
	)
	say 'evvalidate | evaggregate | evtopn'
	sh -c "${stages[1]}" <"$data/tracking" >"$data/rows"
	for ((round = 0; round < RUNS; round++)); do
		timed sh -c "${stages[0]} | ${stages[1]} | ${stages[2]}" \
			<"$data/tracking"
		read -r _ wall _ <<<"$took"
		slowest=0
		for i in 0 1 2; do
			timed sh -c "${stages[i]}" \
				<"$([ $i = 2 ] && echo "$data/rows" ||
					echo "$data/tracking")"
			read -r _ alone _ <<<"$took"
			[ "$alone" -gt "$slowest" ] && slowest=$alone
		done
		note value three-stages "$(ratio "$wall" "$slowest")"
		note value three-stages-seconds "$(ratio "$wall" 1000000)"
	done
}

ratio() {
	awk -v a="$1" -v b="$2" 'BEGIN { printf("%.3f", a / b) }'
}

# The CPU time of four stages that pass a stream on, each between two pipes, over
# that of four cats there and of the four checks alone, from a file.
pass_through() {
	local round four cats check
	say 'four evvalidate in a pipe'
	for ((round = 0; round < RUNS; round++)); do
		four=$(stages_cpu 'evvalidate -c none')
		cats=$(stages_cpu cat)
		timed evvalidate -c none "$data/tracking"
		check=${took%%$'\t'*}
		note value pass-through "$(ratio "$four" $((cats + 4 * check)))"
		note value pass-through-seconds "$(ratio "$four" 1000000)"
		note value pass-through-cats "$(ratio "$cats" 1000000)"
		note value pass-through-check "$(ratio "$check" 1000000)"
	done
}

# Print the CPU time in us of four of $1 in a pipe, that of its ends left out.
stages_cpu() {
	# A pipe on both ends, not a file.
	# shellcheck disable=SC2002
	cat "$data/tracking" |
		measure "$data/took" sh -c "$1 | $1 | $1 | $1" |
		cat >/dev/null
	cut -d ' ' -f 1 "$data/took"
}

# The memory that a record of 100 MiB takes, in MiB.
long_record() {
	local mib=100 tool
	say 'a record of 100 MiB'
	{
		printf '{"k":1,"a":"'
		head -c $((mib << 20)) /dev/zero | tr '\0' x
		printf '"}\n'
	} >"$data/long"
	for tool in evvalidate 'evaggregate -k k' 'evtopn -k k'; do
		# The words of a command.
		# shellcheck disable=SC2086
		timed $tool -c none --max-record 200M "$data/long" || continue
		read -r _ _ kib <<<"$took"
		note value "long-record-${tool%% *}" "$(ratio "$kib" 1024)"
	done
}

# From the start of a process to its first byte of output, in ms.
first_bytes() {
	local tool
	say 'start'
	for tool in 'evgen -c configuration.yml -m tracking -n 1' \
		'evvalidate -c none' 'evaggregate -c none -k a' \
		'evtopn -c none -k a' 'evconf get netcat.port' cat jq; do
		[ "$tool" = jq ] && { is_present jq || continue; }
		# shellcheck disable=SC2086
		note value "start-${tool%% *}" "$(ratio "$(
			first_byte 100 '{"a":1}' $tool
		)" 1000)"
	done
}
