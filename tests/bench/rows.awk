# rows.awk: after figures.awk: a table of each question and data set.

function name_of(row, peer, name, argument) {
	name = argument = peer
	sub(/:.*/, "", name)
	sub(/.*:/, "", argument)
	if (name == "evtools" && argument != name)
		return name ", " argument
	if (argument != name)
		name = name ", " argument (argument == 1 ? " thread" : " threads")
	if (bytes[row, peer] < bytes[row, "evtools"])
		name = name sprintf(" (of %.0f MB)", bytes[row, peer] / 1e6)
	return name
}

function put(row, peer, seconds) {
	seconds = (median_of(cpu, row, peer) - off(row, peer)) / 1e6
	printf("| %s | %.3f | %.3f | %.3f | %.0f | %.1f | %s |\n",
	    name_of(row, peer), median_of(cpu, row, peer) / 1e6,
	    start_of(row, peer) / 1e6, median_of(wall, row, peer) / 1e6,
	    bytes[row, peer] / 1e6 / (seconds > 0 ? seconds : 1e-6),
	    median_of(rss, row, peer) / 1024,
	    peer == "evtools" ? "1" : \
	        sprintf("%.2f", times(row, peer, "evtools")))
}

function value_row(name, what, unit) {
	if (values[name])
		printf("| %s | %.2f %s |\n", what, value_of(name), unit)
}

END {
	for (i = 1; i <= rows; i++) {
		row = row_names[i]
		printf("\n### %s, %.0f MB\n\n", row, bytes[row, "evtools"] / 1e6)
		print "| | CPU s | start, CPU s | wall s | MB a CPU s | MiB |" \
		    " times ours |"
		print "|---|---:|---:|---:|---:|---:|---:|"
		for (j = 1; j <= of[row, "of"]; j++)
			put(row, peers[row, j])
	}
	print "\n### Without a peer\n\n| | |\n|---|---:|"
	value_row("three-stages-seconds",
	    "evvalidate \\| evaggregate \\| evtopn, 1 GB, wall", "s")
	value_row("pass-through-seconds",
	    "four evvalidate between pipes, CPU", "s")
	value_row("pass-through-cats", "four cat between pipes, CPU", "s")
	value_row("pass-through-check", "evvalidate from a file, CPU", "s")
	value_row("start-cat", "cat, first byte out after", "ms")
	value_row("start-jq", "jq, first byte out after", "ms")
}
