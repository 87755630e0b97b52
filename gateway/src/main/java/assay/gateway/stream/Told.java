package assay.gateway.stream;

import assay.events.Entry;
import assay.events.EventType;
import assay.log.CloudEventLines;
import assay.log.Places;
import io.vertx.core.buffer.Buffer;

/** An event as it is told to all who follow: its JSON is written once. */
final class Told {
    private final Entry.Readable entry;
    private String json = "";

    Told(Entry.Readable entry) {
        this.entry = entry;
    }

    Entry.Readable entry() {
        return entry;
    }

    /** As an event of a stream, with what its reader has read then. */
    Buffer event(Places read) {
        return Buffer.buffer("id: " + read.text() + "\nevent: " + EventType.of(entry.envelope().event()).typeName() + "\ndata: " + json() + "\n\n");
    }

    /** As a line. */
    Buffer line() {
        return Buffer.buffer(json() + "\n");
    }

    private String json() {
        if (json.isEmpty()) {
            json = CloudEventLines.told(entry);
        }
        return json;
    }
}
