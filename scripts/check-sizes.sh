#!/bin/sh
# check-sizes.sh FILE...: a file of C has 400 lines at most, a main program 250
# beside its table of options.  (clang-tidy measures the functions.)
status=0
for file; do
	max=400
	case $file in
	cmd/*) max=250 ;;
	esac
	lines=$(sed '/^static const struct opt .*{$/,/^};/d' "$file" | wc -l)
	[ "$lines" -le $max ] && continue
	echo "$file: $lines lines, more than $max" >&2
	status=1
done
exit $status
