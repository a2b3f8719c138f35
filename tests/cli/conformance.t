#!/bin/sh
# What `make conformance` runs says of suites that are missing, kept and broken.
. "${0%/*}/lib.sh"

# The processor decides which kernels there are, and so how often each test ran.
conformance() {
	"$top/tests/conformance/run.sh" suites >out 2>&1
	status=$?
	sed -e '/: not run: /d' -e 's/, [a-z0-9]*:/, KERNEL:/' \
	    -e 's/[1-9][0-9]* passed/N passed/' \
	    -e 's/[1-9][0-9]* failed/N failed/' out | sort -u
	return $status
}

mkdir suites
check 'a suite that is missing is named, and how to get it' 2 conformance <<'OUT'
  git clone https://github.com/nst/JSONTestSuite suites/JSONTestSuite
conformance: suites has no JSONTestSuite; fetch it with
or say where it is: make conformance SUITES=DIR
OUT

suite=suites/JSONTestSuite/test_parsing
mkdir -p "$suite"
echo '[1]' >$suite/y_array.json
printf '[1,\n2]\n' >$suite/y_lines.json
echo '[]' >$suite/y_empty_array.json
echo '[1' >$suite/n_array.json
echo ' ' >$suite/n_blank.json
echo '[1][2]' >$suite/n_structure_double_array.json
echo '["\ud800"]' >$suite/i_string_1st_surrogate.json
check 'a suite is kept' 0 conformance <<'OUT'
JSONTestSuite: N passed, 0 failed
OUT

echo '[1' >$suite/y_open.json
echo '[1]' >$suite/i_unheard_of.json
check 'what differs is told, and what nobody has decided' 1 conformance <<'OUT'
JSONTestSuite: N passed, N failed
i_unheard_of as a document, KERNEL: expected a decision, got accept
i_unheard_of as a line, KERNEL: expected a decision, got accept
the lines as one stream, KERNEL: other rejects, at > 7
y_open as a document, KERNEL: expected accept, got reject
y_open as a line, KERNEL: expected accept, got reject
OUT

done_testing
