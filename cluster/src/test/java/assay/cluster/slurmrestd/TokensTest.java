package assay.cluster.slurmrestd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.ClusterSilentException;
import assay.cluster.command.LocalCommands;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens are fetched anew before they run out. */
class TokensTest {
    private static final Instant START = Instant.ofEpochSecond(10_000);
    private Instant now = START;
    private final List<String> fetched = new ArrayList<>();

    @Test
    void shouldFetchAnotherOneWhenTwoThirdsOfItsLifeAreOver() {
        // given
        Tokens tokens = new Tokens(() -> fetch(token(now.getEpochSecond() + 300)), () -> now);
        tokens.token();

        // when
        now = START.plusSeconds(199);
        tokens.token();
        int before = fetched.size();
        now = START.plusSeconds(200);
        String renewed = tokens.token();

        // then
        assertThat(before).isEqualTo(1);
        assertThat(renewed).isEqualTo(token(START.getEpochSecond() + 500));
    }

    @Test
    void shouldFetchAnotherOneWhenOneWasRefused() {
        // given
        Tokens tokens = new Tokens(() -> fetch("opaque"), () -> now);
        tokens.token();

        // when
        tokens.forget();
        tokens.token();

        // then
        assertThat(fetched).hasSize(2);
        assertThat(Tokens.expiry("a.!.c")).isEmpty();
        assertThat(Tokens.expiry("opaque")).isEmpty();
    }

    @Test
    void shouldReadWhatACommandPrints() {
        try (LocalCommands commands = new LocalCommands(Map.of("PATH", System.getenv("PATH")))) {
            assertThat(new CommandTokens(commands, List.of("echo", "SLURM_JWT=a.b.c")).token()).isEqualTo("a.b.c");
            assertThatThrownBy(() -> new CommandTokens(commands, List.of("sh", "-c", "echo it is closed >&2; exit 1")).token())
                    .isInstanceOf(ClusterSilentException.class).hasMessageContaining("it is closed");
            assertThatThrownBy(() -> new CommandTokens(commands, List.of("true")).token()).isInstanceOf(ClusterSilentException.class).hasMessageContaining("printed nothing");
        }
    }

    private String fetch(String token) {
        fetched.add(token);
        return token;
    }

    private static String token(long expiry) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return "e30." + encoder.encodeToString(("{\"exp\":" + expiry + ",\"sun\":\"ada\"}").getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }
}
