import java.io.IOException;
import java.lang.reflect.Field;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node of OpenSearch on a port.
 *
 * Arguments: its folder, where config/opensearch.yml is, and the HTTP port.
 */
class Node {
	public static void main(String[] args) throws Exception {
		OpenSearchRunner runner = new OpenSearchRunner();
		// Below the first port: never move to another when it is taken.
		runner.setMaxHttpPort(-1);
		// The runner's default leaves out ingest, and so pipelines.
		runner.onBuild((number, settings) -> settings.putList(
		    "node.roles", "cluster_manager", "data", "ingest"));
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				runner.close();
			} catch (IOException e) {
				e.printStackTrace();
			}
		}));
		try {
			runner.build(options(args[0], Integer.parseInt(args[1])));
		} catch (Throwable e) {
			e.printStackTrace();
			System.exit(1);
		}
		Thread.currentThread().join();
	}

	private static String[] options(String folder, int port)
	    throws ReflectiveOperationException {
		// The first node has the port after the base.
		List<String> options = new ArrayList<>(List.of(
		    "-basePath", folder, "-confPath", folder + "/config",
		    "-numOfNode", "1", "-clusterName", "evtools",
		    "-baseHttpPort", String.valueOf(port - 1)));
		if (!breaksThai()) {
			options.add("-moduleTypes");
			options.add(modulesWithoutAnalysis());
		}
		return options.toArray(new String[0]);
	}

	/**
	 * Does this Java know where Thai words end?  A small runtime does not, and
	 * then the module of analyzers makes the creation of every index fail.
	 */
	private static boolean breaksThai() {
		BreakIterator words =
		    BreakIterator.getWordInstance(Locale.forLanguageTag("th"));
		words.setText("\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22");
		return words.isBoundary(4);
	}

	private static String modulesWithoutAnalysis()
	    throws ReflectiveOperationException {
		Field modules =
		    OpenSearchRunner.class.getDeclaredField("MODULE_TYPES");
		modules.setAccessible(true);
		return Arrays.stream((String[]) modules.get(null))
		    .filter(module -> !module.contains(".analysis.common."))
		    .collect(Collectors.joining(","));
	}
}
