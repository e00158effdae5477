-- What nodes recorded: one row for each node and span, whatever it holds. Roll-ups have no node.
CREATE TABLE signal_frames (
    span_seconds ${int} NOT NULL CHECK (span_seconds IN (10, 300, 3600)),
    at ${instant} NOT NULL,
    node ${text} NOT NULL,
    body ${text} NOT NULL,
    PRIMARY KEY (span_seconds, at, node)
) ${clustered};
