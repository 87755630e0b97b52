package assay.loadgen.postgresql;

import java.util.Map;
import java.util.SplittableRandom;

/** A whole number that is computed anew for each transaction. */
sealed interface Expression {
    /**
     * Its value.
     *
     * @param variables what was set before it
     */
    long value(Map<String, Long> variables, SplittableRandom random);

    /** A number that is written. */
    record Constant(long number) implements Expression {
        @Override
        public long value(Map<String, Long> variables, SplittableRandom random) {
            return number;
        }
    }

    /** A variable, {@code :name}. */
    record Variable(String name) implements Expression {
        @Override
        public long value(Map<String, Long> variables, SplittableRandom random) {
            return variables.get(name);
        }
    }

    /** {@code random(least, most)}: each as likely as any other, both ends included. */
    record Uniform(Expression least, Expression most) implements Expression {
        @Override
        public long value(Map<String, Long> variables, SplittableRandom random) {
            long from = least.value(variables, random);
            long to = most.value(variables, random);
            if (to < from) {
                throw new IllegalArgumentException("random(" + from + ", " + to + ") is empty");
            }
            return random.nextLong(from, to + 1);
        }
    }

    /** Two values and what is done with them. */
    record Operation(char operator, Expression left, Expression right) implements Expression {
        @Override
        public long value(Map<String, Long> variables, SplittableRandom random) {
            long one = left.value(variables, random);
            long other = right.value(variables, random);
            return switch (operator) {
                case '+' -> Math.addExact(one, other);
                case '-' -> Math.subtractExact(one, other);
                case '*' -> Math.multiplyExact(one, other);
                case '/' -> one / other;
                case '%' -> one % other;
                default -> throw new IllegalStateException("No operator: " + operator);
            };
        }
    }
}
