package assay.cluster;

import assay.cluster.command.CommandResult;
import assay.events.recipe.Artifact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings large things that jobs need to where the cluster's jobs find them, and keeps them there by their digest. Methods block and may be called
 * from several threads and processes at once: who wants the same waits for the other by a lock beside what is kept, which goes with its holder.
 */
public interface ArtifactStore extends AutoCloseable {

    /** Has it brought, unless it is there; it may take long. What is half done is never seen, and is removed by the next one who wants it. */
    Outcome stage(Order order);

    /** What {@link #stage} would find and do. */
    Look look(Order order);

    /** What is kept in a cache, by digest; what is used where it lies is not among it. */
    List<Holding> holdings(String cache);

    /**
     * Removes what has this digest, unless a run uses it; what is not there is removed already.
     *
     * @return the runs that use it: then it stays
     */
    List<String> remove(String sha256, String cache);

    /** Ends what is under way for an owner, and takes nothing more from it; returns when it has ended. */
    void abandon(String owner);

    /** Ends all that is under way. */
    @Override
    void close();

    /**
     * What is wanted.
     *
     * @param owner who wants it: one thing at a time
     * @param cache absolute path of the directory where it is to be kept; empty: the usual one
     * @param runDirectory of the run whose jobs will use it, by whose leases it is known for how long; empty: no job will
     * @param fetcher who pulls images and fetches files; empty: this machine
     */
    record Order(String owner, Artifact artifact, String cache, String runDirectory, Optional<Fetcher> fetcher) {
        /** One that no job will use, fetched by this machine. */
        public Order(String owner, Artifact artifact, String cache) {
            this(owner, artifact, cache, "", Optional.empty());
        }
    }

    /** Runs the programs that pull and fetch, elsewhere than on this machine. */
    interface Fetcher {
        /**
         * Runs one to its end.
         *
         * @param place an empty directory that both sides see
         * @throws InterruptedException when the thread was interrupted; then it runs no more
         */
        CommandResult run(List<String> arguments, Map<String, String> variables, Path place) throws IOException, InterruptedException;
    }

    /**
     * Something that is kept.
     *
     * @param references what it was asked for as
     * @param since      when it was brought
     * @param used       when a run, or somebody who had it staged, asked for it last
     * @param users      the runs whose jobs use it now, or will
     */
    record Holding(String sha256, String name, List<String> references, long bytes, Instant since, Instant used, List<String> users) {
        public Holding {
            references = List.copyOf(references);
            users = List.copyOf(users);
        }
    }

    /** What came of it. */
    sealed interface Outcome {
        /**
         * It is there.
         *
         * @param kind   {@code image}, {@code file} or {@code directory}
         * @param sha256 lower-case hex
         * @param cached whether it was there already
         */
        record Staged(String kind, String path, String sha256, long bytes, boolean cached) implements Outcome {
        }

        /** It cannot be had as it is asked for. */
        record Refused(String reason, String hint) implements Outcome {
        }

        /** It could not be brought this time. */
        record Failed(String reason, String hint) implements Outcome {
        }

        /** Nobody wants it any more. */
        record Abandoned() implements Outcome {
        }
    }

    /**
     * What is known of something that is not staged now.
     *
     * @param kind     {@code image}, {@code file} or {@code directory}
     * @param present  whether staging it would bring nothing
     * @param bytes    0 when not known
     * @param detail   what staging would do, for people
     * @param obstacle why it cannot be staged; empty when nothing is known against it
     * @param hint     what to do about that
     */
    record Look(String kind, boolean present, long bytes, String detail, String obstacle, String hint) {
    }
}
