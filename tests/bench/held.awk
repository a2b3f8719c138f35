# held.awk: after figures.awk: the table of the file `targets`, held or not.

function text(number) {
	return number >= 100 ? sprintf("%.0f", number) : sprintf("%.2f", number)
}

function judge(kind, row, a, b) {
	if (kind == "value")
		return values[row] ? value_of(row) : -1
	if (!runs[row, a] || kind == "cpu" && !runs[row, b])
		return -1
	return kind == "mib" ? median_of(rss, row, a) / 1024 : times(row, a, b)
}

END {
	print "| what | must be | is | held |"
	print "|---|---|---:|---|"
	while ((getline line <targets) > 0) {
		if (line ~ /^#/ || line == "")
			continue
		split(line, f, "\t")
		got = judge(f[1], f[2], f[3], f[4])
		held = f[5] == "most" ? got <= f[6] : got >= f[6]
		printf("| %s | at %s %s%s | %s | %s |\n", f[8], f[5], f[6], f[7],
		    got < 0 ? "" : text(got) f[7],
		    got < 0 ? "not measured" : held ? "yes" : "no")
	}
}
