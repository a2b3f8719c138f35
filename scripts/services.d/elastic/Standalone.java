package org.elasticsearch.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.io.stream.StreamOutput;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.SecureSettings;
import org.elasticsearch.common.settings.SecureString;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.MockPluginsService;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;
import org.elasticsearch.transport.netty4.Netty4Plugin;
import org.elasticsearch.xpack.core.XPackPlugin;
import org.elasticsearch.xpack.security.Security;

/**
 * One node of Elasticsearch, its plugins from the class path.  In the package of
 * Node for the parts of it that are not public.
 *
 * Arguments: its folder, then settings as KEY=VALUE.  The environment's
 * ES_PASSWORD is the password of the user elastic.
 */
class Standalone {
	private static final List<Class<? extends Plugin>> PLUGINS =
	    List.of(XPackPlugin.class, Security.class, Netty4Plugin.class,
	        Analyzers.class);

	public static void main(String[] args) throws Exception {
		LogConfigurator.configureESLogging();
		Path home = Path.of(args[0]);
		Path config = Files.createDirectories(home.resolve("config"));
		Settings.Builder settings = Settings.builder();
		settings.put("path.home", home.toString());
		for (int i = 1; i < args.length; i++) {
			String[] pair = args[i].split("=", 2);
			settings.put(pair[0], pair[1]);
		}
		settings.setSecureSettings(new Secrets(Map.of(
		    "bootstrap.password", System.getenv("ES_PASSWORD"),
		    "keystore.seed", UUID.randomUUID().toString())));

		Node node = node(InternalSettingsPreparer.prepareEnvironment(
		    settings.build(), Map.of(), config, () -> "evtools"));
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				node.close();
				node.awaitClose(10, TimeUnit.SECONDS);
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}));
		node.start();
		Thread.currentThread().join();
	}

	private static Node node(Environment environment) {
		NodeServiceProvider services = new NodeServiceProvider() {
			@Override
			PluginsService newPluginService(
			    Environment ours, PluginsLoader loader) {
				return new MockPluginsService(
				    ours.settings(), ours, PLUGINS);
			}
		};
		return new Node(NodeConstruction.prepareConstruction(
		    environment, null, services, false));
	}

	/** What else the keystore would hold. */
	private record Secrets(Map<String, String> values)
	    implements SecureSettings {
		@Override
		public boolean isLoaded() {
			return true;
		}

		@Override
		public Set<String> getSettingNames() {
			return values.keySet();
		}

		@Override
		public SecureString getString(String name) {
			String value = values.get(name);
			return value == null
			    ? null : new SecureString(value.toCharArray());
		}

		@Override
		public InputStream getFile(String name) {
			return null;
		}

		@Override
		public byte[] getSHA256Digest(String name) {
			try {
				return MessageDigest.getInstance("SHA-256").digest(
				    values.get(name).getBytes(StandardCharsets.UTF_8));
			} catch (NoSuchAlgorithmException e) {
				throw new AssertionError("every Java has it", e);
			}
		}

		@Override
		public void close() {
			// The values live as long as the process.
		}

		@Override
		public void writeTo(StreamOutput out) {
			throw new UnsupportedOperationException("one node alone");
		}
	}
}
