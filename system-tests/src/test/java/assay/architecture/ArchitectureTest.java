package assay.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Event;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.VerticleBase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;

/** The arrows between the modules, the purity of the core and the names, checked on the compiled classes of every module. */
class ArchitectureTest {
    private static final int RULES = 21;
    private static final int LEAST_CLASSES = 200;
    private static final String[] SERVICES = {"assay.parser..", "assay.scheduler..", "assay.runner..", "assay.monitor..", "assay.report..", "assay.gateway.."};
    private static final Set<String> UNWANTED_NAMES = Set.of("Util", "Utils", "Helper", "Manager", "Impl", "Abstract", "Base", "Common", "Service");
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("assay");

    private static Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("events depend on nothing", noClasses().that().resideInAPackage("assay.events..").should().dependOnClassesThat()
                .resideOutsideOfPackages("assay.events..", "java.."));
        rules.put("core depends on events, the platform and HdrHistogram alone", noClasses().that().resideInAPackage("assay.core..").should()
                .dependOnClassesThat().resideOutsideOfPackages("assay.core..", "assay.events..", "java..", "org.HdrHistogram.."));
        rules.put("the pure part sees no file, network or thread", noClasses().that(pure()).should().dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..", "java.sql.."));
        rules.put("the pure part does no input or output", noClasses().that(pure()).should().dependOnClassesThat(inputOrOutput()));
        rules.put("the pure part asks for no time, chance, environment or thread", noClasses().that(pure()).should().accessTargetWhere(impure()));
        rules.put("only event-log sees Kafka", noClasses().that().resideOutsideOfPackage("assay.log..").should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "kafka..", "io.vertx.kafka.."));
        rules.put("only the cluster starts processes, and the whole program its own server", noClasses().that().resideOutsideOfPackage("assay.cluster..")
                .and().haveNameNotMatching("assay\\.server\\.ServerStart").should().dependOnClassesThat().belongToAnyOf(ProcessBuilder.class));
        rules.put("the cluster knows neither the log nor any Assay service", noClasses().that().resideInAPackage("assay.cluster..").should()
                .dependOnClassesThat().resideOutsideOfPackages("assay.cluster..", "assay.events..", "java..", "org.slf4j..", "tools.jackson.."));
        rules.put("event-log knows neither the cluster nor any Assay service", noClasses().that().resideInAPackage("assay.log..").should()
                .dependOnClassesThat(resideInAnyPackage(SERVICES).or(resideInAnyPackage("assay.cluster..", "assay.cli..", "assay.server.."))));
        rules.put("Assay services do not know one another", apart());
        rules.put("the command line knows neither the cluster nor any Assay service", noClasses().that().resideInAPackage("assay.cli..").should()
                .dependOnClassesThat(resideInAnyPackage(SERVICES).or(resideInAnyPackage("assay.cluster..", "assay.server.."))));
        rules.put("only the server knows the command line", noClasses().that().resideOutsideOfPackages("assay.cli..", "assay.server..").should()
                .dependOnClassesThat().resideInAPackage("assay.cli.."));
        rules.put("nobody knows the server", noClasses().that().resideOutsideOfPackage("assay.server..").should().dependOnClassesThat()
                .resideInAPackage("assay.server.."));
        rules.put("only the gateway serves HTTP", noClasses().that().resideOutsideOfPackage("assay.gateway..").should().dependOnClassesThat()
                .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.openapi..", "io.vertx.ext.auth.."));
        rules.put("the gateway asks and tells, and knows no loop", noClasses().that().resideInAPackage("assay.gateway..").should().dependOnClassesThat(
                resideInAPackage("assay.core.loop..").or(JavaClass.Predicates.simpleNameStartingWith("LogLoop"))));
        rules.put("the load generator knows nothing else of Assay", noClasses().that().resideInAPackage("assay.loadgen..").should()
                .dependOnClassesThat(resideInAPackage("assay..").and(not(resideInAPackage("assay.loadgen..")))));
        rules.put("nobody knows the load generator", noClasses().that().resideOutsideOfPackage("assay.loadgen..").should().dependOnClassesThat()
                .resideInAPackage("assay.loadgen.."));
        rules.put("verticles are called so", classes().that().areAssignableTo(VerticleBase.class).and().areTopLevelClasses().should()
                .haveSimpleNameEndingWith("Verticle"));
        rules.put("events are records", classes().that().areAssignableTo(Event.class).and().areNotInterfaces().should().beRecords());
        rules.put("names say the role", noClasses().should(ArchitectureConditions.haveNamePart(UNWANTED_NAMES)));
        rules.put("loggers are called LOGGER", fields().that().haveRawType(Logger.class).should().haveName("LOGGER").andShould().bePrivate().andShould()
                .beStatic().andShould().beFinal());
        return rules;
    }

    private static DescribedPredicate<JavaClass> pure() {
        return resideInAPackage("assay.core..").or(resideInAPackage("assay.events.."));
    }

    private static DescribedPredicate<JavaClass> inputOrOutput() {
        return DescribedPredicate.describe("do input or output", type -> type.getPackageName().equals("java.io")
                && !Set.of("Serializable", "UncheckedIOException", "ObjectInputStream").contains(type.getSimpleName()));
    }

    private static DescribedPredicate<JavaAccess<?>> impure() {
        return DescribedPredicate.describe("impure", access -> {
            AccessTarget target = access.getTarget();
            String owner = target.getOwner().getName();
            return switch (owner) {
                case "java.time.Instant", "java.time.LocalDateTime", "java.time.LocalDate", "java.time.ZonedDateTime" -> target.getName().equals("now");
                case "java.time.Clock", "java.time.InstantSource" -> target.getName().startsWith("system");
                case "java.util.UUID" -> target.getName().equals("randomUUID");
                case "java.lang.Math" -> target.getName().equals("random");
                case "java.lang.System", "java.lang.Thread", "java.lang.Runtime", "java.lang.ProcessHandle", "java.util.Random",
                        "java.security.SecureRandom" -> !target.getName().equals("lineSeparator") && !target.getName().equals("arraycopy");
                default -> false;
            };
        });
    }

    private static ArchRule apart() {
        return classes().that().resideInAnyPackage(SERVICES).should(ArchitectureConditions.notKnowAnotherOf(SERVICES));
    }

    @TestFactory
    Stream<DynamicTest> shouldHoldEveryRule() {
        return rules().entrySet().stream().map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(CLASSES)));
    }

    @Test
    void shouldCheckEveryRuleOnEveryModule() {
        // given
        Map<String, ArchRule> rules = rules();

        // when
        Stream<String> packages = CLASSES.stream().map(JavaClass::getPackageName).distinct();

        // then
        assertThat(rules).hasSize(RULES);
        assertThat(CLASSES).hasSizeGreaterThan(LEAST_CLASSES);
        assertThat(packages).contains("assay.events", "assay.core.run", "assay.log", "assay.cluster.slurm", "assay.parser", "assay.scheduler", "assay.runner",
                "assay.monitor", "assay.report", "assay.cli", "assay.server", "assay.gateway", "assay.loadgen");
    }
}
