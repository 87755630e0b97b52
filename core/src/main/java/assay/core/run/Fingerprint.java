package assay.core.run;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Identifies a run's state: equal states have equal fingerprints in every process. What is hashed is a canonical text of the whole state, in which
 * maps and sets stand sorted, since their order may be another one in each JVM.
 */
public final class Fingerprint {
    private static final int BYTES = 16;
    private static final int LONG = 200;
    private static final ClassValue<Method[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toArray(Method[]::new);
        }
    };
    private final StringBuilder text = new StringBuilder();

    private Fingerprint() {
    }

    /** The state's fingerprint: 32 hexadecimal digits. */
    public static String of(Run run) {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256(text(run).getBytes(StandardCharsets.UTF_8)), BYTES));
    }

    /** The canonical text of any value that a state is made of. */
    static String text(Object value) {
        Fingerprint print = new Fingerprint();
        print.write(value);
        return print.text.toString();
    }

    private void write(Object value) {
        switch (value) {
            case String words -> writeWords(words);
            case Record fields -> writeFields(fields);
            case Optional<?> optional -> writeAll('?', optional.stream().toList(), this::write);
            case List<?> list -> writeAll('[', list, this::write);
            case Map<?, ?> map -> writeAll('{', map.entrySet().stream().map(entry -> text(entry.getKey()) + "=" + text(entry.getValue())).sorted().toList(), text::append);
            case Collection<?> set -> writeAll('<', set.stream().map(Fingerprint::text).sorted().toList(), text::append);
            case Enum<?> constant -> text.append(constant.name());
            default -> text.append(value);
        }
    }

    /** Of long ones, as scripts are, only a hash that every JVM computes alike: hashing all of it again would be most of what this costs. */
    private void writeWords(String words) {
        text.append(words.length()).append(':');
        if (words.length() <= LONG) {
            text.append(words);
        } else {
            text.append(words, 0, LONG).append('#').append(words.hashCode());
        }
    }

    private void writeFields(Record fields) {
        text.append(fields.getClass().getSimpleName()).append('(');
        for (Method component : COMPONENTS.get(fields.getClass())) {
            try {
                write(component.invoke(fields));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A state is made of public records whose components can be read, but not " + component, e);
            }
            text.append(',');
        }
        text.append(')');
    }

    private <T> void writeAll(char begin, Collection<T> each, Consumer<T> writer) {
        text.append(begin).append(each.size());
        for (T one : each) {
            text.append(' ');
            writer.accept(one);
        }
        text.append(';');
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
