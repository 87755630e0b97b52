package assay.gateway.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file of the keys that the gateway takes: its owner's alone, written whole and changed under a lock, so that commands and a gateway that reads may
 * meet. Thread-safe.
 */
public final class KeyFile {
    /** Form of the names of keys. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,59}";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    private final Path path;

    private KeyFile(Path path) {
        this.path = path;
    }

    /** The key file at a path, where there need not be one yet. */
    public static KeyFile at(Path path) {
        return new KeyFile(path.toAbsolutePath().normalize());
    }

    /** That in {@code $XDG_CONFIG_HOME/assay}, else in {@code $HOME/.config/assay}. */
    public static KeyFile of(Map<String, String> environment) {
        String named = environment.getOrDefault("ASSAY_KEYS", "");
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        Path configuration = configured.startsWith("/") ? Path.of(configured) : home.resolve(".config");
        return at(named.isEmpty() ? configuration.resolve("assay").resolve("keys.json") : Path.of(named));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Where the key that is made at the first start is written: beside it. */
    public Path firstKey() {
        return path.resolveSibling("admin.key");
    }

    /** Whether it was ever written. */
    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * All keys, those that have expired included; none when there is no file.
     *
     * @throws KeyFileException when it cannot be trusted or read
     */
    public List<Key> list() throws KeyFileException {
        if (!exists()) {
            return List.of();
        }
        try {
            checkOwnersAlone();
            return KeyJson.read(Files.readString(path));
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFileException("cannot read the key file " + path + ": " + e.getMessage(), e);
        }
    }

    private void checkOwnersAlone() throws IOException, KeyFileException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(path))) {
            throw new KeyFileException("the key file " + path + " is open to other users of this machine: chmod 600 " + path, null);
        }
    }

    /**
     * Makes a key.
     *
     * @param life how long it is good; empty: for ever
     * @throws KeyFileException         when the file cannot be written
     * @throws IllegalArgumentException when no key can have this name
     */
    public IssuedKey add(String name, Set<Scope> scopes, Optional<Duration> life, Instant now) throws KeyFileException {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("expected a name of at most 60 letters, digits and . _ @ -, but found '" + name + "'");
        }
        byte[] chance = new byte[32];
        RANDOM.nextBytes(chance);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
        return change(keys -> {
            String id = unused(keys);
            Key key = new Key(id, name, Bearer.sha256(secret), List.copyOf(scopes), now, life.map(now::plus));
            keys.add(key);
            return new IssuedKey(key, Bearer.text(id, secret));
        });
    }

    /**
     * Takes a key back.
     *
     * @return whether there was one with this id
     * @throws KeyFileException when the file cannot be written
     */
    public boolean revoke(String id) throws KeyFileException {
        return change(keys -> keys.removeIf(key -> key.id().equals(id)));
    }

    private static String unused(List<Key> keys) {
        while (true) {
            StringBuilder id = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
            }
            if (keys.stream().noneMatch(key -> key.id().contentEquals(id))) {
                return id.toString();
            }
        }
    }

    private <R> R change(Change<R> change) throws KeyFileException {
        // A lock on a file is between processes; threads of this one have to wait for one another themselves.
        synchronized (KeyFile.class) {
            return locked(change);
        }
    }

    private <R> R locked(Change<R> change) throws KeyFileException {
        try {
            Files.createDirectories(path.getParent(), PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
            try (FileChannel channel = owners(path.resolveSibling(path.getFileName() + ".lock"))) {
                channel.lock();
                List<Key> keys = new ArrayList<>(list());
                R result = change.apply(keys);
                write(path, KeyJson.write(keys));
                return result;
            }
        } catch (IOException e) {
            throw new KeyFileException("cannot write the key file " + path + ": " + e, e);
        }
    }

    /** Writes a file of its owner's alone, aside and then in its place: readers never see half of it, nor anybody else any of it. */
    static void write(Path path, String text) throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".tmp");
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(OWNER_FILE));
        Files.writeString(aside, text);
        Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileChannel owners(Path lock) throws IOException {
        return FileChannel.open(lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PosixFilePermissions.asFileAttribute(OWNER_FILE));
    }

    private interface Change<R> {
        R apply(List<Key> keys);
    }
}
