#!/bin/sh
# angle-grinder.sh QUESTION [FILE]: angle-grinder (agrind).
case $1 in
version) exec agrind --version ;;
top) exec agrind -o json -f "$2" \
	'* | json | count by Url | sort by _count desc | limit 10' ;;
*) exit 64 ;;
esac
