package assay.cli;

import picocli.CommandLine.IVersionProvider;

/** Which build this is. */
public final class Build implements IVersionProvider {
    /** Names the build; a server of another build is another program. */
    public static String id() {
        return System.getProperty("assay.build", "development");
    }

    /** Where editors find the recipe's schema: beside the launcher. */
    public static String schema() {
        return System.getProperty("assay.home", ".") + "/docs/recipe.schema.json";
    }

    @Override
    public String[] getVersion() {
        return new String[] {"assay 0.1.0 (build " + id() + ")"};
    }
}
