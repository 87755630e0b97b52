package assay.cluster.slurmrestd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.ClusterSilentException;
import assay.cluster.command.LocalCommands;
import assay.cluster.doctor.Patient;
import assay.cluster.files.SharedFiles;
import assay.cluster.staging.SharedCache;
import assay.events.ClusterJobId;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of slurmrestds that are not at hand, and what is made of their documented answers. */
class RestVersionsTest {
    private static final Token TOKEN = new Token("db-a1.abcdefghij.klmnopqr.assay");
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private RestCluster cluster;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::reply);
        server.start();
        cluster = RestCluster.open(new RestConfig(address(), "ada", () -> "a.b.c", Duration.ofSeconds(5)), new SharedFiles(),
                SharedCache.of(System.getenv(), SharedCache.launchedFrom()));
    }

    @AfterEach
    void close() {
        cluster.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"38 37, 38", "39 38, 39", "40 38 39, 40", "41 40 39, 41", "42 41, 42", "43 41 42 40, 43", "45 44 43 42, 43"})
    void shouldSpeakTheNewestVersionThatBothKnow(String offered, int spoken) {
        // given
        offer(offered);
        answers.put("GET /slurm/v0.0." + spoken + "/jobs", "200 {'jobs': [{'job_id': 7, 'user_name': 'ada', 'name': '" + TOKEN + "', 'job_state': ['RUNNING'], 'nodes': 'n1'}]}");

        // then
        assertThat(cluster.find(TOKEN)).extracting(job -> job.id().value()).containsExactly("7");
        assertThat(asked).allMatch(request -> request.endsWith(" as ada by a.b.c"));
    }

    @Test
    void shouldSayThatNoVersionIsSpoken() {
        // given
        offer("36 37");

        // then
        assertThatThrownBy(() -> cluster.jobs()).isInstanceOf(ClusterSilentException.class).hasMessageContaining("speaks none of the versions v0.0.38 to v0.0.43");
    }

    @Test
    void shouldTellFactsOfANewOne() {
        // given
        offer("43");
        answers.put("GET /slurm/v0.0.43/ping", "200 {'pings': [{'hostname': 'ctl', 'responding': true, 'latency': 200}],"
                + " 'meta': {'slurm': {'version': {'major': '25', 'micro': '1', 'minor': '05'}, 'release': '25.05.1', 'cluster': 'mel'}}, 'errors': [], 'warnings': []}");
        answers.put("GET /slurmdb/v0.0.43/clusters", "503 {'errors': [{'description': 'Unable to connect to database', 'error_number': 7000, 'error': 'x'}]}");

        // then
        assertThat(cluster.facts().facts()).containsEntry("version", "slurm 25.05.1, slurmrestd v0.0.43").containsEntry("cluster", "mel")
                .containsEntry("user", "ada").containsEntry("accounting", "silent");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "200 {'job_id': 5, 'step_id': 'BATCH', 'errors': []}",
        // Held: an id and an error, which is a success.
        "200 {'job_id': 5, 'errors': [{'error_code': 2042, 'error': 'Job is held'}]}",
        "200 {'result': {'job_id': 5}, 'job_id': 5, 'step_id': 'batch', 'job_submit_user_msg': '', 'errors': [], 'warnings': []}"})
    void shouldTakeAnIdForASuccess(String answer) {
        assertThat(submitted(answer)).isEqualTo(new Submission.Accepted(new ClusterJobId("5")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "500 {'errors': [{'error_number': 2000, 'error': 'Invalid partition name specified', 'description': ''}]} | PERMANENT",
        "500 {'errors': [{'error_number': 2061, 'error': 'Job violates accounting/QOS policy (job submit limit, QOSMaxSubmitJobPerUserLimit)'}]} | NOT_NOW",
        "500 {'errors': [{'error_number': 1007, 'error': 'Unable to contact slurm controller (connect failure)'}]} | UNREACHABLE",
        "400 {'errors': [{'error_code': 9200, 'error': 'environment must be set'}]} | PERMANENT"})
    void shouldRefuseOnlyWhatIsKnownToBeRefused(String answer, RefusalKind kind) {
        assertThat(submitted(answer)).isInstanceOfSatisfying(Submission.Refused.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 {'errors': [{'error_number': 5004, 'error': 'Socket timed out on send/recv operation'}]}", "500 {'errors': [{'error': 'Unspecified error'}]}",
        "502 <html>Bad Gateway</html>"})
    void shouldDoubtAnythingElse(String answer) {
        assertThat(submitted(answer)).isInstanceOf(Submission.Ambiguous.class);
    }

    @Test
    void shouldNotSendASubmissionThatCouldActBehindItsDeadline() {
        // when
        Submission submission = cluster.submit(new SubmitRequest(TOKEN, "#!/bin/bash\n", "/shared/run", Instant.now().plusSeconds(10)));

        // then
        assertThat(submission).isInstanceOf(Submission.Refused.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldNotCancelAJobOfAnotherName() {
        // given
        offer("40");
        answers.put("GET /slurm/v0.0.40/jobs", "200 {'jobs': [{'job_id': 7, 'user_name': 'ada', 'name': 'other', 'job_state': ['RUNNING'], 'nodes': 'n1'}]}");

        // when
        cluster.cancel(new JobRef(new ClusterJobId("7"), TOKEN));

        // then
        assertThat(asked).noneMatch(request -> request.startsWith("DELETE"));
    }

    private Submission submitted(String answer) {
        offer("40");
        answers.put("POST /slurm/v0.0.40/job/submit", answer);
        return cluster.submit(new SubmitRequest(TOKEN, "#!/bin/bash\n#SBATCH --time=5\nsleep 1\n", "/shared/run", Instant.now().plusSeconds(60)));
    }

    @Test
    void shouldFindWhatIsRightAndWrongWithOne() {
        // given
        offer("40");
        answers.put("GET /slurm/v0.0.40/ping", "200 {'pings': [{'hostname': 'ctl', 'pinged': 'UP'}], 'meta': {'slurm': {'release': '23.11.4', 'cluster': 'mel'}}}");
        answers.put("GET /slurmdb/v0.0.40/clusters", "200 {'clusters': [], 'errors': []}");
        answers.put("GET /slurm/v0.0.40/partitions", "200 {'partitions': [{'name': 'cpu', 'partition': {'state': ['UP']}}, {'name': 'old', 'partition': {'state': ['DOWN']}}]}");
        answers.put("GET /slurmdb/v0.0.40/user/ada", "200 {'users': [{'name': 'ada', 'associations': [{'account': 'p2'}, {'account': 'p2'}, {'account': 'p1'}]}]}");

        // then
        assertThat(findings(Map.of("partition", "cpu"))).contains("GOOD token: `` gives one", "GOOD accounting: answers", "GOOD partition: cpu; all: cpu, old (down)", "GOOD account: p1, p2")
                .anyMatch(finding -> finding.matches("GOOD slurmrestd: http://.* answers within \\d+ ms and speaks v0\\.0\\.40"));
        assertThat(findings(Map.of("partition", "fat", "account", "p9"))).contains("BROKEN partition: there is no 'fat' → use one of cpu, old for slurm.partition in the recipe, or of a profile",
                "BROKEN account: 'p9' is none of ada's → use one of p1, p2 for slurm.account in the recipe, or of a profile");
    }

    @Test
    void shouldFindAnInvalidTokenAndASilentDaemon() {
        // given
        offer("38");
        answers.put("GET /slurm/v0.0.38/ping", "401 {'errors': [{'error': 'Authentication failure'}]}");

        // when
        List<String> refused = findings(Map.of());
        RestCluster silent = RestCluster.open(new RestConfig(address(), "ada", () -> "a.b.c", Duration.ofSeconds(5)), new SharedFiles(), SharedCache.of(System.getenv(), Optional.empty()));
        server.stop(0);
        List<String> unheard = findings(silent, Map.of());
        silent.close();

        // then
        assertThat(refused).anyMatch(finding -> finding.startsWith("BROKEN controller: slurmrestd: /slurm/v0.0.38/ping: status 401, Authentication failure") && finding.contains("→ either the token"));
        assertThat(refused).noneMatch(finding -> finding.contains(" partition: "));
        assertThat(unheard).anyMatch(finding -> finding.startsWith("BROKEN slurmrestd: http://") && finding.contains("→ look whether it runs"));
    }

    private List<String> findings(Map<String, String> options) {
        return findings(cluster, options);
    }

    private static List<String> findings(RestCluster cluster, Map<String, String> options) {
        List<String> told = new ArrayList<>();
        try (LocalCommands commands = new LocalCommands(System.getenv())) {
            cluster.examination(commands, new Patient(Site.builtIn("auto"), new SlurmOptions(options, 1, 0), "auto", "/tmp"), true)
                    .tell(finding -> told.add(finding.grade() + " " + finding.check() + ": " + finding.found() + (finding.remedy().isEmpty() ? "" : " → " + finding.remedy())));
        }
        return told;
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void offer(String versions) {
        StringBuilder paths = new StringBuilder();
        for (String version : versions.split(" ")) {
            paths.append(paths.isEmpty() ? "" : ", ").append("'/slurm/v0.0.").append(version).append("/ping': {}");
        }
        answers.put("GET /openapi/v3", "200 {'openapi': '3.0.2', 'paths': {" + paths + "}}");
    }

    private void reply(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        asked.add(request + " as " + exchange.getRequestHeaders().getFirst("X-SLURM-USER-NAME") + " by " + exchange.getRequestHeaders().getFirst("X-SLURM-USER-TOKEN"));
        String answer = answers.getOrDefault(request, "404 {'errors': []}");
        byte[] body = answer.substring(4).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
