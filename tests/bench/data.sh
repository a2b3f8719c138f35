# shellcheck shell=bash
# data.sh: sourced; makes what is measured, in the directory $data: whole lines,
# by evgen with fixed seeds, so that they are the same everywhere.

# Print the lines of the data set $1 in full size and the model it is made by.
data_set() {
	case $1 in
	tracking) echo 11000000 configuration.yml ;; # 1 GB
	meetup) echo 378000 configuration.yml ;;     # 500 MB
	flights) echo 3070000 configuration.yml ;;   # 300 MB
	visitors) echo 10720000 tests/bench/models.yml ;; # 1 GB
	keys) echo 10000000 tests/bench/models.yml ;;     # 300 MB
	esac
}

# data_make NAME SHARE: make the file NAME with the lines of that data set divided
# by SHARE, unless it is there from an earlier run.  Beside it stand
#	NAME.cut	a thirtieth of it, for slow peers
#	NAME.one	its first line, on which the start of a peer is measured
data_make() {
	local file=$data/$1 lines config want
	read -r lines config <<<"$(data_set "$1")"
	lines=$((lines / $2))
	want="$lines $(cat "$config" data/*.txt | cksum) $(evgen -V)"
	if [ "$(cat "$file.made" 2>/dev/null)" != "$want" ]; then
		evgen -c "$config" -m "$1" -s 1 -n "$lines" >"$file"
		head -n $((lines / 30 + 1)) "$file" >"$file.cut"
		head -n 1 "$file" >"$file.one"
		echo "$want" >"$file.made"
	fi
}
