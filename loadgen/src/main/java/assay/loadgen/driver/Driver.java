package assay.loadgen.driver;

import io.vertx.core.Future;
import java.util.Map;

/** A kind of server and how load is put on it. Users are made and asked on their own event loop; the rest is called before and after. */
public interface Driver {
    /** Its name as the command line knows it. */
    String name();

    /** What was asked of the server, for the result: every parameter, no secret. */
    Map<String, Object> settings();

    /** What is to be there before any load, such as tables; fails with words for people when it cannot be had. */
    Future<Void> prepare();

    /** Looks whether the server can be used as it is, and learns what it has to know of it. Called on an event loop. */
    Future<Void> inspect();

    /** A user of its own connection. Called on the event loop on which the user will work. */
    User user();

    /** Whether every user connects before the load begins. Else each does so when it is first needed. */
    boolean connectsFirst();
}
