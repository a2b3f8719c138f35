#!/bin/sh
# check-hardening.sh FILE...: each program is position independent, fully
# relocated at start and then read-only, has no executable stack, and calls the
# checked forms of libc's functions and the stack protector.
status=0
need() {
	readelf "$1" --wide "$file" | grep -qE "$2" && return
	echo "$file: $3" >&2
	status=1
}
for file; do
	need --file-header 'Type: +DYN' 'not position independent'
	need --program-headers 'GNU_RELRO' 'no RELRO'
	need --dynamic 'FLAGS.* (BIND_)?NOW' 'not relocated at start (now)'
	need --program-headers 'GNU_STACK.* RW ' 'its stack is executable'
	need --symbols '__stack_chk_fail' 'no stack protector'
	need --symbols '__[a-z]+_chk\b' 'no FORTIFY'
done
exit $status
