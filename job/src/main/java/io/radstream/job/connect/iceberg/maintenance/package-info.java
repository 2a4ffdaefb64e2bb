/**
 * Keeps the tables small and quick beside the running job: fewer and larger files, fewer snapshots,
 * nothing on disk that no table knows.
 *
 * <p>Iceberg's own Flink maintenance is a streaming job that never ends, with a lock that lives in
 * ZooKeeper or a database; what is wanted here is one pass that ends. So the planning and the
 * committing are Iceberg's ({@code BinPackRewriteFilePlanner}, {@code
 * RewriteDataFilesCommitManager}), and so are the reader and the writer of its Flink module; only
 * the loop between them is here. It needs no lock: every step is a commit of its own, which either
 * fits what has been committed meanwhile or fails and leaves nothing.
 *
 * <p>Glue's table optimizers do the same work without knowing of savepoints: use one or the other,
 * never both.
 */
package io.radstream.job.connect.iceberg.maintenance;
