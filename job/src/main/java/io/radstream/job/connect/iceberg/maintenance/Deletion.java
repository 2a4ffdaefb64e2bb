package io.radstream.job.connect.iceberg.maintenance;

import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes files that nobody needs, as many at once as the storage can. */
final class Deletion {

    private static final Logger LOG = LoggerFactory.getLogger(Deletion.class);

    private Deletion() {}

    /** A file that cannot be deleted stays as an orphan, for another time. */
    static void of(Iterable<String> files, FileIO io) {
        if (io instanceof SupportsBulkOperations) {
            try {
                ((SupportsBulkOperations) io).deleteFiles(files);
            } catch (BulkDeletionFailureException e) {
                LOG.warn("{} files could not be deleted and stay", e.numberFailedObjects(), e);
            }
        } else {
            files.forEach(
                    file -> {
                        try {
                            io.deleteFile(file);
                        } catch (RuntimeException e) {
                            LOG.warn("{} could not be deleted and stays", file, e);
                        }
                    });
        }
    }
}
