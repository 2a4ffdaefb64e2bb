package io.radstream.job.connect.iceberg.maintenance;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.util.PropertyUtil;

/** Small manifests become few large ones: a query reads all of them before any data. */
final class ManifestRewrite {

    /** Fewer cost nobody any time, and rewriting them costs a snapshot. */
    private static final int WORTH_IT = 5;

    private final Table table;

    ManifestRewrite(Table table) {
        this.table = table;
    }

    void run(boolean dryRun, TableReport report) {
        List<ManifestFile> small = small();
        if (small.size() < WORTH_IT) {
            return;
        }
        if (!dryRun) {
            List<String> paths =
                    small.stream().map(ManifestFile::path).collect(Collectors.toList());
            table.rewriteManifests()
                    .clusterBy(file -> file.specId())
                    .rewriteIf(manifest -> paths.contains(manifest.path()))
                    .commit();
        }
        report.rewroteManifests(small.size());
    }

    private List<ManifestFile> small() {
        if (table.currentSnapshot() == null) {
            return List.of();
        }
        long enough =
                PropertyUtil.propertyAsLong(
                                table.properties(),
                                TableProperties.MANIFEST_TARGET_SIZE_BYTES,
                                TableProperties.MANIFEST_TARGET_SIZE_BYTES_DEFAULT)
                        / 2;
        return table.currentSnapshot().dataManifests(table.io()).stream()
                .filter(manifest -> manifest.length() < enough)
                .collect(Collectors.toList());
    }
}
