package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a submitter cannot do where only presets are taken, tried as one would who wants a shell. */
class PolicyTest {
    private static final Policy PRESETS_ONLY = new Policy(true, Globs.NONE, Globs.NONE);
    private static final Policy WITH_IMAGES = new Policy(true, Globs.of("/shared/images/*.sif, docker://redis:*, docker-archive:/shared/images/**"), Globs.of("/shared/models/**"));
    private static final String GOOD = """
            recipe: 1
            name: r
            description: just presets
            cluster: local
            slurm: { partition: short }
            services:
              db:
                uses: postgresql
                with: { data: memory, settings: { shared_buffers: 256MB, fsync: off } }
                slurm: { cpus_per_task: 2, mem: 2G, time: 10m }
                ready: { timeout: 2m }
                stop: { grace: 5s }
              cache: { uses: redis, with: { settings: { maxmemory: 1gb, save: '""' } } }
              web: { uses: http-server, with: { bytes: 10, settings: { sendfile: off } }, needs: [db] }
            clients:
              load: { uses: pgbench, target: db, with: { scale: 1, duration: 5s, rate: 10.5 }, replicas: 2, queue: early }
              sql: { uses: loadgen-postgresql, target: db, with: { script: tpcb-like@3 select-only, rate: 'ramp(100, 1000)', slo: latency=50ms } }
              get: { uses: loadgen-http, target: web, with: { path: '/x?y=1', method: POST, body: '{"a": 1}', headers: { X-Y: z }, expect: '200,204' } }
              keys: { uses: redis-benchmark, target: cache }
            repetitions: 2
            monitor: { cgroup: 1s }
            slo: [ "load.latency_p95 < 50ms" ]
            x-note: mine
            """;

    @Test
    void shouldTakeWhatCombinesPresets() {
        assertThat(problems(PRESETS_ONLY, GOOD)).isEmpty();
    }

    static Stream<Arguments> breakouts() {
        return Stream.of(
                Arguments.of("services.db.run=id", "services.db.run"),
                Arguments.of("services.db.command=[id]", "services.db.command"),
                Arguments.of("services.db.prepare.run=id", "services.db.prepare"),
                Arguments.of("services.db.version.run=id", "services.db.version"),
                Arguments.of("services.db.ready.run=id", "services.db.ready.run"),
                Arguments.of("services.db.ready.command=[id]", "services.db.ready.command"),
                Arguments.of("clients.load.warmup.run=id", "clients.load.warmup"),
                Arguments.of("clients.load.run=id", "clients.load.run"),
                Arguments.of("clients.load.env.LD_PRELOAD=/tmp/x.so", "clients.load.env"),
                Arguments.of("services.db.env.BASH_ENV=/tmp/x", "services.db.env"),
                Arguments.of("services.db.env.PATH=/tmp", "services.db.env"),
                Arguments.of("services.db.env={X: {secret: others}}", "services.db.env"),
                Arguments.of("services.db.files=[x.sh]", "services.db.files"),
                Arguments.of("services.db.stage={x: 'https://evil.example.org/x#sha256=" + "0".repeat(64) + "'}", "services.db.stage"),
                Arguments.of("clients.load.stage={loadgen: /tmp/mine}", "clients.load.stage"),
                Arguments.of("services.db.secrets=[password]", "services.db.secrets"),
                Arguments.of("services.db.publish={USER: x}", "services.db.publish"),
                Arguments.of("services.db.drop_root_to=[root]", "services.db.drop_root_to"),
                Arguments.of("services.db.image=/tmp/mine.sif", "services.db.image"),
                Arguments.of("services.db.container={bind: ['/root:/root']}", "services.db.container.bind"),
                Arguments.of("services.db.container={writable: true}", "services.db.container.writable"),
                Arguments.of("clients.load.figures={x: {regex: '(a+)+$'}}", "clients.load.figures"),
                Arguments.of("clients.load.results=none", "clients.load.results"),
                Arguments.of("services.db.slurm.mail_user=all@example.org", "services.db.slurm.mail_user"),
                Arguments.of("slurm.mail_type=ALL", "slurm.mail_type"),
                Arguments.of("services.db.with.settings={archive_command: 'touch /tmp/x', archive_mode: on}", "services.db.with.settings"),
                Arguments.of("services.db.with.settings={shared_preload_libraries: /tmp/x.so}", "services.db.with.settings"),
                Arguments.of("services.db.with.settings={shared_buffers: '1MB; id'}", "services.db.with.settings"),
                Arguments.of("services.db.with.settings={config_file: /tmp/x}", "services.db.with.settings"),
                Arguments.of("services.db.with.settings={SHARED_BUFFERS: 1MB}", "services.db.with.settings"),
                Arguments.of("services.db.with.version=15; id", "services.db.with.version"),
                Arguments.of("services.db.with.shared_directory=/home/runner", "services.db.with.shared_directory"),
                Arguments.of("services.cache.with.access=~* &* +@all", "services.cache.with.access"),
                Arguments.of("services.cache.with.settings={loadmodule: /tmp/x.so}", "services.cache.with.settings"),
                Arguments.of("services.cache.with.settings={dir: /home/runner/.ssh}", "services.cache.with.settings"),
                Arguments.of("services.cache.with.settings={maxmemory-x: 1}", "services.cache.with.settings"),
                Arguments.of("services.web.with.settings={keepalive_requests: '1; } load_module /tmp/x.so; http {'}", "services.web.with.settings"),
                Arguments.of("services.web.with.settings={keepalive_requests: '1 } # '}", "services.web.with.settings"),
                Arguments.of("services.web.with.root=/home/runner", "services.web.with.root"),
                Arguments.of("clients.get.with.body=@/home/runner/.ssh/id_rsa", "clients.get.with.body"),
                Arguments.of("clients.get.with.path=@evil.example.org/", "clients.get.with.path"),
                Arguments.of("clients.get.with.path=.evil.example.org/", "clients.get.with.path"),
                Arguments.of("clients.get.with.rate=@/etc/passwd", "clients.get.with.rate"),
                Arguments.of("clients.sql.with.script=/tmp/mine.sql", "clients.sql.with.script"),
                Arguments.of("clients.sql.with.script=tpcb-like mine.sql", "clients.sql.with.script"));
    }

    @ParameterizedTest
    @MethodSource("breakouts")
    void shouldRefuseWhatCouldRunReadOrWriteSomethingOfOnesOwn(String override, String path) {
        // given
        assertThat(problems(Policy.OPEN, GOOD, override)).noneSatisfy(problem -> assertThat(problem.message()).contains("only presets"));
        // when
        List<Problem> problems = problems(PRESETS_ONLY, GOOD, override);
        // then
        assertThat(problems).anySatisfy(problem -> assertThat(problem.message()).startsWith(path).containsAnyOf("only presets are taken here", "not among the images"));
        assertThat(problems).filteredOn(problem -> problem.message().contains("only presets")).allSatisfy(problem -> assertThat(problem.message()).startsWith(path));
    }

    @Test
    void shouldRefuseAJobWithoutAPresetAtItsPlace() {
        // when
        List<Problem> problems = problems(PRESETS_ONLY, """
                recipe: 1
                name: r
                services:
                  db: { uses: postgresql }
                  own:
                    run: id
                clients:
                  load: { uses: pgbench, target: db }
                """);
        // then
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.message()).isEqualTo("services.own: only presets are taken here, and it uses none");
            assertThat(problem.line()).isEqualTo(5);
            assertThat(problem.hint()).contains("postgresql");
        });
        assertThat(problems).anySatisfy(problem -> assertThat(problem.line() + " " + problem.message()).startsWith("6 services.own.run: only presets are taken here"));
    }

    @Test
    void shouldNotLetKeysOfTheRecipeSlipByThatComeLater() {
        assertThat(problems(PRESETS_ONLY, GOOD + "matrix: { clients.load.with.clients: [1, 2] }\n")).isNotEmpty();
    }

    @Test
    void shouldKnowOfEveryParameterWhetherItIsHarmless() {
        // given
        PresetLibrary library = PresetLibrary.bundled();
        // when, then
        assertThat(library.names().stream().flatMap(name -> library.find(name).orElseThrow().parameters().stream()
                .filter(parameter -> parameter.kind() == ParameterType.TEXT || parameter.kind() == ParameterType.MAP)
                .filter(parameter -> parameter.harmless().isEmpty()).map(parameter -> name + "." + parameter.name())))
                .containsExactlyInAnyOrder("http-server.root", "loadgen-openai.data_set", "minio.data", "postgresql.shared_directory", "qdrant.data", "redis.access",
                        "vllm-bench.model", "vllm-bench.tokenizer", "vllm.cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"services.db.image=/shared/images/pg.sif", "services.db.image=docker://redis:7.4", "services.db.image=docker-archive:/shared/images/a/b.tar"})
    void shouldTakeImagesOfTheList(String override) {
        assertThat(problems(WITH_IMAGES, GOOD, override)).isEmpty();
        assertThat(problems(new Policy(false, WITH_IMAGES.images(), Globs.NONE), GOOD, override)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"services.db.image=/shared/images/mine/pg.sif", "services.db.image=/shared/images/../../tmp/pg.sif", "services.db.image=pg.sif",
        "services.db.image=docker://evil/redis:7.4", "services.db.image=docker://redis", "services.db.image=docker-archive:/shared/images/../../tmp/x.tar",
        "services.db.image=/shared/images/x.sif/", "services.db.image=oras://redis:7"})
    void shouldRefuseImagesThatAreNotOfTheList(String override) {
        for (Policy policy : List.of(WITH_IMAGES, new Policy(false, WITH_IMAGES.images(), Globs.NONE), PRESETS_ONLY)) {
            assertThat(problems(policy, GOOD, override)).anySatisfy(problem -> assertThat(problem.message()).contains("is not among the images"));
        }
    }

    @Test
    void shouldTakeModelsOfTheList() {
        // given
        String recipe = """
                recipe: 1
                name: r
                services: { llm: { uses: llama-cpp, with: { model: /shared/models/m.gguf } } }
                clients: { load: { uses: loadgen-openai, target: llm } }
                """;
        // when, then
        assertThat(problems(WITH_IMAGES, recipe)).isEmpty();
        assertThat(problems(PRESETS_ONLY, recipe)).singleElement().satisfies(problem -> assertThat(problem.message()).contains("is not among what may be named here"));
        assertThat(problems(WITH_IMAGES, recipe, "services.llm.with.model=/shared/models/../../home/runner/.ssh/id_rsa")).isNotEmpty();
        assertThat(problems(WITH_IMAGES, recipe, "services.llm.with.args={log-file: /home/runner/.bashrc}")).isNotEmpty();
        assertThat(problems(WITH_IMAGES, recipe, "clients.load.with.data_set=/etc/passwd")).isNotEmpty();
    }

    @Test
    void shouldMatchGlobsAsAWhole() {
        // given
        Globs globs = Globs.of("/a/*.sif,docker://x/**,q?z");
        // when, then
        assertThat(Stream.of("/a/b.sif", "docker://x/y/z:1", "qaz")).allMatch(globs::allow);
        assertThat(Stream.of("/a/b/c.sif", "/a/b.sif2", "x/a/b.sif", "docker://x", "docker://xy/z", "q/z", "/a/../a/b.sif", "docker://x/../y", ".", "", "/A/b.sif")).noneMatch(globs::allow);
        assertThat(Globs.of(" , ").isEmpty()).isTrue();
    }

    @Test
    void shouldNotTakeAMisspeltPolicyForNone() {
        assertThatThrownBy(() -> Policy.of(Map.of("ASSAY_PRESETS_ONLY", "yes"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'yes'");
        assertThat(Policy.of(Map.of())).isEqualTo(Policy.OPEN);
        assertThat(Policy.of(Map.of("ASSAY_PRESETS_ONLY", "true", "ASSAY_IMAGES", "a, b"))).isEqualTo(new Policy(true, Globs.of("a,b"), Globs.NONE));
    }

    private static List<Problem> problems(Policy policy, String text, String... overrides) {
        RecipeReader reader = new RecipeReader(PresetLibrary.bundled(), new ProfileTexts("/test-profiles"), policy);
        return switch (reader.read(Recipes.submission(text, overrides))) {
            case Reading.Accepted accepted -> List.of();
            case Reading.Rejected(var problems) -> problems;
        };
    }
}
