package io.radstream.local.report;

import io.radstream.local.folder.OutFolder;
import io.radstream.local.tables.TableQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/** The report of a run. */
public final class Report {

    private Report() {}

    /**
     * Writes the page, from the tables and results as they are.
     *
     * @param images the folder of images, for the gallery; what is not there any more is left out
     * @param finished whether the run has come to its end; its folder says so only once the page is
     *     there
     */
    public static void write(OutFolder out, Path images, boolean finished)
            throws IOException, SQLException {
        String page;
        try (TableQuery tables = TableQuery.open(out)) {
            page = ReportContent.gather(new RunTables(tables), out, images, finished).page();
        }
        Files.createDirectories(out.report().getParent());
        Path beside = out.report().resolveSibling(".index.html");
        Files.writeString(beside, page);
        Files.move(
                beside,
                out.report(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
