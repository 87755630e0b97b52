package assay.loadgen;

import assay.loadgen.http.HttpServer;
import assay.loadgen.openai.DataSet;
import assay.loadgen.openai.Length;
import assay.loadgen.openai.OpenAiCall;
import assay.loadgen.openai.OpenAiDriver;
import assay.loadgen.openai.Prompts;
import assay.loadgen.openai.RandomPrompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@code loadgen openai}. */
@Command(name = "openai", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Completions of a server that speaks OpenAI's protocol, such as vLLM and llama-server, as streams of tokens.")
final class OpenAiCommand implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "The API, such as http://HOST:PORT/v1.")
    private String url;
    @Option(names = "--model", defaultValue = "", description = "Its name. Default: the only one that the server serves.")
    private String model;
    @Option(names = "--chat", description = "Chat completions; prompts are words then. Default: completions.")
    private boolean chat;
    @Option(names = "--words", description = "Prompts as words where the server takes no token ids.")
    private boolean words;
    @Option(names = "--input-tokens", paramLabel = "LENGTH", defaultValue = "512",
            description = "As 512, uniform(64, 256), normal(mean, deviation, least, most) or lognormal(median, sigma, least, most). Default: ${DEFAULT-VALUE}.")
    private String input;
    @Option(names = "--output-tokens", paramLabel = "LENGTH", defaultValue = "128", description = "The same for answers. Default: ${DEFAULT-VALUE}.")
    private String output;
    @Option(names = "--prefix-tokens", paramLabel = "N", defaultValue = "0", description = "Of each prompt, so many are the same in all. Default: none.")
    private int prefix;
    @Option(names = "--token-ids", paramLabel = "LEAST..MOST", defaultValue = "1000..9999",
            description = "Which ids random prompts are made of; the model must know them. Default: ${DEFAULT-VALUE}.")
    private String tokenIds;
    @Option(names = "--data-set", paramLabel = "FILE", description = "Prompts from a file of JSON lines instead of random ones.")
    private Path dataSet;
    @Option(names = "--respect-eos", description = "Answers end where the model ends them. Default: they are as long as was asked for (ignore_eos).")
    private boolean respectEos;
    @Option(names = "--extra", paramLabel = "JSON", defaultValue = "{}", description = "Further members of each request's body.")
    private String extra;
    @Option(names = "--api-key-file", paramLabel = "FILE", description = "Holds the key. Default: $OPENAI_API_KEY, where that is set.")
    private Path apiKeyFile;
    @Option(names = "--insecure", description = "https: any certificate will do.")
    private boolean insecure;
    @Mixin
    private LoadOptions load;

    @Override
    public Integer call() throws Exception {
        HttpServer server = HttpServer.at(url, insecure);
        OpenAiCall call = new OpenAiCall(server.path().replaceAll("/+$", ""), chat, model, !respectEos, extra(), apiKey());
        Prompts prompts = prompts();
        return new LoadRun(load).run(vertx -> new OpenAiDriver(vertx, server, call, prompts, load.seed));
    }

    private Prompts prompts() throws IOException {
        if (dataSet != null) {
            if (!Files.isReadable(dataSet)) {
                throw new IllegalArgumentException("cannot read " + dataSet);
            }
            return DataSet.read(dataSet, chat, load.seed, Length.parse(output));
        }
        String[] ids = tokenIds.split("\\.\\.");
        try {
            int lowest = Integer.parseInt(ids[0].strip());
            int above = Integer.parseInt(ids[1].strip()) + 1;
            if (lowest >= 0 && above > lowest) {
                return new RandomPrompts(form(), load.seed, Length.parse(input), Length.parse(output), prefix, lowest, above);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("'" + tokenIds + "' are no token ids: write 1000..9999", e);
        }
        throw new IllegalArgumentException("'" + tokenIds + "' are no token ids: write 1000..9999");
    }

    private RandomPrompts.Form form() {
        return chat ? RandomPrompts.Form.CHAT : words ? RandomPrompts.Form.WORDS : RandomPrompts.Form.TOKENS;
    }

    private Map<String, Object> extra() {
        try {
            return JsonMapper.shared().readValue(extra, new TypeReference<Map<String, Object>>() { });
        } catch (JacksonException e) {
            throw new IllegalArgumentException("--extra is no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    private String apiKey() throws IOException {
        if (apiKeyFile == null) {
            return System.getenv().getOrDefault("OPENAI_API_KEY", "");
        }
        if (!Files.isReadable(apiKeyFile)) {
            throw new IllegalArgumentException("cannot read " + apiKeyFile);
        }
        return Files.readString(apiKeyFile).strip();
    }
}
