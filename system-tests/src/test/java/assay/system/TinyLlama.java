package assay.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A language model of two layers as vLLM takes it, without weights: {@code --load-format dummy} draws them by chance. Its tokens are words, {@code w3} to
 * {@code w999}, so that a text has as many tokens as words.
 */
final class TinyLlama {
    private static final int TOKENS = 1000;

    private TinyLlama() {
    }

    /** Writes its files into a new directory; gives the directory. */
    static Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), """
            {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": %d, "hidden_size": 64, "intermediate_size": 128,
             "num_hidden_layers": 2, "num_attention_heads": 2, "num_key_value_heads": 2, "head_dim": 32, "max_position_embeddings": 2048, "rms_norm_eps": 1e-5,
             "rope_theta": 10000.0, "hidden_act": "silu", "tie_word_embeddings": false, "bos_token_id": 1, "eos_token_id": 2, "torch_dtype": "float32"}
            """.formatted(TOKENS));
        Files.writeString(directory.resolve("tokenizer_config.json"), """
            {"tokenizer_class": "PreTrainedTokenizerFast", "unk_token": "<unk>", "bos_token": "<s>", "eos_token": "</s>", "model_max_length": 2048,
             "chat_template": "{%% for m in messages %%}{{ m['content'] }} {%% endfor %%}"}
            """.formatted());
        Files.writeString(directory.resolve("tokenizer.json"), """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [%s], "normalizer": null, "pre_tokenizer": {"type": "WhitespaceSplit"},
             "post_processor": null, "decoder": null, "model": {"type": "WordLevel", "unk_token": "<unk>", "vocab": {%s}}}
            """.formatted(special(), vocabulary()));
        return directory;
    }

    private static String special() {
        return IntStream.range(0, 3).mapToObj(id -> "{\"id\": %d, \"content\": \"%s\", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false, \"special\": true}"
                .formatted(id, word(id))).collect(Collectors.joining(", "));
    }

    private static String vocabulary() {
        return IntStream.range(0, TOKENS).mapToObj(id -> "\"" + word(id) + "\": " + id).collect(Collectors.joining(", "));
    }

    private static String word(int id) {
        return switch (id) {
            case 0 -> "<unk>";
            case 1 -> "<s>";
            case 2 -> "</s>";
            default -> "w" + id;
        };
    }
}
