# figures.awk: reads the lines that measure.sh notes, for held.awk and rows.awk.
#
# CPU times are less the start, the median on one line of the data; our own are
# not.  Ratios are of runs in one turn, per byte, for a slow peer has fewer.

BEGIN { FS = "\t" }

$1 == "run" {
	n = ++runs[$2, $3]
	cpu[$2, $3, n] = $4
	wall[$2, $3, n] = $5
	rss[$2, $3, n] = $6
	bytes[$2, $3] = $7
	if (n == 1) {
		if (!(($2, "of") in of))
			row_names[++rows] = $2
		peers[$2, ++of[$2, "of"]] = $3
	}
}

$1 == "start" { start[$2, $3, ++starts[$2, $3]] = $4 }
$1 == "value" { value[$2, ++values[$2]] = $3 }
$1 == "version" { version[$2] = $3 }
$1 == "missing" { missing[++missing_len] = $2 }
$1 == "differs" { differs[++differs_len] = $3 " (" $2 ")" }

# The median of list[1..n], which is sorted.
function median(n, i, j, x) {
	for (i = 2; i <= n; i++) {
		x = list[i]
		for (j = i - 1; j >= 1 && list[j] > x; j--)
			list[j + 1] = list[j]
		list[j + 1] = x
	}
	return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

# The median of the figures `from` of a peer, in the units of measure.sh.
function median_of(from, row, peer, i) {
	for (i = 1; i <= runs[row, peer]; i++)
		list[i] = from[row, peer, i] + 0
	return median(runs[row, peer])
}

function start_of(row, peer, i) {
	for (i = 1; i <= starts[row, peer]; i++)
		list[i] = start[row, peer, i] + 0
	return starts[row, peer] ? median(starts[row, peer]) : 0
}

function value_of(name, i) {
	for (i = 1; i <= values[name]; i++)
		list[i] = value[name, i] + 0
	return median(values[name])
}

# What is off the CPU time of a peer: its start, but not our own.
function off(row, peer) {
	return peer ~ /^evtools/ ? 0 : start_of(row, peer)
}

# How many times the CPU time of b is that of a, for the same bytes.
function times(row, a, b, i, n, off_a, off_b) {
	off_a = off(row, a)
	off_b = off(row, b)
	n = runs[row, a] < runs[row, b] ? runs[row, a] : runs[row, b]
	for (i = 1; i <= n; i++)
		list[i] = (cpu[row, a, i] - off_a) / (cpu[row, b, i] - off_b) \
		    * bytes[row, b] / bytes[row, a]
	return median(n)
}
