# shellcheck shell=bash
# Apache Kafka: one process that is broker and controller.
. "$here/services.d/java.sh"

prepare() {
	find_java
	find_jars
}

configure() {
	local setting
	{
		cat <<-END
			process.roles=broker,controller
			node.id=1
			controller.quorum.voters=1@127.0.0.1:$((port + 100))
			listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 100))
			advertised.listeners=PLAINTEXT://127.0.0.1:$port
			listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
			controller.listener.names=CONTROLLER
			inter.broker.listener.name=PLAINTEXT
			log.dirs=$folder/topics
			num.partitions=4
			offsets.topic.replication.factor=1
			offsets.topic.num.partitions=4
			transaction.state.log.replication.factor=1
			transaction.state.log.min.isr=1
			transaction.state.log.num.partitions=4
			share.coordinator.state.topic.replication.factor=1
			share.coordinator.state.topic.min.isr=1
			share.coordinator.state.topic.num.partitions=4
			group.initial.rebalance.delay.ms=0
			num.network.threads=2
			num.io.threads=2
			log.cleaner.dedupe.buffer.size=8388608
			log.cleaner.threads=1
		END
		for setting in "${settings[@]}"; do
			echo "$setting"
		done
	} >"$folder/server.properties"
	cat >"$folder/log4j2.properties" <<-'END'
		rootLogger.level = INFO
		rootLogger.appenderRef.console.ref = console
		appender.console.type = Console
		appender.console.name = console
		appender.console.layout.type = PatternLayout
		appender.console.layout.pattern = %d %p %c{1} %m%n
	END
	java_command "-Dlog4j2.configurationFile=$folder/log4j2.properties" \
	    -cp "$lib/jars/*"
	[ -f "$folder/topics/meta.properties" ] || format_folder
	command+=(kafka.Kafka "$folder/server.properties")
}

# The id of the cluster is 128 random bits in base 64; it does not begin with -,
# which would be an option.
format_folder() {
	local id
	id=$(head -c 16 /dev/urandom | base64 | tr '+/' '-_')
	"${command[@]}" kafka.tools.StorageTool format \
	    -c "$folder/server.properties" -t "A${id:1:21}" \
	    >"$folder/format.log" 2>&1 </dev/null ||
		fail "cannot make its folder; see $folder/format.log"
}

# The port opens before the broker may be used; its log tells when it may.
serves() {
	grep -q 'Kafka Server started' "$folder/log" && taken "$port"
}

address() {
	echo "127.0.0.1:$port"
}
