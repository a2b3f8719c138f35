#!/bin/sh
# miller.sh QUESTION [FILE]: Miller; its answers are objects.
# `then` is a word of Miller.
# shellcheck disable=SC1010
case $1 in
version) exec mlr --version ;;
check) exec mlr --ijsonl --onidx count "$2" ;;
origin) exec mlr --ijsonl --ojsonl stats1 -a sum -f passengers -g origin "$2" ;;
country) exec mlr --ijsonl --ojsonl flatten then \
	stats1 -a sum -f guests -g group.group_country "$2" ;;
last) exec mlr --ijsonl --ojsonl sort -nr Timestamp then head -n 5 -g Id then \
	cut -f Id,Url then nest --implode --values --across-records -f Url \
	--nested-fs ' ' then put '$Url = splitax($Url, " ")' "$2" ;;
tumbling) exec mlr --ijsonl --ojsonl \
	put -q '@n[$Timestamp // 60 * 60][$Url] += 1;
	    end { emit @n, "start", "Url" }' then put '$start = int($start)' \
	"$2" ;;
top) exec mlr --ijsonl --ojsonl count-distinct -f Url then sort -nr count then \
	head -n 10 "$2" ;;
*) exit 64 ;;
esac
