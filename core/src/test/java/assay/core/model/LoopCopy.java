package assay.core.model;

import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.RunId;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Copies what a loop remembers into another one of the same program, and tells it: no process ever needs that, so the loop itself cannot do it. */
final class LoopCopy {
    private LoopCopy() {
    }

    /** The second loop then goes on as the first would. */
    static <E extends Effect, A> Loop<E, A> into(Loop<E, A> from, Loop<E, A> to) {
        try {
            for (Field field : Loop.class.getDeclaredFields()) {
                if (remembers(field)) {
                    fill(open(field).get(to), open(field).get(from));
                }
            }
            Field runs = open(Runs.class.getDeclaredField("runs"));
            @SuppressWarnings("unchecked")
            Map<RunId, Run> folded = (Map<RunId, Run>) runs.get(to.runs());
            from.runs().all().forEach(run -> folded.put(run.id(), run));
            return to;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected to copy what a loop remembers", e);
        }
    }

    /** All that it remembers beside its fold, but for when things were begun. */
    static String memory(Loop<?, ?> loop) {
        try {
            Map<String, Object> memory = new TreeMap<>();
            for (Field field : Loop.class.getDeclaredFields()) {
                if (remembers(field)) {
                    Object value = open(field).get(loop);
                    memory.put(field.getName(), field.getName().equals("lastStart") ? begunOnce((Map<?, ?>) value) : value);
                }
            }
            return memory.toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected to read what a loop remembers", e);
        }
    }

    /** All else may be repeated at once. */
    private static Set<Object> begunOnce(Map<?, ?> lastStart) {
        Set<Object> once = new LinkedHashSet<>();
        lastStart.keySet().stream().filter(key -> key.toString().startsWith("submit/")).sorted().forEach(once::add);
        return once;
    }

    private static boolean remembers(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && (Map.class.isAssignableFrom(field.getType()) || Collection.class.isAssignableFrom(field.getType()));
    }

    private static Field open(Field field) {
        field.setAccessible(true);
        return field;
    }

    @SuppressWarnings("unchecked")
    private static void fill(Object to, Object from) throws ReflectiveOperationException {
        if (from instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                ((Map<Object, Object>) to).put(entry.getKey(), copied(entry.getValue()));
            }
        } else {
            ((Collection<Object>) to).addAll((Collection<?>) from);
        }
    }

    /** Sets, and records that hold one, change in place. */
    private static Object copied(Object value) throws ReflectiveOperationException {
        if (value instanceof Set<?> set) {
            return new LinkedHashSet<>(set);
        }
        if (!value.getClass().getName().endsWith("$Heard")) {
            return value;
        }
        var parts = value.getClass().getRecordComponents();
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i].getAccessor().setAccessible(true);
            Object part = parts[i].getAccessor().invoke(value);
            values[i] = part instanceof Set<?> set ? new LinkedHashSet<>(set) : part;
        }
        Constructor<?> constructor = value.getClass().getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
