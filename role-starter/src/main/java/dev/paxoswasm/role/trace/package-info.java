/**
 * Traces by OpenTelemetry: off unless an endpoint is configured, and then nothing of it is made or loaded. What
 * observes requests in Spring Boot sees only those that go through the container's filters, and would cost as much as
 * they do.
 */
@NullMarked
package dev.paxoswasm.role.trace;

import org.jspecify.annotations.NullMarked;
