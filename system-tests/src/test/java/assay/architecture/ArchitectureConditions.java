package assay.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Conditions that ArchUnit has no words for. */
final class ArchitectureConditions {
    private ArchitectureConditions() {
    }

    /** Have one of these words in the simple name, at a border of words. */
    static ArchCondition<JavaClass> haveNamePart(Set<String> words) {
        return new ArchCondition<>("have one of " + words + " in the name") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                List<String> parts = Arrays.asList(type.getSimpleName().split("(?=\\p{Upper})"));
                boolean found = type.getSimpleName().length() > 0 && parts.stream().anyMatch(words::contains) && !type.getSimpleName().startsWith("Service");
                events.add(new SimpleConditionEvent(type, found, type.getName()));
            }
        };
    }

    /** Know no class of another of these groups of packages. */
    static ArchCondition<JavaClass> notKnowAnotherOf(String... groups) {
        return new ArchCondition<>("not know another Assay service") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Optional<String> own = group(type);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    Optional<String> other = group(dependency.getTargetClass());
                    if (other.isPresent() && !other.equals(own)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }

            private Optional<String> group(JavaClass type) {
                return Arrays.stream(groups).filter(group -> PackageMatcher.of(group).matches(type.getPackageName())).findFirst();
            }
        };
    }
}
