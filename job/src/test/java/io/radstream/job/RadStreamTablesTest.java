package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.radstream.job.config.StartRefusedException;
import io.radstream.job.connect.iceberg.Catalogs;
import io.radstream.job.fixture.TableRows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables made and maintained as a person does it, in a catalog on this machine. */
final class RadStreamTablesTest {

    @TempDir private Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private PrintStream console;

    @BeforeEach
    void listen() {
        console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void deafen() {
        System.setOut(console);
    }

    private Path database() {
        return folder.resolve("catalog.db");
    }

    private void run(String command, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                command,
                                "--tables.catalog",
                                "jdbc",
                                "--tables.url",
                                "jdbc:sqlite:" + database(),
                                "--tables.warehouse",
                                folder.toUri() + "warehouse"));
        arguments.addAll(List.of(more));
        RadStreamTables.main(arguments.toArray(String[]::new));
    }

    private List<String> refused(String command, String... more) {
        return catchThrowableOfType(StartRefusedException.class, () -> run(command, more))
                .problems();
    }

    private static List<String> refusedExactly(String... arguments) {
        return catchThrowableOfType(
                        StartRefusedException.class, () -> RadStreamTables.main(arguments))
                .problems();
    }

    @Test
    void makesTheTablesAndMaintainsThem() throws Exception {
        run("create");
        assertThat(
                        new TableRows(Catalogs.sqlite(database(), folder.resolve("warehouse")))
                                .of("rejects"))
                .isEmpty();
        run("create");

        run("maintain", "--maintain.restorable-since", "2026-03-04T05:06:07Z");

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(
                        line -> line.contains("the tables of radstream_analytics in the database"))
                .filteredOn(line -> line.contains("snapshots expired"))
                .hasSize(4);
    }

    @Test
    void maintainsOnlyWhatItIsTold() {
        run("create");

        run(
                "maintain",
                "--maintain.restorable-since=2026-03-04T05:06:07Z",
                "--maintain.tables=rejects",
                "--maintain.steps=compact",
                "--maintain.dry-run=true");

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("snapshots expired"))
                .singleElement()
                .asString()
                .startsWith("rejects:");
        assertThat(
                        refused(
                                "maintain",
                                "--maintain.restorable-since=2026-03-04T05:06:07Z",
                                "--maintain.tables=others"))
                .singleElement()
                .asString()
                .startsWith("maintain.tables: expected tables of")
                .contains("came [others]");
    }

    @Test
    void namesTheAddressOfACatalogThatCannotBeOpened() {
        String[] elsewhere = {
            "--tables.url=jdbc:sqlite:" + folder.resolve("no/such/folder/catalog.db"),
            "--tables.catalog=jdbc",
            "--tables.warehouse=" + folder.toUri() + "warehouse"
        };

        for (String command : List.of("create", "maintain")) {
            List<String> arguments = new ArrayList<>(List.of(command));
            arguments.addAll(List.of(elsewhere));
            if (command.equals("maintain")) {
                arguments.add("--maintain.restorable-since=2026-03-04T05:06:07Z");
            }
            assertThat(refusedExactly(arguments.toArray(String[]::new)))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "tables.url: expected a catalog that can be used, came the database")
                    .contains("no/such/folder");
        }
    }

    @Test
    void asksForTheTimeThatNobodyCanGuess() {
        assertThat(refused("maintain"))
                .singleElement()
                .asString()
                .startsWith("maintain.restorable-since: expected a time");
    }

    @Test
    void asksForNothingThatOnlyTheJobNeeds() {
        assertThat(refused("create", "--source.straem=y"))
                .singleElement()
                .asString()
                .contains("source.straem");
    }

    @Test
    void knowsTwoCommands() {
        assertThat(refused("vacuum")).containsExactly("expected create or maintain, came vacuum");
        assertThat(
                        catchThrowableOfType(
                                StartRefusedException.class,
                                () -> RadStreamTables.main(new String[0])))
                .hasMessageContaining("came nothing");
    }
}
