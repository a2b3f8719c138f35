#!/bin/sh
# Every module may include itself and the modules to its left, nothing else.
# Run from the top of the repository; prints each include that breaks the rule.
layers='base io json conf event gen schema agg state log avro kafka http es store gate redis amqp kinesis cli'

allowed=
status=0
for module in $layers; do
	allowed="$allowed${allowed:+|}$module"
	if grep -nE '^#include "' lib/"$module"/*.[ch] |
	    grep -vE "#include \"($allowed)/"; then
		status=1
	fi
done
# Only main programs may use cli: it prints and exits.
if grep -nE '\b(exit|abort|printf|perror|fprintf)\(' $(ls -d lib/*/ |
    grep -v '^lib/cli/' | sed 's|$|*.c|'); then
	echo 'the library must not print or exit' >&2
	status=1
fi
exit $status
