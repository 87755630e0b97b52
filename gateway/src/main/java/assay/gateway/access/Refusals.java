package assay.gateway.access;

import assay.gateway.problem.ProblemException;
import assay.gateway.problem.ProblemKind;
import java.time.Duration;

/** Why a request is turned away for who asks, or for how much. */
final class Refusals {
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String REALM = "Bearer realm=\"assay\"";

    private Refusals() {
    }

    static ProblemException noKey() {
        return ProblemKind.NO_KEY.because("this needs a key: Authorization: Bearer assay_…; `assay keys add` on the server's side makes one").with(CHALLENGE, REALM).andEnd();
    }

    static ProblemException badKey(String why) {
        return ProblemKind.BAD_KEY.because(why).with(CHALLENGE, REALM + ", error=\"invalid_token\"").andEnd();
    }

    static ProblemException lacking(Principal principal, Scope scope) {
        return ProblemKind.SCOPE_MISSING.because("this needs the scope '" + scope.word() + "', which " + principal.name() + " does not have")
                .with(CHALLENGE, REALM + ", error=\"insufficient_scope\", scope=\"" + scope.word() + "\"");
    }

    static ProblemException tooMany(String what, Duration wait) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        return ProblemKind.TOO_MANY_REQUESTS.because("too many " + what + ": try again in " + seconds + " s").with("Retry-After", String.valueOf(seconds));
    }

    static ProblemException tooLarge(int bytes) {
        return ProblemKind.TOO_LARGE.because("a body may have at most " + bytes + " bytes").andEnd();
    }
}
