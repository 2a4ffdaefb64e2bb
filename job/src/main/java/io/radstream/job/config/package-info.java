/**
 * What can be set: each key once, with its type, default, meaning and what may be given. The page
 * {@code docs/configuration.md} is made of it.
 */
package io.radstream.job.config;
