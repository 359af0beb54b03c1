"""Writes bodies of the media types that schemathesis does not know."""

import schemathesis


@schemathesis.serializer("application/x-ndjson", "application/vnd.wit-value")
def as_it_is(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
