#!/bin/bash
# run.sh DIR: what public test suites say of the tools; DIR holds the suites,
# which are not ours to ship.  Prints what differs, and a line of totals; ends
# with 1 where something differs and 2 where a suite is missing.
#
# JSONTestSuite: each file of test_parsing is one text that a parser must take
# (y_), must refuse (n_) or may do either with (i_; see `decisions`).  It is given
# to evvalidate --any as it stands, with each kernel that the processor has:
#   as a line      where it has no line feed but at its end
#   as a document  with --unwrap, which reads values that go over many lines
# It is taken if the status is 0 and a record came out: of a blank one none does.
# And all that are lines are given as one stream, three times over, for what is
# remembered of a line must not change what becomes of the next.
set -u
here=$(dirname "$0")
[ $# -eq 1 ] || { echo 'usage: run.sh DIR' >&2; exit 2; }
suite=$1/JSONTestSuite/test_parsing
if [ ! -d "$suite" ]; then
	cat >&2 <<-EOF
		conformance: $1 has no JSONTestSuite; fetch it with
		  git clone https://github.com/nst/JSONTestSuite $1/JSONTestSuite
		or say where it is: make conformance SUITES=DIR
	EOF
	exit 2
fi

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# Print what is to become of the test $1, given as $2: accept, reject or nothing.
expected() {
	local how verdict pattern
	while read -r how verdict pattern; do
		# The right side is a pattern.
		# shellcheck disable=SC2053
		[[ $how =~ ^("$2"|any)$ && $1 == $pattern ]] || continue
		echo "$verdict"
		return
	done <"$here/decisions"
	case $1 in
	y_*) echo accept ;;
	n_*) echo reject ;;
	esac
}

# Is there more in the file than white space behind a byte-order mark?
has_value() {
	LC_ALL=C sed '1s/^\xEF\xBB\xBF//' "$1" | LC_ALL=C grep -q '[^[:space:]]'
}

# Give the file $1 to evvalidate as $2, and count whether it did as expected.
judge() {
	local file=$1 how=$2 name want got options=(-c none -q --any)
	name=$(basename "$file" .json)
	want=$(expected "$name" "$how")
	[ "$how" = document ] && options+=(--unwrap)
	evvalidate "${options[@]}" "$file" >"$work/out" 2>"$work/err"
	case $? in
	0)
		got=reject
		# An array without elements is a document, and no lines.
		if [ -s "$work/out" ] ||
			{ [ "$how" = document ] && has_value "$file"; }; then
			got=accept
		fi
		;;
	1) got=reject ;;
	*) got="a failure: $(head -n 1 "$work/err")" ;;
	esac
	if [ "$got" = "$want" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$name as a $how, $kernel:" \
			"expected ${want:-a decision}, got $got"
	fi
}

# Does the file have a line feed that is not its last byte?
has_lines() {
	[ "$(head -c -1 "$1" | tr -cd '\n' | wc -c)" -gt 0 ]
}

# Print the lines of the suite, once; a mark is only skipped before the first.
lines() {
	local file
	for file in "$suite"/[yni]_*.json; do
		if ! has_lines "$file" && has_value "$file" &&
			! head -c 3 "$file" | cmp -s - "$work/mark"; then
			basename "$file" .json >>"$work/names"
			cat "$file"
			[ "$(tail -c 1 "$file" | wc -l)" -gt 0 ] || echo
		fi
	done
}

# Give the lines three times over as one stream, and compare its rejects.
judge_stream() {
	local name
	: >"$work/rejects"
	: >"$work/names"
	printf '\xEF\xBB\xBF' >"$work/mark"
	lines >"$work/lines"
	while read -r name; do
		printf '%s\n' "$(expected "$name" line)"
	done <"$work/names" | awk '{ verdict[NR] = $1 }
		END { for (i = 0; i < 3 * NR; i++)
			if (verdict[i % NR + 1] == "reject") print i + 1 }' \
		>"$work/wanted"
	cat "$work/lines" "$work/lines" "$work/lines" |
		evvalidate -c none --any -r "$work/rejects" >/dev/null
	jq .line "$work/rejects" >"$work/got"
	if cmp -s "$work/wanted" "$work/got"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "the lines as one stream, $kernel: other rejects, at" \
			"$(diff "$work/wanted" "$work/got" | grep -m 1 '[<>]')"
	fi
}

json_test_suite() {
	local file
	for kernel in plain avx2 avx512; do
		export EV_KERNEL=$kernel
		if ! evvalidate -c none </dev/null 2>"$work/err"; then
			echo "$kernel: not run: $(cat "$work/err")"
			continue
		fi
		for file in "$suite"/[yni]_*.json; do
			has_lines "$file" || judge "$file" line
			judge "$file" document
		done
		judge_stream
	done
}

json_test_suite
echo "JSONTestSuite: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
