package org.elasticsearch.node;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenizerFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The three parts of text analysis that the index of security needs; the module
 * that has them all is not on Maven Central.
 */
public class Analyzers extends Plugin implements AnalysisPlugin {
	@Override
	public Map<String, AnalysisProvider<TokenFilterFactory>>
	getTokenFilters() {
		return Map.of(
		    "pattern_capture", (index, environment, name, settings) ->
		        new PatternCapture(name, settings),
		    "unique", (index, environment, name, settings) ->
		        new Unique(name));
	}

	@Override
	public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
		return Map.of(
		    "uax_url_email", (index, environment, name, settings) ->
		        new UrlEmail(name));
	}

	private static class PatternCapture extends AbstractTokenFilterFactory {
		private final boolean keepsOriginal;
		private final Pattern[] patterns;

		PatternCapture(String name, Settings settings) {
			super(name);
			keepsOriginal =
			    settings.getAsBoolean("preserve_original", true);
			List<String> texts = settings.getAsList("patterns");
			patterns = texts.stream()
			    .map(Pattern::compile).toArray(Pattern[]::new);
		}

		@Override
		public TokenStream create(TokenStream tokens) {
			return new PatternCaptureGroupTokenFilter(
			    tokens, keepsOriginal, patterns);
		}
	}

	private static class Unique extends AbstractTokenFilterFactory {
		Unique(String name) {
			super(name);
		}

		@Override
		public TokenStream create(TokenStream tokens) {
			return new RemoveDuplicatesTokenFilter(tokens);
		}
	}

	private static class UrlEmail extends AbstractTokenizerFactory {
		UrlEmail(String name) {
			super(name);
		}

		@Override
		public Tokenizer create() {
			return new UAX29URLEmailTokenizer();
		}
	}
}
