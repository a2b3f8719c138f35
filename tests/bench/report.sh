# shellcheck shell=bash
# report.sh: sourced by run.sh; makes Markdown of $data/results.

figures() {
	awk -v targets="$bench/targets" -f "$bench/figures.awk" \
		-f "$bench/$1.awk" "$data/results"
}

# Print the machine, the compiler and the versions.
machine() {
	local name flags
	name=$(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1)
	flags=$(grep -m 1 ^flags /proc/cpuinfo | grep -ow 'avx2\|avx512_vbmi2' |
		sort -u | tr '\n' ' ')
	echo "- $(date +%F), commit $(git rev-parse --short HEAD), $RUNS runs," \
		'of slow peers at most 3'
	echo "- $name, $(nproc) cores, ${flags:-neither AVX2 nor AVX-512}"
	echo "- $(uname -sr), $(awk '/MemTotal/ { printf("%.0f GiB",
		$2 / 1048576) }' /proc/meminfo)"
	echo "- $(cc --version | head -n 1); $(cut -d ' ' -f 2- "$data/../flags" |
		grep -o -- '-O[0-9a-z]*\|-flto[=a-z]*\|-march=[^ ]*' |
		sort -u | tr '\n' ' ')"
	awk -F '\t' '$1 == "load" { print "- load average before: " $2 }
		$1 == "version" && $2 !~ /^(wc|cat)$/ { print "- " $2 ": " $3 }
		$1 == "missing" { print "- not installed, not measured: " $2 }
		$1 == "differs" { print "- " $3 \
		    " answers " $2 " otherwise, not measured" }' "$data/results"
}

page() {
	cat <<-'EOF'
		# What make bench measured

		Written by `make bench`; `make bench-peers` installs the other tools. The
		peers' exact commands stand in [tests/bench/peers](../tests/bench/peers).

		- The data are made by evgen, with fixed seeds. Whole processes read them
		  from a file in the page cache and write to /dev/null.
		- Ours and the peers take turns; a figure is the median of all runs. Peers
		  that would take minutes have a part of the data and fewer runs.
		- CPU is user and system time of all threads. "Start" is the same question
		  on one line of the data. It is taken off the peers' time, not ours, in
		  "MB a CPU s" and in "times ours", the median of the ratios of each turn.
		- Every answer was compared with ours before it was timed.
		- Ratios hold for this machine and this run; seconds are for orientation.

	EOF
	machine
	echo
	echo '## What must hold'
	echo
	figures held
	echo
	echo '## Figures'
	figures rows
}

# Put the ratios that were measured between the two comments of README.md.
put_in_readme() {
	figures held | grep -e '^| what' -e '^|--' -e ' × | [yn]' >"$data/held"
	awk -v table="$data/held" '
		/^<!-- end of bench -->$/ { skip = 0 }
		!skip { print }
		/^<!-- bench -->$/ {
			skip = 1
			print ""
			while ((getline line <table) > 0)
				print line
			print ""
		}' README.md >"$data/readme" && cp "$data/readme" README.md
}

if [ "$mode" = bench ]; then
	page >"$data/page" && cp "$data/page" docs/benchmarks.md
	put_in_readme
	figures held
else
	page
fi
