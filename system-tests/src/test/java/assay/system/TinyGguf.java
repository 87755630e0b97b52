package assay.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A language model of two layers with weights drawn by chance, in the file format of llama.cpp (GGUF, version 3). It says nothing worth reading, but any
 * llama-server serves it at once. Its tokens: three special ones, all bytes, and some words.
 */
final class TinyGguf {
    private static final int LAYERS = 2;
    private static final int WIDTH = 64;
    private static final int INNER = 128;
    private static final int HEADS = 4;
    private static final int CONTEXT = 4096;
    private static final int ALIGNMENT = 32;
    private static final int NUMBER = 4;
    private static final int INTEGER = 5;
    private static final int REAL = 6;
    private static final int FLAG = 7;
    private static final int TEXT = 8;
    private static final int LIST = 9;
    private final Random random = new Random(1);
    private final List<Token> tokens = tokens();
    private final Bytes facts = new Bytes();
    private int factCount;
    private final Bytes tensors = new Bytes();
    private int tensorCount;
    private final Bytes weights = new Bytes();

    private TinyGguf() {
        facts();
        matrix("token_embd", WIDTH, tokens.size());
        for (int layer = 0; layer < LAYERS; layer++) {
            layer("blk." + layer + ".");
        }
        norm("output_norm");
        matrix("output", WIDTH, tokens.size());
    }

    /** Writes one; gives its file. */
    static Path write(Path file) throws IOException {
        TinyGguf model = new TinyGguf();
        Bytes head = new Bytes().raw("GGUF".getBytes(StandardCharsets.US_ASCII)).integer(3).whole(model.tensorCount).whole(model.factCount).raw(model.facts.all())
                .raw(model.tensors.all()).aligned();
        return Files.write(file, head.raw(model.weights.all()).all());
    }

    private static List<Token> tokens() {
        List<Token> tokens = new ArrayList<>(List.of(new Token("<unk>", 0, 2), new Token("<s>", 0, 3), new Token("</s>", 0, 3)));
        for (int value = 0; value < 256; value++) {
            tokens.add(new Token(String.format("<0x%02X>", value), 0, 6));
        }
        for (int letter = '!'; letter <= '~'; letter++) {
            tokens.add(new Token(String.valueOf((char) letter), '!' - letter, 1));
        }
        Arrays.stream("the of and to in a is that it for on as with be at by this from or an".split(" ")).forEach(word -> tokens.add(new Token("\u2581" + word, -100, 1)));
        while (tokens.size() % ALIGNMENT != 0) {
            tokens.add(new Token("[unused " + tokens.size() + "]", 0, 5));
        }
        return tokens;
    }

    private void facts() {
        text("general.architecture", "llama");
        text("general.name", "tiny");
        number("llama.vocab_size", tokens.size());
        number("llama.context_length", CONTEXT);
        number("llama.embedding_length", WIDTH);
        number("llama.block_count", LAYERS);
        number("llama.feed_forward_length", INNER);
        number("llama.attention.head_count", HEADS);
        number("llama.attention.head_count_kv", HEADS);
        number("llama.rope.dimension_count", WIDTH / HEADS);
        fact("llama.attention.layer_norm_rms_epsilon", REAL, value -> value.real(1e-5f));
        text("tokenizer.ggml.model", "llama");
        list("tokenizer.ggml.tokens", TEXT, (value, token) -> value.text(token.text()));
        list("tokenizer.ggml.scores", REAL, (value, token) -> value.real(token.score()));
        list("tokenizer.ggml.token_type", INTEGER, (value, token) -> value.integer(token.kind()));
        number("tokenizer.ggml.unknown_token_id", 0);
        number("tokenizer.ggml.bos_token_id", 1);
        number("tokenizer.ggml.eos_token_id", 2);
        fact("tokenizer.ggml.add_bos_token", FLAG, value -> value.raw(new byte[]{1}));
        text("tokenizer.chat_template", "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant: ");
    }

    private void layer(String prefix) {
        List.of("attn_norm", "ffn_norm").forEach(name -> norm(prefix + name));
        List.of("attn_q", "attn_k", "attn_v", "attn_output").forEach(name -> matrix(prefix + name, WIDTH, WIDTH));
        List.of("ffn_gate", "ffn_up").forEach(name -> matrix(prefix + name, WIDTH, INNER));
        matrix(prefix + "ffn_down", INNER, WIDTH);
    }

    private void text(String key, String value) {
        fact(key, TEXT, bytes -> bytes.text(value));
    }

    private void number(String key, int value) {
        fact(key, NUMBER, bytes -> bytes.integer(value));
    }

    private void list(String key, int type, BiConsumer<Bytes, Token> element) {
        fact(key, LIST, bytes -> {
            bytes.integer(type).whole(tokens.size());
            tokens.forEach(token -> element.accept(bytes, token));
        });
    }

    private void fact(String key, int type, Consumer<Bytes> value) {
        facts.text(key).integer(type);
        value.accept(facts);
        factCount++;
    }

    private void norm(String name) {
        tensor(name, List.of(WIDTH), () -> 1f);
    }

    private void matrix(String name, int in, int out) {
        tensor(name, List.of(in, out), () -> (float) (random.nextGaussian() * 0.02));
    }

    private void tensor(String name, List<Integer> sizes, Supplier<Float> weight) {
        tensors.text(name + ".weight").integer(sizes.size());
        sizes.forEach(tensors::whole);
        tensors.integer(0).whole(weights.size());
        for (int left = sizes.stream().reduce(1, Math::multiplyExact); left > 0; left--) {
            weights.real(weight.get());
        }
        weights.aligned();
        tensorCount++;
    }

    /** A token with its score and its kind: 1 a word, 2 unknown, 3 control, 5 unused, 6 a byte. */
    private record Token(String text, float score, int kind) {
    }

    /** Bytes in the order of the format: the least first. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Bytes integer(int value) {
            return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
        }

        Bytes whole(long value) {
            return raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
        }

        Bytes real(float value) {
            return integer(Float.floatToIntBits(value));
        }

        Bytes text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return whole(bytes.length).raw(bytes);
        }

        Bytes aligned() {
            return raw(new byte[(ALIGNMENT - out.size() % ALIGNMENT) % ALIGNMENT]);
        }

        int size() {
            return out.size();
        }

        byte[] all() {
            return out.toByteArray();
        }
    }
}
