/** What a local run leaves behind, and where. */
package io.radstream.local.folder;
