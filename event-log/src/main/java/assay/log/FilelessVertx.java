package assay.log;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Vert.x without its folder for files out of jars: nothing here asks for one, and a killed process would leave it in {@code /tmp}. */
public final class FilelessVertx {
    private FilelessVertx() {
    }

    /** Starts one with these options. */
    public static Vertx start(VertxOptions options) {
        return Vertx.vertx(options.setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }
}
